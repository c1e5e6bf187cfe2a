"""What every flow does with tickets: find one, add to its conversation, move its status."""

import uuid

from bot.rules.content import Content, File
from bot.rules.transitions import OVER, OWED, TABLE, Move, after, may
from bot.services.work import Refused, Work
from storage.enums import BacklogStep, Delivery, LinkRole, Status
from storage.models import (
    BacklogChange,
    MessageLink,
    Ticket,
    TicketAttachment,
    TicketMessage,
    User,
)
from storage.queries import tickets


async def find(work: Work, number: int) -> Ticket:
    """Return the ticket with this number; raises Refused if there is none."""
    ticket = await tickets.by_number(work.session, number)
    if ticket is None:
        raise Refused("denied-not-found")
    return ticket


async def get(work: Work, ticket_id: uuid.UUID) -> Ticket:
    """Return the ticket with this id, which some row refers to."""
    ticket = await tickets.by_id(work.session, ticket_id)
    if ticket is None:
        raise Refused("denied-not-found")
    return ticket


def add_message(
    work: Work,
    ticket: Ticket,
    author: User,
    content: Content,
    *,
    is_staff: bool = False,
    is_internal: bool = False,
    is_undecided: bool = False,
    delivery: Delivery = Delivery.PENDING,
    burst_id: uuid.UUID | None = None,
) -> TicketMessage:
    """Add something said to the conversation, linked to the author's own messages in this chat."""
    ticket.message_count += 1
    message = TicketMessage(
        id=uuid.uuid4(),
        ticket_id=ticket.id,
        position=ticket.message_count,
        author_id=author.id,
        author=author,
        kind=content.kind,
        text=content.text,
        entities=content.entities,
        extra=content.extra,
        is_internal=is_internal,
        is_staff_reply=is_staff and not is_internal,
        is_undecided=is_undecided,
        delivery=Delivery.NONE if is_internal else delivery,
        media_group_id=content.media_group_id,
        burst_id=burst_id,
        split_into=None,
        created_at=work.now,
        updated_at=None,
        attachments=[],
    )
    work.session.add(message)
    add_files(work, ticket, message, content)
    ticket.updated_at = work.now
    return message


def say_last(work: Work, ticket: Ticket, message: TicketMessage) -> None:
    """Have words that the requester reads only now stand behind all that was said meanwhile."""
    message.created_at = work.now
    if message.position != ticket.message_count:
        ticket.message_count += 1
        message.position = ticket.message_count


def add_files(work: Work, ticket: Ticket, message: TicketMessage, content: Content) -> None:
    """Attach files to a message and link the messages that brought them."""
    for file in content.files:
        message.attachments.append(
            TicketAttachment(
                id=uuid.uuid4(),
                message_id=message.id,
                position=len(message.attachments) + 1,
                kind=file.kind,
                file_id=file.file_id,
                file_unique_id=file.file_unique_id,
                filename=file.filename,
                file_size=file.file_size,
                mime_type=file.mime_type,
                uploaded_at=work.now,
            )
        )
    if not message.is_internal:
        ticket.file_count += len(content.files)
    for message_id in content.message_ids:
        link_source(work, ticket, message_id, message)


def link_source(
    work: Work, ticket: Ticket, message_id: int, message: TicketMessage | None = None
) -> None:
    """Remember which of the author's own messages in this chat belongs to the ticket."""
    work.session.add(
        MessageLink(
            chat_id=work.chat_id,
            message_id=message_id,
            role=LinkRole.SOURCE,
            ticket_id=ticket.id,
            ticket_message_id=message.id if message is not None else None,
            created_at=work.now,
        )
    )


def move(work: Work, ticket: Ticket, what: Move) -> Status:
    """Make a move of the table; returns the status before. Raises Refused if too late."""
    before = ticket.status
    if ticket.merged_into is not None:
        raise Refused("merge-already", number=ticket.number, into=ticket.merged_into)
    if not may(what, before):
        raise Refused(f"too-late-{before.value.replace('_', '-')}", number=ticket.number)
    rule = TABLE[what]
    ticket.status = after(what, before, assigned=ticket.assignee_id is not None)
    if rule.clears_times:
        ticket.resolved_at = ticket.closed_at = None
    if rule.sets_resolved and ticket.resolved_at is None:
        ticket.resolved_at = work.now
    if rule.sets_closed and ticket.closed_at is None:  # a closed one may still be merged
        ticket.closed_at = work.now
    turned_to(work, ticket)
    _keep_backlog(work, ticket, before)
    ticket.updated_at = work.now
    return before


def _keep_backlog(work: Work, ticket: Ticket, before: Status) -> None:
    """Remember that the ticket left the backlog, or came back to it."""
    was_over, is_over = before in OVER, ticket.status in OVER
    if was_over == is_over:
        return
    step = BacklogStep.REOPENED
    if is_over:
        step = BacklogStep.CLOSED if ticket.resolved_at is None else BacklogStep.RESOLVED
    work.session.add(BacklogChange(ticket_id=ticket.id, step=step, at=work.now))


def turned_to(work: Work, ticket: Ticket) -> None:
    """Keep since when it is the team's turn, by the status that the ticket has now."""
    if ticket.status not in OWED:
        ticket.owed_at = None
    elif ticket.owed_at is None:
        ticket.owed_at = work.now.replace(microsecond=0)


def content_of(message: TicketMessage) -> Content:
    """Return a stored message in the form it came in, without its source."""
    return Content(
        kind=message.kind,
        text=message.text,
        entities=message.entities,
        extra=message.extra,
        files=[
            File(
                kind=item.kind,
                file_id=item.file_id,
                file_unique_id=item.file_unique_id,
                filename=item.filename,
                file_size=item.file_size,
                mime_type=item.mime_type,
            )
            for item in message.attachments
        ],
        media_group_id=message.media_group_id,
    )
