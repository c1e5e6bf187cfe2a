"""The menu of categories for administrators."""

from collections.abc import Sequence

from bot.buttons import CategoryMenu
from bot.i18n import Texts, languages, texts
from bot.rules.categories import COLOURS
from bot.rules.words import one_line
from bot.views.card import in_pairs, mark
from bot.views.names import NAME_LIMIT, category_label
from bot.views.screen import Button, Keyboard, Screen, Text
from storage.models import TicketCategory


def listing(categories: Sequence[TicketCategory], t: Texts) -> Screen:
    """Return all categories in their order, a button for each."""
    text = Text().line(t("categories-title"), "bold")
    for category in categories:
        text.line(f"{category.colour} {_label(category, t)}")
    text.line().line(t("categories-how"), "italic")
    buttons = [
        Button(_label(category, t), CategoryMenu(category.id, "open")) for category in categories
    ]
    return Screen.of(
        text, [*in_pairs(buttons), [Button(t("categories-add"), CategoryMenu(0, "add"))]]
    )


def _label(category: TicketCategory, t: Texts) -> str:
    label = category_label(category, t)
    return label if category.is_active else f"🙈 {label}"


def one(category: TicketCategory, t: Texts) -> Screen:
    """Return one category with everything that can be changed."""
    text = Text().line(f"{category.colour} {category_label(category, t)}", "bold")
    for code in languages():
        name = category.names.get(code)
        shown = one_line(name, NAME_LIMIT) if name else t("category-no-name")
        text.line(f"{texts(code)('language-flag')} {shown}")
    if not category.is_active:
        text.line(t("category-hidden"), "italic")

    def act(key: str, name: str) -> Button:
        return Button(t(key), CategoryMenu(category.id, name))

    names = [
        Button(
            t("category-rename", language=texts(code)("language-name")),
            CategoryMenu(category.id, f"name-{code}"),
        )
        for code in languages()
    ]
    hide = act("category-hide", "hide") if category.is_active else act("category-show", "show")
    return Screen.of(
        text,
        [
            *in_pairs(names),
            [act("category-change-icon", "icon"), act("category-change-colour", "colour")],
            [act("category-up", "up"), act("category-down", "down")],
            [hide],
            [Button(t("back"), CategoryMenu(0, "list"))],
        ],
    )


def colours(category: TicketCategory, t: Texts) -> Screen:
    """Return the nine colours; the present one is marked."""
    buttons = [
        Button(
            mark(colour, marked=colour == category.colour),
            CategoryMenu(category.id, f"colour-{index}"),
        )
        for index, colour in enumerate(COLOURS)
    ]
    rows: Keyboard = [buttons[start : start + 3] for start in range(0, len(buttons), 3)]
    back = Button(t("back"), CategoryMenu(category.id, "open"))
    return Screen.of(t("category-which-colour", name=category_label(category, t)), [*rows, [back]])


def asked(category: TicketCategory | None, what: str, t: Texts) -> Screen:
    """Return the request to type a value: the reply to it is the value."""
    label = category_label(category, t) if category is not None else ""
    if what == "add":
        return Screen.of(t("category-ask-add"))
    if what == "icon":
        return Screen.of(t("category-ask-icon", name=label))
    language = texts(what.removeprefix("name-"))("language-name")
    return Screen.of(t("category-ask-name", name=label, language=language))
