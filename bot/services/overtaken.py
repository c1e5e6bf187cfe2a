"""Whether a colleague was faster: then the second answer is asked about before it is sent."""

from bot.rules.overtaken import Said, overtaken_by
from bot.rules.transitions import Move, may
from bot.rules.visibility import ReplyTo
from bot.services.work import Work
from storage.models import MessageLink, Ticket, User
from storage.queries.overtaken import said_since

LOOKED_AT = 50  # messages since then; behind more of a requester's no answer is looked for


async def by_whom(work: Work, ticket: Ticket, link: MessageLink, target: ReplyTo) -> User | None:
    """Return who has answered since the message replied to was shown; None: nobody else.

    On a closed ticket the agent is asked anyway.
    """
    if work.user is None or not may(Move.ANSWER, ticket.status):
        return None
    found = await said_since(work.session, ticket.id, link.created_at, LOOKED_AT)
    said = [Said(author, is_staff, at) for author, is_staff, at in found]
    other = overtaken_by(said, work.user.id, link.created_at, target)
    return await work.session.get(User, other) if other is not None else None
