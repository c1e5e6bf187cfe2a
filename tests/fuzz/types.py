"""What the Bot API says an update is made of: values of any type, and the faults of a value.

`update_types.json` holds the types within an Update as data: from
PaulSonOfLars/telegram-bot-api-spec (MIT licence), in the notation of the playground's
`bot_api.json`: a required field has a "!" before its type; "String=a,b" is one of these words.
"""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

_DATA = json.loads(Path(__file__).with_name("update_types.json").read_text(encoding="utf-8"))
TYPES: dict[str, dict[str, str]] = _DATA["types"]
UNIONS: dict[str, list[str]] = _DATA["unions"]
UPDATE_KINDS = [name for name in TYPES["Update"] if name != "update_id"]
ARRAY = "Array of "
MAX_DATE = 2**31 - 1
MAX_INT = 2**63 - 1

INTEGERS = (0, 1, -1, 7, 2**31 - 1, -(2**31))
LONG = (*INTEGERS, 2**31, 2**52, 2**53 - 1, 2**53, -(2**53), MAX_INT)
FLOATS = (0, 0.0, -0.5, 90.0, -180.0, 59.93, 1e300, 5e-324)
DATES = (0, 1, 1_700_000_000, 1_790_000_000, MAX_DATE)
STRINGS = (
    "",
    " ",
    "x",
    "\0",
    "zero\0in the middle",
    "half \ud83d",
    "\udc00",
    "two \ud83d\ude80 halves",
    "\u202eright to left\u202c \u200f\u200e",
    "שלום",
    "😀" * 40,
    "👩‍👩‍👧‍👦",
    "<b>&\"'</b>",
    "a\r\nb\u2028c",
    "'; DROP TABLE tickets; --",
    "{braces} %s $x \\",
    "word " * 1_000,
    "ы" * 5_000,
)
WRONG: tuple[Any, ...] = (
    None,
    True,
    0,
    -7,
    2**64,
    -(2**70),
    1.5,
    1e400,
    "",
    "words",
    [],
    [None],
    [[]],
    {},
    {"id": "x"},
    {"": {}},
)


def strings() -> st.SearchStrategy[str]:
    """Anything that can be said, also what no database keeps."""
    return st.sampled_from(STRINGS) | st.text(max_size=12)


def is_date(name: str) -> bool:
    """Whether a field of this name is a moment in Unix time."""
    return name == "date" or name.endswith("_date")


def is_long(name: str) -> bool:
    """Whether a number of this name may have 64 bits; Telegram itself has 32 for all others."""
    return name == "id" or name.endswith(("_id", "_ids[]", "file_size", "amount", "_count"))


def _integers(name: str) -> tuple[int, ...]:
    return DATES if is_date(name) else LONG if is_long(name) else INTEGERS


def value(draw: DrawFn, expr: str, depth: int, name: str = "") -> Any:
    """Return a value of a type; what is optional within comes now and then, down to `depth`."""
    options = UNIONS.get(expr) or expr.split("|")
    if depth <= 0:  # the plainest of several
        plain = [option for option in options if option.startswith("String")]
        options = plain or options[:1]
    option = draw(st.sampled_from(options)) if len(options) > 1 else options[0]
    if option in UNIONS:
        return value(draw, option, depth - 1, name)
    if option.startswith(ARRAY):
        length = draw(st.integers(0, 3)) if depth > 0 else 0
        return [value(draw, option.removeprefix(ARRAY), depth - 1) for _ in range(length)]
    if option in TYPES:
        return an_object(draw, option, depth)
    kind, _, words = option.partition("=")
    match kind:
        case "String":
            return draw(st.sampled_from(words.split(",")) if words else strings())
        case "Integer":
            return draw(st.sampled_from(_integers(name)))
        case "Float":
            return draw(st.sampled_from(FLOATS))
        case "Boolean":
            return draw(st.booleans())
    raise LookupError(option)


def an_object(draw: DrawFn, kind: str, depth: int) -> dict[str, Any]:
    """Return an object with all that it must have, and up to three things that it may."""
    fields = TYPES[kind]
    names = [name for name, expr in fields.items() if expr.startswith("!")]
    others = [name for name, expr in fields.items() if not expr.startswith("!")]
    if others and depth > 0:
        names += draw(st.lists(st.sampled_from(others), max_size=3, unique=True))
    return {name: value(draw, fields[name].removeprefix("!"), depth - 1, name) for name in names}


def fault(expr: str, found: Any, path: str = "") -> str | None:
    """Return what makes a value none of its type, None if it is one."""
    name = path.rpartition(".")[2]
    faults = [_fault(option, found, path, name) for option in UNIONS.get(expr) or expr.split("|")]
    return None if None in faults else next(filter(None, faults))


def _fault(option: str, found: Any, path: str, name: str) -> str | None:
    wrong = f"{path} is no {option.partition('=')[0]}"
    if option in UNIONS:
        return fault(option, found, path)
    if option.startswith(ARRAY):
        if not isinstance(found, list):
            return wrong
        inner = option.removeprefix(ARRAY)
        return next(filter(None, (fault(inner, item, f"{path}[]") for item in found)), None)
    if option in TYPES:
        return _object_fault(option, found, path, wrong)
    kind, _, words = option.partition("=")
    match kind:
        case "String":
            good = isinstance(found, str) and (not words or found in words.split(","))
        case "Integer":
            most = MAX_INT if is_long(name) else MAX_DATE
            least = 0 if is_date(name) else -1 - most
            good = type(found) is int and least <= found <= most
        case "Float":
            good = type(found) in (int, float) and abs(found) < 1e301
        case _:
            good = isinstance(found, bool)
    return None if good else wrong


def _object_fault(kind: str, found: Any, path: str, wrong: str) -> str | None:
    if not isinstance(found, dict):
        return wrong
    for name, expr in TYPES[kind].items():
        inner = f"{path}.{name}"
        if found.get(name) is None:  # what is optional may as well be null
            if expr.startswith("!"):
                return f"{inner} is missing"
        elif (wrong_within := fault(expr.removeprefix("!"), found[name], inner)) is not None:
            return wrong_within
    return None
