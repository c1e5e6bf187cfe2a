"""How a ticket's topic looks in the staff group: its name, and its status as the icon."""

from bot.rules.words import clip, one_line
from bot.views.names import STATUS_ICONS, ticket_number
from storage.enums import Status
from storage.models import Ticket

NAME_LIMIT = 128  # UTF-16 units, https://core.telegram.org/bots/api#createforumtopic
# Of the few emoji that Telegram offers for icons, those that a glance understands.
TOPIC_ICONS = {
    Status.OPEN: "❗️",
    Status.IN_PROGRESS: "👀",
    Status.WAITING: "💬",
    Status.RESOLVED: "✅",
    Status.CLOSED: "📁",
}


def look(ticket: Ticket) -> dict[str, str]:
    """Return the topic's name and icon, and the prefix where Telegram has no such icon."""
    name = f"{ticket_number(ticket.number)} · {one_line(ticket.subject, 120)}"
    return {
        "name": clip(name, NAME_LIMIT),
        "icon": TOPIC_ICONS[ticket.status],
        "prefix": STATUS_ICONS[ticket.status],
    }


def dressed(look: dict[str, str], icons: dict[str, str]) -> dict[str, str]:
    """Return what Telegram is asked for, given the ids of the icons that it offers by emoji."""
    icon = icons.get(plain(look["icon"]))
    if icon is not None:
        return {"name": look["name"], "icon_custom_emoji_id": icon}
    return {"name": clip(f"{look['prefix']} {look['name']}", NAME_LIMIT)}


def plain(emoji: str) -> str:
    """Return an emoji without the mark that only asks for its coloured form."""
    return emoji.replace("\ufe0f", "")
