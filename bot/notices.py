"""One table: what was recorded → who is told, with which view. Run when a unit of work ends."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.i18n import Texts, texts
from bot.rules.content import CAPTIONED
from bot.rules.words import CAPTION_LIMIT, TEXT_LIMIT, units
from bot.services import delivery, place, usual
from bot.services.delivery import NOTED
from bot.services.intake import fits_card
from bot.services.outgoing import About, at, card_name, receipt_name
from bot.services.people import language_of
from bot.services.tickets import content_of
from bot.services.work import Happening, Work
from bot.views import form as form_view
from bot.views import group as group_view
from bot.views import own
from bot.views.card import card
from bot.views.names import agent_name, person_name
from bot.views.relay import Call, Header, edited, relay
from bot.views.screen import Screen
from storage.enums import ContentKind, EventKind, LinkRole, OutboxRank, Status
from storage.models import Ticket, TicketMessage, User
from storage.queries import outbox, tickets

Notice = Callable[[Work, Happening], Awaitable[None]]


def _texts(work: Work, user: User) -> Texts:
    return texts(language_of(work, user))


def _group_texts(work: Work) -> Texts:
    return texts(work.group.language if work.group else work.desk.default_language)


# --- to the requester -------------------------------------------------------------------------


async def stored(work: Work, what: Happening) -> None:
    """Show a receipt, in place of the form; "with our team" is said only once the card stands."""
    ticket = _ticket(what)
    chat_id, name = ticket.requester_id, receipt_name(ticket.id)
    screen = form_view.waiting(ticket, _texts(work, ticket.requester))
    link = await work.out.stands(chat_id, name)
    if link is not None:
        link.ticket_id = ticket.id
        await work.out.edit(chat_id, name, screen, delay_s=3)
    else:
        await work.out.show(chat_id, name, screen, About(ticket.id), delay_s=3)


async def received(work: Work, what: Happening) -> None:
    """Say that the team has the ticket."""
    ticket = _ticket(what)
    t = _texts(work, ticket.requester)
    how_long = await usual.answer_time(work, t.language)
    screen = form_view.received(ticket, how_long, t)
    name = receipt_name(ticket.id)
    if await work.out.stands(ticket.requester_id, name):
        await work.out.edit(ticket.requester_id, name, screen)
    else:
        await work.out.show(ticket.requester_id, name, screen, About(ticket.id))


async def answer_to_requester(work: Work, what: Happening) -> None:
    """Relay an agent's public answer."""
    ticket, message = _ticket(what), what.message
    assert message is not None
    t = _texts(work, ticket.requester)
    header = own.answer_header(ticket, agent_name(message.author), t)
    calls = _late_or_whole(header, message, what, t)
    await delivery.try_again(work, ticket.requester)
    _relay(work, ticket, message, ticket.requester_id, calls, late=_is_late(what))


def _to_requester(key: str) -> Notice:
    async def notice(work: Work, what: Happening) -> None:
        ticket = _ticket(what)
        if what.actor is not None and what.actor.id == ticket.requester_id:
            return  # one's own doing is seen where one did it
        t = _texts(work, ticket.requester)
        name = agent_name(what.actor) if what.actor else ""
        _say_requester(work, ticket, own.notice(key, ticket, t, name=name))

    return notice


async def taken_care_of(work: Work, what: Happening) -> None:
    """Say that somebody looks into it, when that is news."""
    ticket = _ticket(what)
    if what.event.before.get("status") == Status.OPEN and ticket.assignee is not None:
        t = _texts(work, ticket.requester)
        name = agent_name(ticket.assignee)
        _say_requester(work, ticket, own.notice("notice-taken", ticket, t, name=name))


async def let_go(work: Work, what: Happening) -> None:
    """Say that nobody looks into it any more, where somebody was said to."""
    ticket = _ticket(what)
    if what.event.before.get("status") == Status.IN_PROGRESS:
        t = _texts(work, ticket.requester)
        _say_requester(work, ticket, own.notice("notice-released", ticket, t))


async def set_by_hand(work: Work, what: Happening) -> None:
    """Say that the status was changed by hand."""
    ticket = _ticket(what)
    t = _texts(work, ticket.requester)
    key = f"notice-set-{ticket.status.value.replace('_', '-')}"
    _say_requester(work, ticket, own.notice(key, ticket, t))


def _say_requester(work: Work, ticket: Ticket, screen: Screen) -> None:
    work.out.say(
        ticket.requester_id, screen, role=LinkRole.NOTICE, about=About(ticket.id), silent=False
    )


# --- to the staff group -----------------------------------------------------------------------


async def words_to_group(work: Work, what: Happening) -> None:
    """Relay a requester's words, unless the card carries them."""
    ticket, message = _ticket(what), what.message
    spot = place.of(work, ticket)
    if message is None or spot is None or fits_card(ticket, message):
        return
    t = _group_texts(work)
    header = Header(group_view.words_title(ticket))
    calls = _late_or_whole(header, message, what, t)
    _relay(work, ticket, message, spot.chat_id, calls, reply_to=spot.reply_to, late=_is_late(what))


