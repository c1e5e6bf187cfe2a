"""Words whose update was given up: kept in their ticket, where there is no doubt which it is."""

from sqlalchemy import select

from bot.rules.access import Actor
from bot.rules.content import Content
from bot.rules.routing import OpenTicket, ToTicket, route
from bot.rules.transitions import Move
from bot.services import bans, fair_use, merge, routing
from bot.services.tickets import add_message, move
from bot.services.work import Refused, Work
from storage.enums import Delivery, DraftKind, EventKind
from storage.models import Draft, Event, MessageLink, Ticket, User
from storage.queries import tickets


async def act_for(work: Work, user: User, chat_id: int) -> None:
    """Have a work of the desk's be that of a requester in their private chat."""
    work.user, work.chat_id = user, chat_id
    await bans.end_if_over(work, user)
    work.actor = Actor(user.id, is_banned=user.is_banned)
    query = select(Draft).where(Draft.chat_id == chat_id, Draft.user_id == user.id)
    work.drafts = {draft.kind: draft for draft in await work.session.scalars(query)}


async def ticket_of(work: Work, replied_to: int | None) -> Ticket | None:
    """Return the one ticket that the person's words belong to, by the rule for all words.

    None where there is any doubt: while they are asked something or fill in a form.
    """
    assert work.user is not None
    if work.draft(DraftKind.RATING) is not None:
        return None
    link = await work.session.get(MessageLink, (work.chat_id, replied_to)) if replied_to else None
    open_tickets = list(await tickets.not_closed(work.session, work.user.id, locked=True))
    said_to = link.ticket_id if link is not None else None
    decision = route(
        [OpenTicket(ticket.id, ticket.answered_at) for ticket in open_tickets],
        work.now,
        replied_to=await merge.goes_on_in(work, said_to, open_tickets),
        chosen=await merge.goes_on_in(work, routing.chosen(work), open_tickets),
        question_stands=work.draft(DraftKind.LOOSE) is not None,
    )
    if not isinstance(decision, ToTicket):
        return None
    if decision.guessed and work.draft(DraftKind.FORM) is not None:
        return None
    return next(ticket for ticket in open_tickets if ticket.id == decision.ticket_id)


def keep(work: Work, ticket: Ticket, content: Content) -> None:
    """Add the words as the handler would have; Refused if the ticket does not take them."""
    if not fair_use.has_room(work, ticket, content):
        raise Refused("limit-files", number=ticket.number)
    routing.write(work, ticket, content)


def keep_unseen(work: Work, ticket: Ticket, content: Content) -> None:
    """Add the words to the conversation, and have nothing shown of them in the group.

    Only for what cannot be shown; somebody has to tell the group where to read it.
    """
    assert work.user is not None
    before = move(work, ticket, Move.WRITE)
    message = add_message(work, ticket, work.user, content, delivery=Delivery.FAILED)
    work.session.add(
        Event(
            ticket_id=ticket.id,
            actor_id=work.user.id,
            kind=EventKind.REQUESTER_WROTE,
            before={"status": before.value},
            after={"status": ticket.status.value, "message": message.id.hex},
            at=work.now,
        )
    )
