"""What agents write about a ticket: public answers, internal notes, and what has to be decided."""

import uuid

from bot.rules.access import Act
from bot.rules.content import Content
from bot.rules.transitions import Move, may
from bot.rules.words import looks_like_command
from bot.services import merge
from bot.services.routing import add_late_part
from bot.services.tickets import add_files, add_message, get, move, say_last
from bot.services.work import Refused, Work
from storage.enums import Delivery, EventKind, Role, Status
from storage.models import Ticket, TicketMessage, User
from storage.queries import inbox, tickets


async def late_part(work: Work, content: Content, *, is_command: bool) -> bool:
    """Join an album's late part to what the album became; False if it is none.

    One that says a command never joins what the requester sees, and keeps an album that is
    still undecided from being sent.
    """
    if work.user is None or not content.media_group_id:
        return False
    earlier = await tickets.album(work.session, work.user.id, content.media_group_id)
    if earlier is None or (is_command and not earlier.is_internal):
        return False
    if is_command:
        earlier.is_undecided = False
    work.allow(Act.NOTE if earlier.is_internal else Act.ANSWER)
    if earlier.delivery is Delivery.WITHDRAWN:  # it follows what it belongs to, and stays here
        ticket = await get(work, earlier.ticket_id)
        add_files(work, ticket, earlier, content)
        ticket.file_count -= len(content.files)
        return True
    await add_late_part(work, earlier, content)
    return True


async def is_rest_of_album(work: Work, content: Content) -> bool:
    """Whether parts of the same album came before and became nothing: what they said decides."""
    group = content.media_group_id
    return group is not None and await inbox.album_began(work.session, group, work.now)


def answer(work: Work, ticket: Ticket, content: Content) -> TicketMessage:
    """Answer the requester; on a closed ticket the words are kept until the agent decides."""
    user = work.allow(Act.ANSWER)
    if not may(Move.ANSWER, ticket.status):
        return undecided(work, ticket, content)
    message = add_message(work, ticket, user, content, is_staff=True)
    _answered(work, ticket, message, user)
    return message


def _answered(work: Work, ticket: Ticket, message: TicketMessage, user: User) -> None:
    before = ticket.status
    if ticket.assignee_id is None and not user.is_group and not _is_anonymous(work):
        ticket.assignee, ticket.assignee_id = user, user.id
        work.record(EventKind.ASSIGNED, ticket, after={"assignee": user.name, "by": "answer"})
    move(work, ticket, Move.ANSWER)
    ticket.answered_at = work.now
    if ticket.first_responded_at is None:
        ticket.first_responded_at, ticket.first_responder_id = work.now, message.author_id
    work.record(
        EventKind.AGENT_ANSWERED,
        ticket,
        before={"status": before.value},
        after={"status": ticket.status.value, "message": message.id.hex},
        message=message,
    )


def _is_anonymous(work: Work) -> bool:
    return work.actor is not None and work.actor.is_anonymous


def note(work: Work, ticket: Ticket, content: Content) -> TicketMessage:
    """Add an internal note; no requester ever sees it."""
    user = work.allow(Act.NOTE)
    message = add_message(work, ticket, user, content, is_staff=True, is_internal=True)
    work.record(EventKind.NOTE_ADDED, ticket, after={"message": message.id.hex}, message=message)
    return message


def undecided(
    work: Work, ticket: Ticket, content: Content, faster: User | None = None
) -> TicketMessage:
    """Keep words as a note until their author says whether they are for the requester.

    `faster` is the colleague who has answered meanwhile, if that is the reason.
    """
    user = work.allow(Act.NOTE)
    message = add_message(
        work, ticket, user, content, is_staff=True, is_internal=True, is_undecided=True
    )
    after = {"message": message.id.hex} | ({"faster": faster.name} if faster else {})
    work.record(EventKind.MESSAGE_UNDECIDED, ticket, after=after, message=message)
    return message


async def decide(
    work: Work, message_id: uuid.UUID, *, send: bool, reopen: bool = False
) -> tuple[Ticket, TicketMessage]:
    """Send an undecided message or keep it as a note; only its author may, and only once.

    It stays undecided if it cannot be sent because its ticket is closed and is not to `reopen`.
    """
    message = await tickets.message(work.session, message_id)
    if message is None:
        raise Refused("decide-over")
    ticket = await get(work, message.ticket_id)
    user = work.allow(Act.ANSWER if send else Act.NOTE)
    if not message.is_undecided:
        raise Refused("decide-over")
    if message.author_id != user.id and not _is_group_admin(work, message.author):
        raise Refused("decide-not-yours", name=message.author.name)
    if send and looks_like_command(message.text):  # it may have been edited into one
        raise Refused("decide-command")
    if send and ticket.merged_into is not None:
        ticket = await merge.heir(work, ticket)
        await merge.carry(work, message, ticket)
    if send and ticket.status is Status.CLOSED:
        if not reopen:
            return ticket, message
        before = move(work, ticket, Move.REOPEN)
        work.record(
            EventKind.REOPENED,
            ticket,
            before={"status": before.value},
            after={"status": ticket.status.value},
        )
    message.is_undecided = False
    if not send:
        work.record(
            EventKind.NOTE_ADDED, ticket, after={"message": message.id.hex}, message=message
        )
        return ticket, message
    message.is_internal, message.is_staff_reply = False, True
    message.delivery = Delivery.PENDING
    ticket.file_count += len(message.attachments)
    say_last(work, ticket, message)
    _answered(work, ticket, message, user)
    return ticket, message


def _is_group_admin(work: Work, author: User) -> bool:
    """Whether an administrator who no longer acts anonymously decides about the group's words."""
    return author.is_group and work.actor is not None and work.actor.role is Role.ADMIN