async def noted(work: Work, what: Happening) -> None:
    """Acknowledge a note without a word; it goes nowhere, so it is safe at once."""
    assert what.message is not None
    links = await tickets.links_of(work.session, what.message.id, LinkRole.SOURCE)
    if links:
        work.out.react(links[0].chat_id, links[0].message_id, NOTED)


async def ask_author(work: Work, what: Happening) -> None:
    """Ask whether words are meant for the requester."""
    ticket, message = _ticket(what), what.message
    assert message is not None
    screen = group_view.decide(ticket, message.id, _group_texts(work))
    await _under_source(work, ticket, message, screen)


async def not_delivered(work: Work, what: Happening) -> None:
    """Tell whoever wrote it that their words did not arrive, and why."""
    ticket, message = _ticket(what), what.message
    assert message is not None
    if message.is_staff_reply:
        screen = group_view.not_delivered(
            ticket, what.event.after.get("error", ""), _group_texts(work)
        )
    else:
        t = _texts(work, ticket.requester)
        screen = own.notice("notice-not-shown", ticket, t)
    await _under_source(work, ticket, message, screen)


async def held(work: Work, what: Happening) -> None:
    """Tell the agent that the requester blocked the bot, and what becomes of the answer."""
    ticket, message = _ticket(what), what.message
    assert message is not None
    screen = group_view.held(person_name(ticket.requester), _group_texts(work))
    await _under_source(work, ticket, message, screen)


async def edit_ignored(work: Work, what: Happening) -> None:
    """Tell the agent that the answer stays as the requester knows it."""
    assert what.message is not None
    screen = Screen.of(_group_texts(work)("edit-ignored"))
    await _under_source(work, _ticket(what), what.message, screen)


async def _under_source(
    work: Work, ticket: Ticket, message: TicketMessage, screen: Screen
) -> None:
    links = await tickets.links_of(work.session, message.id, LinkRole.SOURCE)
    if links:
        work.out.say(
            links[0].chat_id,
            screen,
            role=LinkRole.NOTICE,
            about=About(ticket.id),
            reply_to=f"@{links[0].message_id}",
            silent=True,
        )


# --- both ways --------------------------------------------------------------------------------


async def edit_copies(work: Work, what: Happening) -> None:
    """Bring the copy on the other side up to an edit, marked as edited."""
    ticket, message = _ticket(what), what.message
    assert message is not None
    if message.is_internal:
        return
    if message.is_staff_reply:
        t = _texts(work, ticket.requester)
        header = own.answer_header(ticket, agent_name(message.author), t)
    else:
        t = _group_texts(work)
        header = Header(group_view.words_title(ticket))
    header = Header(header.title, header.keyboard, (t("edited"),))
    address = await _copy_to_edit(work, message, header, t)
    if address is None:
        return
    for method, payload in _edits(header, message, t):
        work.out.call(
            address[0],
            method,
            payload,
            rank=OutboxRank.CONTENT,
            logical=address[1],
            about=About(ticket.id),
        )


async def _copy_to_edit(
    work: Work, message: TicketMessage, header: Header, t: Texts
) -> tuple[int, str] | None:
    """Return chat and address of the copy; one that has not left yet is put right instead.

    An album's words stand under its first part.
    """
    for link in await tickets.links_of(work.session, message.id, LinkRole.COPY):
        return link.chat_id, at(link.message_id)
    name = _copy_name(message)
    for row in await tickets.unsent_copies(work.session, message.id):
        if row.logical == name:
            call = next(c for c in relay(header, content_of(message), t) if not c.is_header)
            if call.method == row.method and await outbox.rewrite(
                work.session, row, _reworded(row.payload, call.payload)
            ):
                return None
            return row.chat_id, name  # under way: the edit goes after it
    return None


