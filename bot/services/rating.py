"""How the requester found the help: asked once, answered with a tap, a comment if they like."""

import uuid
from dataclasses import dataclass

from bot.rules.access import Act
from bot.rules.content import Content
from bot.rules.rating import COMMENT_WITHIN, ENDED, SCORES, is_worth_asking, may_rate
from bot.services import own, routing
from bot.services.tickets import get
from bot.services.work import Happening, Refused, Work
from storage.enums import ContentKind, DraftKind, EventKind, Status
from storage.models import Rating, Ticket
from storage.queries import rating as ratings


@dataclass(frozen=True)
class Rated:
    """A rating as it stands; with `invites` the requester's next words are its comment."""

    ticket: Ticket
    rating: Rating
    invites: bool = False


def question_name(ticket_id: uuid.UUID) -> str:
    """The logical name of the question in the requester's chat."""
    return f"rate:{ticket_id.hex}"


def score_name(ticket_id: uuid.UUID) -> str:
    """The logical name of the notice in the group that tells the score."""
    return f"rated:{ticket_id.hex}"


def comment_name(ticket_id: uuid.UUID) -> str:
    """The logical name of the notice in the group that tells the comment."""
    return f"comment:{ticket_id.hex}"


async def ask(work: Work, what: Happening) -> bool:
    """Write down that the requester is asked now that their ticket has ended; False if not."""
    ticket = what.ticket
    assert ticket is not None
    requester = ticket.requester
    if work.group is not None and not work.group.asks_ratings:
        return False
    if requester.is_banned or not requester.is_reachable:
        return False
    known = await ratings.of_ticket(work.session, ticket.id)
    worth = is_worth_asking(
        what.event.kind,
        what.event.before.get("status", ""),
        was_helped=ticket.assignee_id is not None or ticket.first_responded_at is not None,
        was_answered=ticket.first_responded_at is not None,
        is_asked=known is not None,
    )
    if not worth or (known is not None and known.score is not None):
        return False
    if known is None:
        known = Rating(ticket_id=ticket.id, comment="", comment_entities=[])
        work.session.add(known)
    known.asked_at, known.agent_id = work.now, ticket.assignee_id
    actor = what.actor
    if known.agent_id is None and actor is not None and not actor.is_group:
        known.agent_id = actor.id if actor.id != ticket.requester_id else None
    work.record(EventKind.RATING_ASKED, ticket, on_card=False)
    return True


async def _find(work: Work, number: int) -> Rated:
    """Return a rating that may be given or changed now."""
    ticket = await own.find(work, number, Act.RATE_OWN)
    rating = await ratings.of_ticket(work.session, ticket.id)
    if rating is None:
        raise Refused("rating-not-asked", number=number)
    if not may_rate(rating.asked_at, work.now):
        raise Refused("rating-over", number=number)
    return Rated(ticket, rating)


async def rate(work: Work, number: int, score: int) -> Rated:
    """Take a score; the next words are invited as a comment if nothing else waits for words."""
    if score not in SCORES:
        raise Refused("button-unknown")
    found = await _find(work, number)
    ticket, rating = found.ticket, found.rating
    before, rating.score = rating.score, score
    if before != score:
        rating.rated_at = work.now
        work.record(
            EventKind.RATED,
            ticket,
            before={} if before is None else {"rating": before},
            after={"rating": score},
            on_card=False,
        )
    if commented_next(work) == ticket.id:
        return Rated(ticket, rating, invites=True)
    if rating.comment or before == score:
        return Rated(ticket, rating)
    return Rated(ticket, rating, await _invite_if_free(work, ticket))


async def _invite_if_free(work: Work, ticket: Ticket) -> bool:
    """Take the next words as the comment unless they may be meant for something else."""
    if ticket.status not in ENDED:
        return False
    if routing.chosen(work) == ticket.id and ticket.status is Status.CLOSED:
        await routing.stop(work)
    others = (DraftKind.FORM, DraftKind.LOOSE)
    if routing.chosen(work) is not None or any(work.draft(kind) for kind in others):
        return False
    await _await_comment(work, ticket)
    return True


