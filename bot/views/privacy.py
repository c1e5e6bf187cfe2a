"""One's own data: what is kept, the two questions before it is erased, and what was done."""

from collections.abc import Sequence

from bot.buttons import PrivacyPress
from bot.i18n import Texts
from bot.views.names import ticket_number
from bot.views.screen import Button, Screen, Text
from storage.queries.privacy import Counted

SECTIONS = ("what", "why", "who", "long", "telegram")
NUMBERS_SHOWN = 10


def page(t: Texts) -> Screen:
    """Return what is kept and why, with what one can do about it."""
    text = Text().line(t("privacy-title"), "bold")
    for section in SECTIONS:
        text.line().line(t(f"privacy-{section}-title"), "bold").line(t(f"privacy-{section}"))
    return Screen.of(text, [[_get(t)], [_button("privacy-erase", "erase", 0, t)]])


def first_question(stamp: int, t: Texts) -> Screen:
    """Return the first question."""
    text = Text().line(t("erase-ask"), "bold").line().line(t("erase-ask-means"))
    text.line().line(t("erase-ask-copy"), "italic")
    return Screen.of(
        text, [[_get(t)], [_button("erase-go-on", "sure", stamp, t)], _keep(stamp, t)]
    )


def second_question(
    stamp: int, found: Counted, t: Texts, *, is_banned: bool, is_in_team: bool
) -> Screen:
    """Return the second question: what exactly will happen."""
    text = Text().line(t("erase-sure"), "bold").line()
    text.line(t("erase-goes-title"), "bold")
    if found.tickets:
        text.line(t("erase-goes-tickets", n=found.tickets))
    if found.messages:
        text.line(t("erase-goes-messages", n=found.messages))
    if found.files:
        text.line(t("erase-goes-files", n=found.files))
    if found.not_closed:
        text.line(t("erase-goes-open", n=found.not_closed))
    text.line(t("erase-goes-profile-team" if is_in_team else "erase-goes-profile"))
    text.line(t("erase-goes-chats"))
    text.line().line(t("erase-stays-title"), "bold").line(t("erase-stays"))
    if is_banned:
        text.line(t("erase-stays-ban"))
    return Screen.of(text, [[_button("erase-now", "now", stamp, t)], _keep(stamp, t)])


def kept(t: Texts) -> Screen:
    """Return that nothing was erased."""
    return Screen.of(t("erase-kept"))


def done(files: int, by_hand: int, t: Texts) -> Screen:
    """Return that everything is erased, and what the bot cannot take away."""
    text = Text().line(t("erase-done"), "bold").line().line(t("erase-done-chats"))
    if files:
        text.line().line(t("erase-done-files", n=files))
    if by_hand:
        text.line().line(t("erase-done-by-hand", n=by_hand))
    return Screen.of(text.line().line(t("erase-done-again")))


def told_group(numbers: Sequence[int], by_hand: int, t: Texts) -> Screen:
    """Return what the team is told, without a word about whom."""
    shown = ", ".join(ticket_number(number) for number in numbers[:NUMBERS_SHOWN])
    more = " …" if len(numbers) > NUMBERS_SHOWN else ""
    text = Text().line(t("erase-told", numbers=shown + more))
    if by_hand:
        text.line(t("erase-told-by-hand", n=by_hand))
    return Screen.of(text)


def _button(key: str, act: str, stamp: int, t: Texts) -> Button:
    return Button(t(key), PrivacyPress(act, stamp))


def _get(t: Texts) -> Button:
    return _button("privacy-get", "get", 0, t)


def _keep(stamp: int, t: Texts) -> list[Button]:
    return [_button("erase-keep", "keep", stamp, t)]