def _reworded(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    if "media" not in old:
        return new
    first, *others = old["media"]  # parts that came late are in a call of their own
    words = {key: value for key, value in new["media"][0].items() if key.startswith("caption")}
    kept = {key: value for key, value in first.items() if not key.startswith("caption")}
    return {**old, "media": [kept | words, *others]}


def _copy_name(message: TicketMessage) -> str:
    return f"copy:{message.id.hex}"


def _edits(
    header: Header, message: TicketMessage, t: Texts
) -> list[tuple[str, dict[str, object]]]:
    content = content_of(message)
    screen = edited(header, content, t)
    if message.kind is ContentKind.TEXT:
        if units(screen.text) > TEXT_LIMIT:
            screen = Screen(content.text, content.entities)
        return [("editMessageText", screen.payload())]
    single = message.kind in CAPTIONED and len(message.attachments) == 1
    if message.kind is not ContentKind.ALBUM and not single:
        return []
    if not single or units(screen.text) > CAPTION_LIMIT:
        screen = Screen(content.text, content.entities)
    payload = screen.payload()
    caption: dict[str, object] = {
        "caption": payload["text"],
        "caption_entities": payload.get("entities", []),
    }
    if "reply_markup" in payload:
        caption["reply_markup"] = payload["reply_markup"]
    return [("editMessageCaption", caption)]


def _is_late(what: Happening) -> bool:
    return bool(what.event.after.get("late"))


def _late_or_whole(
    header: Header, message: TicketMessage, what: Happening, t: Texts
) -> list[Call]:
    content = content_of(message)
    late = what.event.after.get("late")
    if late:
        said = what.event.after
        files = content.files[-late:]
        kind = files[0].kind if len(files) == 1 else ContentKind.ALBUM
        content = replace(
            content, files=files, kind=kind, text=said["caption"], entities=said["entities"]
        )
    return relay(header, content, t)


def _relay(
    work: Work,
    ticket: Ticket,
    message: TicketMessage,
    chat_id: int,
    calls: list[Call],
    reply_to: str | None = None,
    *,
    late: bool = False,
) -> None:
    head, copy = f"head:{message.id.hex}", None if late else _copy_name(message)
    for call in calls:
        logical = head if call.is_header else copy
        if not call.is_header:
            copy = None  # only the first carries words
        work.out.call(
            chat_id,
            call.method,
            call.payload,
            rank=OutboxRank.CONTENT,
            role=LinkRole.HEADER if call.is_header else LinkRole.COPY,
            logical=logical,
            reply_to=head if call.replies_to_header and len(calls) > 1 else reply_to,
            about=About(ticket.id, message.id),
        )


def _ticket(what: Happening) -> Ticket:
    assert what.ticket is not None
    return what.ticket


TABLE: dict[EventKind, tuple[Notice, ...]] = {
    EventKind.TICKET_OPENED: (stored,),
    EventKind.TICKET_RECEIVED: (received,),
    EventKind.REQUESTER_WROTE: (words_to_group,),
    EventKind.AGENT_ANSWERED: (answer_to_requester,),
    EventKind.NOTE_ADDED: (noted,),
    EventKind.MESSAGE_UNDECIDED: (ask_author,),
    EventKind.MESSAGE_EDITED: (edit_copies,),
    EventKind.EDIT_IGNORED: (edit_ignored,),
    EventKind.TAKEN: (taken_care_of,),
    EventKind.ASSIGNED: (taken_care_of,),
    EventKind.RELEASED: (let_go,),
    EventKind.STATUS_CHANGED: (set_by_hand,),
    EventKind.RESOLVED: (_to_requester("notice-resolved"),),
    EventKind.CLOSED: (_to_requester("notice-closed"),),
    EventKind.REOPENED: (_to_requester("notice-reopened"),),
    EventKind.DELIVERY_FAILED: (not_delivered,),
    EventKind.DELIVERY_HELD: (held,),
}


async def tell(work: Work) -> None:
    """Have everybody told of what was recorded, and show the touched tickets' cards anew."""
    cards_first = [item for item in work.happenings if item.event.kind is EventKind.TICKET_OPENED]
    for what in cards_first:
        await show_card(work, _ticket(what))
    for what in list(work.happenings):
        for notice in TABLE.get(what.event.kind, ()):
            await notice(work, what)
    fresh = {_ticket(what).id for what in cards_first}
    for ticket in list(work.touched.values()):
        if ticket.id not in fresh:
            await show_card(work, ticket)
    work.happenings.clear()
    work.touched.clear()


async def show_card(work: Work, ticket: Ticket) -> None:
    """Bring the ticket's card up to date, or make it if there is none."""
    spot = place.of(work, ticket)
    if spot is None:
        return
    await work.session.flush()
    screen = card(ticket, _group_texts(work), work.desk.time_zone)
    name = card_name(ticket.id)
    waiting = await work.out.unfinished(spot.chat_id, name)
    if waiting or await work.out.stands(spot.chat_id, name):
        await work.out.edit(spot.chat_id, name, screen, About(ticket.id), waiting=waiting)
        return
    first = None
    if ticket.message_count:
        first = await tickets.message_at(work.session, ticket.id, 1)
    shown = first is not None and not first.is_internal and fits_card(ticket, first)
    work.out.say(
        spot.chat_id,
        screen,
        rank=OutboxRank.CONTENT,
        role=LinkRole.CARD,
        logical=name,
        about=About(ticket.id, first.id if first is not None and shown else None),
    )
    await _relay_missed(work, ticket)


async def _relay_missed(work: Work, ticket: Ticket) -> None:
    """Relay below a new card what was said while there was no group to show it to."""
    told_below = {what.message.id for what in work.happenings if what.message is not None}
    spot, t = place.of(work, ticket), _group_texts(work)
    assert spot is not None
    await work.session.flush()
    for message in await tickets.never_relayed(work.session, ticket.id):
        if message.id not in told_below:
            calls = relay(Header(group_view.words_title(ticket)), content_of(message), t)
            _relay(work, ticket, message, spot.chat_id, calls, reply_to=spot.reply_to)