async def _await_comment(work: Work, ticket: Ticket) -> None:
    data = {"ticket_id": ticket.id.hex}
    await work.keep_draft(DraftKind.RATING, data, due_at=work.now + COMMENT_WITHIN)


async def invite(work: Work, number: int) -> Rated:
    """Take the next words as the comment: the requester has asked for just that."""
    found = await _find(work, number)
    if found.rating.score is None:
        raise Refused("rating-first")
    await routing.stop(work)
    await _await_comment(work, found.ticket)
    return Rated(found.ticket, found.rating, invites=True)


async def skip(work: Work, number: int) -> Rated:
    """Leave the comment away."""
    found = await _find(work, number)
    if commented_next(work) == found.ticket.id:
        await work.end_draft(DraftKind.RATING)
    return found


def commented_next(work: Work) -> uuid.UUID | None:
    """Return the ticket whose rating the next words comment on: nothing later wants them."""
    draft = work.draft(DraftKind.RATING)
    if draft is None or draft.due_at is None or draft.due_at <= work.now:
        return None
    others = (work.draft(kind) for kind in DraftKind if kind is not DraftKind.RATING)
    if any(other is not None and other.updated_at > draft.updated_at for other in others):
        return None
    return uuid.UUID(hex=draft.data["ticket_id"])


async def comment(work: Work, content: Content) -> Rated | None:
    """Take words as the comment; None if they may be meant for a ticket, and so are for it.

    That is when anything was said in any of the person's tickets since they were invited.
    """
    draft, ticket_id = work.draft(DraftKind.RATING), commented_next(work)
    if draft is None or ticket_id is None or work.user is None:
        return None
    invited_at = draft.updated_at
    await work.end_draft(DraftKind.RATING)
    ticket = await get(work, ticket_id)
    user = work.allow(Act.RATE_OWN, ticket)
    rating = await ratings.of_ticket(work.session, ticket.id)
    if rating is None or rating.score is None or not may_rate(rating.asked_at, work.now):
        return None
    if await ratings.talked_since(work.session, user.id, invited_at):
        return None
    _set_comment(work, ticket, rating, content)
    return Rated(ticket, rating)


def _set_comment(work: Work, ticket: Ticket, rating: Rating, content: Content) -> None:
    before = {"comment": rating.comment} if rating.comment else {}
    rating.comment, rating.comment_entities = content.text, content.entities
    rating.comment_message_id = content.message_ids[0]
    work.record(
        EventKind.RATING_COMMENTED,
        ticket,
        before=before,
        after={"comment": content.text},
        on_card=False,
    )


async def edited(work: Work, content: Content) -> Rated | None:
    """Take an edit of a comment; None if the message is none."""
    if work.user is None or not content.message_ids:
        return None
    rating = await ratings.commented_by(work.session, work.user.id, content.message_ids[0])
    if rating is None:
        return None
    ticket = await get(work, rating.ticket_id)
    work.allow(Act.RATE_OWN, ticket)
    if content.text and may_rate(rating.asked_at, work.now):
        _set_comment(work, ticket, rating, content)
    return Rated(ticket, rating)


async def to_ticket(
    work: Work, number: int, message_id: int
) -> tuple[Rated, routing.Written | routing.Question | None]:
    """The comment was meant for the ticket: it goes there as if it had been sent so."""
    ticket = await own.find(work, number, Act.RATE_OWN)
    rating = await ratings.of_ticket(work.session, ticket.id)
    if rating is None or rating.comment_message_id != message_id:
        raise Refused("rating-comment-over")
    content = Content(
        ContentKind.TEXT, rating.comment, rating.comment_entities, message_ids=[message_id]
    )
    rating.comment, rating.comment_entities, rating.comment_message_id = "", [], None
    work.record(EventKind.RATING_COMMENT_MOVED, ticket, on_card=False)
    await work.end_draft(DraftKind.RATING)
    return Rated(ticket, rating), await routing.wrote(work, content, ticket.id)
