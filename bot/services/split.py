"""One message of a requester gets a ticket of its own; the original stays where it was said."""

from dataclasses import dataclass, replace

from bot.rules.access import Act
from bot.rules.content import together
from bot.rules.words import one_line
from bot.services import intake, links
from bot.services.tickets import add_message, content_of, get
from bot.services.work import Refused, Work
from storage.enums import EventKind, LinkRole
from storage.models import MessageLink, Ticket
from storage.queries import shared, tickets

SUBJECT_ROOM = 120
SOURCE = "split_from"  # in what a ticket is remembered to come from: the other one's number


@dataclass(frozen=True)
class Split:
    """The ticket that a message was said in, and the one that it became."""

    original: Ticket
    ticket: Ticket


def is_split_off(ticket: Ticket) -> bool:
    """Whether an agent made the ticket out of another one's words: no form waits for a receipt."""
    return SOURCE in ticket.source


async def split(work: Work, link: MessageLink | None, subject: str) -> Split:
    """Open a ticket with the message that a copy in the group shows; once for each message."""
    work.allow(Act.SPLIT)
    if link is None or link.ticket_id is None or link.ticket_message_id is None:
        raise Refused("split-how")
    if link.role not in (LinkRole.COPY, LinkRole.HEADER, LinkRole.SOURCE):
        raise Refused("split-how")
    original = await get(work, link.ticket_id)  # locked before the message is looked at
    message = await tickets.message(work.session, link.ticket_message_id)
    if message is None or message.ticket_id != original.id:
        raise Refused("split-how")
    requester = original.requester
    if message.is_internal or message.is_staff_reply or message.author_id != requester.id:
        raise Refused("split-not-theirs")
    # What was relayed as one message is split off as one.
    said_in_it = await shared.parts(work.session, link.chat_id, link.message_id) or [message]
    for part in said_in_it:
        if part.split_into is not None:
            raise Refused("split-already", number=part.split_into)
    links.check_room(original)  # both cards show where the other is
    # Late parts join the original.
    contents = [replace(content_of(part), media_group_id=None) for part in said_in_it]
    ticket = await intake.open_ticket(
        work,
        [],
        subject=one_line(subject, SUBJECT_ROOM) if subject else intake.subject_of(contents),
        category_id=original.category_id,
        priority=original.priority,
        source={
            "language_code": original.source.get("language_code"),
            "chat_id": original.source.get("chat_id"),
            SOURCE: original.number,
        },
        requester=requester,
    )
    ticket.description, ticket.description_entities = together(
        (content.text, content.entities) for content in contents
    )
    said = [add_message(work, ticket, requester, content) for content in contents]
    for part in said_in_it:
        part.split_into = ticket.number
    links.pair(original, ticket)
    await work.session.flush()
    work.record(
        EventKind.SPLIT_OFF,
        original,
        after={"other": ticket.number, "message": message.id.hex},
        message=message,
    )
    for one in said:
        work.record(EventKind.SPLIT_FROM, ticket, after={"other": original.number}, message=one)
    return Split(original, ticket)
