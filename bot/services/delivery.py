"""What becomes of people's words on their way: delivered, held back, failed; and who is told."""

import uuid
from collections.abc import Collection, Sequence

from bot.services import forum
from bot.services.outgoing import About, at
from bot.services.work import Work
from storage.enums import Delivery, EventKind, LinkRole, OutboxRank
from storage.models import MessageLink, OutboxRow, Ticket, TicketMessage, User
from storage.queries import deliveries, digests, holding, people, tickets, withdrawal

RECEIPT = "👌"  # all are among the reactions that Telegram offers to bots
NOTED = "✍"
TAKEN_BACK = "🙈"


async def part_sent(work: Work, row: OutboxRow) -> None:
    """One call is over as if Telegram had accepted it."""
    await work.session.flush()
    await parts_sent(work, [row])


async def parts_sent(work: Work, rows: Sequence[OutboxRow]) -> None:
    """Telegram accepted calls, marked so and flushed: authors of what is whole get a receipt."""
    for row in rows:
        if row.role is LinkRole.CARD and row.ticket_id is not None:
            await _card_stands(work, row.ticket_id)
            await forum.pin(work, row)
        elif row.logical is not None and row.logical.startswith(digests.PREFIX):
            for ticket in await digests.named(work.session, row.logical):
                _is_shown(work, ticket)
    parts = {
        (row.ticket_message_id, row.chat_id): row
        for row in rows
        if row.rank is OutboxRank.CONTENT and row.ticket_message_id is not None
    }
    if not parts:
        return
    ids = {message_id for message_id, _ in parts}
    found = await deliveries.of(work.session, ids)
    whole: set[uuid.UUID] = set()
    for (message_id, chat_id), row in parts.items():
        standing = found.get(message_id)
        if standing is None:
            continue
        if standing.delivery is Delivery.WITHDRAWN and row.makes_message:
            for link in await withdrawal.copies(work.session, message_id):
                take_copy_away(work, link)  # it was under way when it was taken back
        elif chat_id in standing.unsent or standing.delivery is Delivery.DELIVERED:
            continue
        elif standing.delivery is Delivery.WITHDRAWN:
            await receipt(work, message_id, TAKEN_BACK)
        else:
            whole.add(message_id)
    if whole:
        await deliveries.arrived(work.session, whole)
        for chat_id, source_id in await tickets.sources(work.session, whole):
            work.out.react(chat_id, source_id, RECEIPT)


async def never_left(work: Work, row: OutboxRow) -> None:
    """A call that was dropped was a withdrawn answer's last one: its author gets a receipt."""
    if not row.makes_message or row.ticket_message_id is None:
        return
    message = await work.session.get(TicketMessage, row.ticket_message_id)
    if message is None or message.delivery is not Delivery.WITHDRAWN:
        return
    await work.session.flush()
    if not await withdrawal.copies(work.session, message.id):
        await receipt(work, message.id, TAKEN_BACK)


def take_copy_away(work: Work, link: MessageLink) -> None:
    """Have a copy of a withdrawn answer deleted, as surely as people's words are sent."""
    work.out.call(
        link.chat_id,
        "deleteMessage",
        {},
        rank=OutboxRank.CONTENT,
        logical=at(link.message_id),
        about=About(link.ticket_id, link.ticket_message_id),
    )


async def receipt(work: Work, ticket_message_id: uuid.UUID, emoji: str) -> None:
    """Say without a word what became of somebody's message."""
    links = await tickets.links_of(work.session, ticket_message_id, LinkRole.SOURCE)
    if links:
        chat_id, message_id = links[0].chat_id, links[0].message_id
        if emoji == TAKEN_BACK:  # an older one that still waits must not overtake it
            await work.out.drop(chat_id, at(message_id))
        work.out.react(chat_id, message_id, emoji)


async def _card_stands(work: Work, ticket_id: uuid.UUID) -> None:
    ticket = await tickets.by_id(work.session, ticket_id)
    if ticket is not None:
        _is_shown(work, ticket)


def _is_shown(work: Work, ticket: Ticket) -> None:
    """The team has a card of the ticket, or a list that names it."""
    if not ticket.is_received:
        ticket.is_received = True
        work.record(EventKind.TICKET_RECEIVED, ticket, on_card=False)


async def part_failed(work: Work, row: OutboxRow) -> None:
    """Telegram refused people's words for good: whoever wrote them is told why."""
    if row.ticket_message_id is None or row.ticket_id is None:
        return
    message = await tickets.message(work.session, row.ticket_message_id)
    ticket = await tickets.by_id(work.session, row.ticket_id)
    if message is None or ticket is None:
        return
    if message.delivery in (Delivery.FAILED, Delivery.WITHDRAWN):
        return
    message.delivery = Delivery.FAILED
    work.record(
        EventKind.DELIVERY_FAILED,
        ticket,
        after={"message": message.id.hex, "error": row.error or ""},
        message=message,
    )


async def unreachable(work: Work, chat_id: int) -> None:
    """Somebody cannot be written to: their words are held, and the agents are told once each."""
    if chat_id > 0:
        user = await work.session.get(User, chat_id)
        if user is not None and user.is_reachable:
            user.is_reachable = False
            await _show_reach(work, user)
    for message in await tickets.held_messages(work.session, chat_id):
        if message.delivery in (Delivery.HELD, Delivery.WITHDRAWN):
            continue
        message.delivery = Delivery.HELD
        ticket = await tickets.by_id(work.session, message.ticket_id)
        if ticket is not None and chat_id > 0:
            work.record(
                EventKind.DELIVERY_HELD,
                ticket,
                after={"message": message.id.hex},
                message=message,
            )


async def _show_reach(work: Work, user: User) -> None:
    """Have the person's cards say whether they can be written to."""
    for ticket in await tickets.not_closed(work.session, user.id):
        work.touch(ticket)


async def resumed(work: Work, chat_id: int) -> None:
    """Somebody can be written to again: what was held goes out."""
    user = await work.session.get(User, chat_id)
    if user is not None and not user.is_reachable:
        user.is_reachable = True
        await _show_reach(work, user)
    for message_id in await holding.resume(work.session, chat_id, work.now):
        message = await tickets.message(work.session, message_id)
        if message is None or message.delivery is Delivery.WITHDRAWN:
            continue
        message.delivery = Delivery.PENDING
        ticket = await tickets.by_id(work.session, message.ticket_id)
        if ticket is not None:
            work.record(
                EventKind.DELIVERY_RESUMED,
                ticket,
                after={"message": message.id.hex},
                message=message,
            )


async def reached(work: Work, chat_ids: Collection[int]) -> None:
    """Telegram accepted something for chats: whatever the last news was, they are open."""
    away = await people.out_of_reach(work.session, [chat for chat in chat_ids if chat > 0])
    held = await holding.held_for(work.session, chat_ids)
    for chat_id in sorted({*away, *held}):
        await resumed(work, chat_id)


async def try_again(work: Work, user: User) -> None:
    """Have what is held for somebody go before what is said now, in case they are back unseen."""
    if not user.is_reachable:
        await holding.resume(work.session, user.id, work.now)


async def card_lost(work: Work, ticket_id: uuid.UUID) -> None:
    """Somebody deleted the card: it is made anew."""
    ticket = await tickets.by_id(work.session, ticket_id)
    if ticket is not None:
        work.touch(ticket)
