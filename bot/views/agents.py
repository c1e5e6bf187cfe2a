"""The team as administrators see it."""

from collections.abc import Sequence
from datetime import tzinfo

from bot.buttons import AgentMenu
from bot.i18n import Texts
from bot.views.card import contact, in_pairs
from bot.views.names import person_name, ticket_number
from bot.views.screen import Button, Screen, Text
from bot.views.times import day
from storage.enums import Role
from storage.models import User

SHOWN = 40
NUMBERS_SHOWN = 20


def listing(team: Sequence[tuple[User, int]], t: Texts, zone: tzinfo) -> Screen:
    """Return everybody of the team, a button for each."""
    if not team:
        return Screen.of(t("agents-none"))
    text = Text().line(t("agents-title", count=len(team)), "bold")
    for user, load in team[:SHOWN]:
        text.line(f"{_icon(user)} {person_name(user)} — {_about(user, load, t, zone)}")
    text.line().line(t("agents-how"), "italic")
    buttons = [
        Button(f"{_icon(user)} {person_name(user)}", AgentMenu(user.id, "open"))
        for user, _ in team[:SHOWN]
    ]
    return Screen.of(text, in_pairs(buttons))


def _icon(user: User) -> str:
    if user.is_deactivated:
        return "🚫"
    return "⭐" if user.role is Role.ADMIN else "👤"


def _about(user: User, load: int, t: Texts, zone: tzinfo) -> str:
    since = t("agent-since", day=day(user.created_at, zone, t.language, 0))
    return f"{t('agent-load', count=load)} · {since}"


def one(user: User, numbers: Sequence[int], t: Texts, zone: tzinfo) -> Screen:
    """Return somebody of the team: what they have to do, and whether they may."""
    role = "agent-admin" if user.role is Role.ADMIN else "agent-agent"
    text = Text().line(f"{_icon(user)} {contact(user, t)}", "bold").line(t(role))
    text.line(_about(user, len(numbers), t, zone))
    if numbers:
        text.line(" ".join(ticket_number(number) for number in numbers[:NUMBERS_SHOWN]))
    rows = []
    if user.is_deactivated:
        text.line().line(t("agent-is-off"))
        if numbers:
            text.line(t("agent-still-has", count=len(numbers)))
            release = Button(t("agent-release", count=len(numbers)), AgentMenu(user.id, "release"))
            rows.append([release])
        rows.append([Button(t("agent-activate"), AgentMenu(user.id, "on"))])
    else:
        rows.append([Button(t("agent-deactivate"), AgentMenu(user.id, "off"))])
    return Screen.of(text, [*rows, [Button(t("back"), AgentMenu(0, "list"))]])
