"""Texts: every one in every language, with the same variables and right plural forms."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.i18n import FALLBACK, LOCALES, closest, languages, texts
from bot.rules.access import Denial
from bot.rules.rights import Lack
from storage.enums import ContentKind, EventKind, Priority, Status

BOT = LOCALES.parent
OTHERS = [code for code in languages() if code != FALLBACK]
NUMBERS = (0, 1, 2, 5, 11, 21, 22, 25, 101, 111, 1042)
# Forms that a language needs for whole numbers (Unicode CLDR).
FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many"}}
# After a preposition Russian has two forms only: по 21 тикету, по 2 and по 5 тикетам.
OBLIQUE = {("ru", "stats-rests-on")}


class Finder(Visitor):
    """Collects the variables of a text, and the plural forms of each of its selectors."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.selectors: list[tuple[str, set[str]]] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802
        if isinstance(node.selector, ftl.VariableReference):
            keys = {
                variant.key.name if isinstance(variant.key, ftl.Identifier) else variant.key.value
                for variant in node.variants
            }
            self.selectors.append((node.selector.id.name, keys))
        self.generic_visit(node)


def catalogue(code: str) -> dict[str, Finder]:
    source = (LOCALES / f"{code}.ftl").read_text(encoding="utf-8")
    found: dict[str, Finder] = {}
    for entry in FluentParser().parse(source).body:
        assert not isinstance(entry, ftl.Junk), f"{code}: {entry.content}"
        if isinstance(entry, ftl.Message):
            finder = found[entry.id.name] = Finder()
            finder.visit(entry)
    return found


def string(node: ast.expr) -> list[str]:
    """The texts a literal can be; placeholders of an f-string stand as a star."""
    match node:
        case ast.Constant(value=str(value)):
            return [value]
        case ast.IfExp(body=body, orelse=orelse):
            return string(body) + string(orelse)
        case ast.JoinedStr(values=values):
            parts = [v.value if isinstance(v, ast.Constant) else "*" for v in values]
            return ["".join(map(str, parts))]
    return []


def used_keys() -> dict[str, str]:
    """Keys and patterns of keys that the code asks for, with the place."""
    found: dict[str, str] = {}
    for file in BOT.rglob("*.py"):
        if "playground" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            function = node.func
            is_text = (
                (isinstance(function, ast.Name) and function.id in ("t", "Refused"))
                or (isinstance(function, ast.Attribute) and function.attr in ("texts", "t"))
                or (
                    isinstance(function, ast.Call)
                    and isinstance(function.func, ast.Name)
                    and function.func.id == "texts"
                )
            )
            if is_text:
                for key in string(node.args[0]):
                    found[key] = f"{file.relative_to(BOT)}:{node.lineno}"
    return found


def test_there_are_two_languages_at_least() -> None:
    assert {"en", "ru"} <= set(languages())


@pytest.mark.parametrize("code", languages())
def test_no_text_stands_twice(code: str) -> None:
    source = (LOCALES / f"{code}.ftl").read_text(encoding="utf-8")
    names = Counter(re.findall(r"^([a-z][a-z0-9-]*) *=", source, flags=re.MULTILINE))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_in_every_language_with_the_same_variables(code: str) -> None:
    ours, theirs = catalogue(FALLBACK), catalogue(code)
    assert ours.keys() - theirs.keys() == set(), f"missing in {code}"
    assert theirs.keys() - ours.keys() == set(), f"missing in {FALLBACK}"
    different = [key for key in ours if ours[key].variables != theirs[key].variables]
    assert different == []


def test_every_key_in_the_code_exists() -> None:
    keys = set(catalogue(FALLBACK))
    missing = []
    for key, place in used_keys().items():
        pattern = re.compile(".+".join(map(re.escape, key.split("*"))))
        if not any(pattern.fullmatch(known) for known in keys):
            missing.append(f"{place} {key}")
    assert missing == []


@pytest.mark.parametrize("code", languages())
def test_keys_made_of_values_exist(code: str) -> None:
    keys = set(catalogue(code))
    made = [
        *(f"status-{status.replace('_', '-')}" for status in Status),
        *(f"priority-{priority}" for priority in Priority),
        *(f"kind-{kind.replace('_', '-')}" for kind in ContentKind),
        *(f"log-{kind.replace('_', '-')}" for kind in EventKind),
        *(f"setup-problem-{lack.replace('_', '-')}" for lack in Lack),
        *Denial,
    ]
    assert [key for key in made if key not in keys] == []


@pytest.mark.parametrize("code", languages())
def test_plural_forms_are_whole(code: str) -> None:
    wanted = FORMS[code]  # a new language: say here which forms it has
    wrong = []
    for key, finder in catalogue(code).items():
        for _variable, forms in finder.selectors:
            needed = {"one", "other"} if (code, key) in OBLIQUE else wanted
            if forms & {"one", "few", "many", "two", "zero"} and not needed <= forms:
                wrong.append(f"{key}: {sorted(forms)}")
    assert wrong == []


@pytest.mark.parametrize("code", languages())
def test_texts_with_numbers_can_be_shown_for_any_number(code: str) -> None:
    t = texts(code)
    for key, finder in catalogue(code).items():
        if not finder.selectors:
            continue
        for number in NUMBERS:
            values: dict[str, str | int] = dict.fromkeys(finder.variables, "x")
            values |= {name: number for name, _ in finder.selectors}
            assert str(t(key, **values)).strip(), key


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "тикет"), (2, "тикета"), (5, "тикетов"), (11, "тикетов"), (21, "тикет")],
)
def test_russian_counts_tickets_as_russians_do(number: int, word: str) -> None:
    counted = texts("ru")("queue-count", count=number)
    assert re.match(rf"{number}\s(?:\w+\s)*?{word}\b", counted), counted


def test_languages_are_recognised_by_tag() -> None:
    assert closest("ru-RU") == "ru"
    assert closest("RU_ru") == "ru"
    assert closest("de", "ru") == "ru"
    assert closest(None) == "en"


def test_every_catalogue_is_packaged() -> None:
    pyproject = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert '"locales/*.ftl"' in pyproject
