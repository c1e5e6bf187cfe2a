"""What the bot can do, for those who ask: one page for the staff, one for requesters."""

from bot.i18n import Texts
from bot.views.screen import Screen, Text

# Daily work first, then what is looked up, then what only administrators need.
STAFF = ("answer", "note", "card", "say", "acts", "links", "commands", "admin")
REQUESTER = ("new", "write", "tickets", "commands")


def staff_help(t: Texts) -> Screen:
    """Return what an agent can do in the group."""
    return _page("help-staff", STAFF, t)


def requester_help(t: Texts) -> Screen:
    """Return what somebody can do in a private chat with the bot."""
    return _page("help-requester", REQUESTER, t)


def _page(prefix: str, sections: tuple[str, ...], t: Texts) -> Screen:
    text = Text().line(t(f"{prefix}-title"), "bold")
    for section in sections:
        text.line().line(t(f"{prefix}-{section}-title"), "bold").line(t(f"{prefix}-{section}"))
    return Screen.of(text)
