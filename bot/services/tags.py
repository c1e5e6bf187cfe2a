"""Tags: the team's own words on tickets; no requester ever sees one."""

from collections.abc import Sequence

from bot.rules.access import Act
from bot.rules.tags import MOST, tags_in
from bot.services.tickets import find
from bot.services.work import Refused, Work
from storage.enums import EventKind
from storage.models import Ticket
from storage.queries import tags
from storage.queries.tags import TagInUse

LISTED = 60  # as many as one message has buttons for
OFFERED = 18  # on a card or in a list's filter
LARGEST_ID = 2**31 - 1


def read(words: str, how: str) -> list[str]:
    """Return the tags that an agent's words name; `how` is the sentence if there are none."""
    names = tags_in(words)
    if names is None:
        raise Refused("tags-word")
    if not names:
        raise Refused(how)
    return names


async def add(work: Work, number: int, names: Sequence[str], *, shows_card: bool = True) -> Ticket:
    """Put tags on a ticket; those it has stay as they are."""
    ticket = await _seen(work, number)
    before = ticket.tags or []
    after = [*before, *(name for name in names if name not in before)]
    if len(after) > MOST:
        raise Refused("tags-full", number=number, most=str(MOST))
    return await _put(work, ticket, after, shows_card=shows_card)


async def remove(
    work: Work, number: int, names: Sequence[str], *, shows_card: bool = True
) -> Ticket:
    """Take tags off a ticket; raises Refused if it has none of them."""
    ticket = await _seen(work, number)
    before = ticket.tags or []
    if not set(names) & set(before):
        raise Refused("tags-not-there", number=number, tags=", ".join(names))
    after = [name for name in before if name not in names]
    return await _put(work, ticket, after, shows_card=shows_card)


async def set_one(
    work: Work, number: int, tag_id: int, *, is_on: bool, shows_card: bool
) -> Ticket:
    """Put one tag on a ticket or take it off; whoever is second changes nothing."""
    work.allow(Act.TRIAGE)
    name = (await get(work, tag_id)).name
    ticket = await _seen(work, number)
    if (name in (ticket.tags or [])) is is_on:
        return ticket
    change = add if is_on else remove
    return await change(work, number, [name], shows_card=shows_card)


async def _seen(work: Work, number: int) -> Ticket:
    ticket = await find(work, number)
    work.allow(Act.TRIAGE, ticket)
    return ticket


async def _put(work: Work, ticket: Ticket, after: list[str], *, shows_card: bool) -> Ticket:
    before = list(ticket.tags or [])
    if after != before:
        await tags.put(work.session, ticket, after)
        ticket.updated_at = work.now
        work.record(
            EventKind.TAGS_CHANGED,
            ticket,
            before={"tags": before},
            after={"tags": after},
            on_card=shows_card,
        )
    return ticket


async def in_use(work: Work, most: int = LISTED) -> Sequence[TagInUse]:
    """Return the tags that most tickets bear, for an agent to look at."""
    work.allow(Act.SEE_ANY)
    return await tags.in_use(work.session, most)


async def offered(work: Work, ticket: Ticket) -> list[TagInUse]:
    """Return a ticket's own tags, then those used most."""
    own = list(await tags.named(work.session, ticket.tags or []))
    others = [tag for tag in await in_use(work, OFFERED) if tag not in own]
    return [*own, *others][:OFFERED]


async def get(work: Work, tag_id: int) -> TagInUse:
    """Return the tag that a button means."""
    work.allow(Act.SEE_ANY)
    tag = await tags.by_id(work.session, tag_id) if 0 < tag_id <= LARGEST_ID else None
    if tag is None:
        raise Refused("button-unknown")
    return tag


async def meant(work: Work, words: str) -> TagInUse:
    """Return the one tag in use that words name."""
    work.allow(Act.SEE_ANY)
    names = tags_in(words) or []
    found = await tags.named(work.session, names) if len(names) == 1 else []
    if not found or not found[0].uses:
        raise Refused("tags-unknown", name=words[:64])
    return found[0]
