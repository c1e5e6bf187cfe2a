"""What follows from calls that Telegram accepted: links to their messages, receipts for authors.

All that came back since the last turn of the loop is written down together: one by one, each took
ten statements, which was most of what delivery cost.
"""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.loops.outcome import Outcome
from bot.services import delivery
from bot.services.outgoing import card_name
from bot.services.work import Work
from storage.enums import LinkRole, OutboxRank
from storage.models import OutboxRow, SharedCopy
from storage.queries import message_links, shared, tickets, topics

OWN = (LinkRole.FORM, LinkRole.CARD, LinkRole.COPY, LinkRole.NOTICE)
Landed = tuple[OutboxRow, Outcome]


async def arrived(work: Work, landed: Sequence[Landed]) -> None:
    """Write down what Telegram accepted; the rows are marked as sent already."""
    await work.session.flush()
    # Of those that went together, the first stands for the message; who edits finds the others.
    made = [
        (row, outcome)
        for row, outcome in landed
        if row.role is not None and row.rides_on in (None, row.id, shared.ALONE)
    ]
    for row, outcome in landed:
        if row.rides_on is not None and row.rides_on != shared.ALONE:
            await _share(work.session, row, outcome.message_ids())
    if made:
        await _link(work, made)
    for row, outcome in landed:
        if row.method == "deleteMessage":
            await unlink(work.session, row, outcome.row.payload["message_id"])
        if row.rank is OutboxRank.TOPIC and row.logical is not None:
            await topics.release(work.session, row.chat_id, row.logical, work.now)
    readers = {row.chat_id for row, _ in landed if row.makes_message}
    if readers:
        await delivery.reached(work, readers)
    await delivery.parts_sent(work, [row for row, _ in landed])
    for ticket_id in {row.ticket_id for row, outcome in landed if _missed_card(row, outcome)}:
        if ticket_id is not None and (ticket := await tickets.by_id(work.session, ticket_id)):
            work.touch(ticket)


def _missed_card(row: OutboxRow, outcome: Outcome) -> bool:
    """Whether words were to reply to a card that somebody deleted: nothing else tells of it."""
    if row.ticket_id is None or row.reply_to != card_name(row.ticket_id):
        return False
    made = outcome.result[0] if isinstance(outcome.result, list) else outcome.result
    was_asked = "reply_parameters" in outcome.row.payload
    return was_asked and isinstance(made, dict) and "reply_to_message" not in made


async def _share(session: AsyncSession, row: OutboxRow, message_ids: list[int]) -> None:
    if row.ticket_message_id is not None and message_ids:
        copy = SharedCopy(
            ticket_message_id=row.ticket_message_id,
            chat_id=row.chat_id,
            message_id=message_ids[0],
        )
        await session.merge(copy)  # an earlier one may have been sent in doubt


async def _link(work: Work, made: Sequence[Landed]) -> None:
    names = [(row.chat_id, row.logical) for row, _ in made if row.logical is not None]
    for chat_id, message_id, role in await message_links.unname(work.session, names):
        # The message moved down: the copy above is taken away now that this one stands.
        if role is LinkRole.FORM:
            work.out.delete(chat_id, message_id)
            await message_links.forget(work.session, chat_id, message_id, [LinkRole.FORM])
    links = [
        {
            "chat_id": row.chat_id,
            "message_id": message_id,
            "role": row.role,
            "logical": row.logical if index == 0 else None,
            "ticket_id": row.ticket_id,
            "ticket_message_id": row.ticket_message_id,
            "created_at": work.now,
        }
        for row, outcome in made
        for index, message_id in enumerate(outcome.message_ids())
    ]
    await message_links.keep(work.session, links)


async def unlink(session: AsyncSession, row: OutboxRow, message_id: int) -> None:
    """Forget a message that is gone, unless it was somebody's words."""
    await message_links.forget(session, row.chat_id, message_id, OWN)
