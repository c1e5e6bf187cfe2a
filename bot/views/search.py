"""What a search found: each ticket with the words around the hit, which stand out in bold."""

from bot.buttons import OpenTicket, SearchPage, ShowCard
from bot.i18n import Texts
from bot.rules.search import Found, Hit, Query, excerpt
from bot.rules.words import one_line
from bot.views.names import (
    PRIORITY_ICONS,
    agent_name,
    own_status_label,
    person_name,
    status_label,
    tag_label,
    ticket_number,
)
from bot.views.screen import Button, Keyboard, Screen, Text

ICON = "🔍"
SUBJECT_ROOM, EXCERPT_ROOM = 120, 200  # characters


def search_screen(found: Found, t: Texts) -> Screen:
    """Return a page of hits, a button for each; a requester's has none of the staff's marks."""
    query = found.query
    text = Text().line(f"{ICON} {query.words}", "bold")
    if not found.hits:
        return Screen.of(text.line(t("search-none")))
    text.line(t("search-found", n=found.total) if found.is_all else t("search-found-many"))
    for hit in found.hits:
        text.line()
        _hit(text, hit, query, t)
    if query.requester_id is None:
        row = [Button(_card_label(hit), ShowCard(hit.ticket.number)) for hit in found.hits]
        keyboard: Keyboard = [row[:3], row[3:]]
    else:
        keyboard = [
            [Button(_own_label(hit), OpenTicket(hit.ticket.number, 0))] for hit in found.hits
        ]
    turns = []
    if found.page > 1:
        turns.append(Button("‹", SearchPage(found.page - 1)))
    if found.pages > 1:
        turns.append(Button(f"{found.page}/{found.pages}", SearchPage(found.page)))
    if found.page < found.pages:
        turns.append(Button("›", SearchPage(found.page + 1)))
    return Screen.of(text, [*keyboard, turns])


def words_of(text: str) -> str | None:
    """Return what was looked for, from the text of a `search_screen`; None if it is none."""
    first = text.split("\n")[0]
    return first.removeprefix(ICON).strip() if first.startswith(ICON) else None


def _card_label(hit: Hit) -> str:
    return f"{PRIORITY_ICONS[hit.ticket.priority]} {ticket_number(hit.ticket.number)}"


def _own_label(hit: Hit) -> str:
    return f"{ticket_number(hit.ticket.number)} · {one_line(hit.ticket.subject, 32)}"


def _hit(text: Text, hit: Hit, query: Query, t: Texts) -> None:
    ticket, for_staff = hit.ticket, query.requester_id is None
    if for_staff:
        text.add(f"{PRIORITY_ICONS[ticket.priority]} ")
    text.add(f"{ticket_number(ticket.number)} · ")
    _pieces(text, one_line(ticket.subject, SUBJECT_ROOM), query, SUBJECT_ROOM)
    text.line()
    if for_staff:
        holder = person_name(ticket.assignee) if ticket.assignee else t("queue-nobody")
        text.line(f"{status_label(ticket.status, t)} · {holder}", "italic")
        if ticket.tags:
            _pieces(text, tag_label(*ticket.tags), query, SUBJECT_ROOM)
            text.line()
    else:
        text.line(own_status_label(ticket.status, t), "italic")
    said = hit.message.text if hit.message else ticket.description
    if said:
        if hit.message:
            text.add(_who(hit, t, for_staff=for_staff))
        _pieces(text, said, query, EXCERPT_ROOM)
        text.line()


def _who(hit: Hit, t: Texts, *, for_staff: bool) -> str:
    message = hit.message
    assert message is not None
    if for_staff:
        icon = "🔒" if message.is_internal else "💬" if message.is_staff_reply else "👤"
        return f"{icon} {person_name(message.author)}: "
    mine = not message.is_staff_reply
    return f"👤 {t('conversation-you')}: " if mine else f"💬 {agent_name(message.author)}: "


def _pieces(text: Text, said: str, query: Query, room: int) -> None:
    for piece in excerpt(one_line(said, len(said) + 1), query.terms, room):
        text.add(piece.text, *(["bold"] if piece.is_hit else []))
