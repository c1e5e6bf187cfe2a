"""One page of a ticket's conversation, read without the rest of it."""

from dataclasses import dataclass

from bot.i18n import Texts
from bot.rules.pages import is_long, stretches
from bot.services.work import Work
from bot.views.conversation import pages, size
from bot.views.history import page_number
from bot.views.screen import Text
from storage.models import Ticket
from storage.queries import messages

FEW = 20  # messages are sooner read than measured


@dataclass(frozen=True)
class Leaf:
    """A page of a conversation, its number (from 1), and how many there are."""

    body: Text
    page: int
    count: int


async def leaf(
    work: Work, ticket: Ticket, asked: int, t: Texts, *, for_staff: bool, room: int
) -> Leaf:
    """Return the page that is asked for; 0 and pages that do not exist mean the last."""
    session, zone = work.session, work.desk.time_zone
    if ticket.message_count <= FEW:
        every = await messages.conversation(session, ticket.id, internal=for_staff)
        texts = pages(every, t, zone, for_staff=for_staff, room=room)
        page = page_number(asked, len(texts))
        return Leaf(texts[page - 1], page, len(texts))
    found = await messages.measures(session, ticket.id, internal=for_staff)
    last = await messages.last_said_at(session, ticket.id)
    year = last.astimezone(zone).year if last else None
    sizes = [size(item) for item in found]
    parts = stretches(sizes, room)

    async def read(part: range) -> list[Text]:
        first, last = found[part.start].position, found[part.stop - 1].position
        said = await messages.some(session, ticket.id, first, last, internal=for_staff)
        return pages(said, t, zone, for_staff=for_staff, room=room, year=year)

    # Hardly a message fits no page: only its words tell how many pages it needs.
    cut = {
        part.start: await read(part)
        for part in parts
        if len(part) == 1 and is_long(sizes[part.start], room)
    }
    counts = [len(cut.get(part.start, "1")) for part in parts]
    count = max(1, sum(counts))
    page = page_number(asked, count)
    before = 0
    for part, pieces in zip(parts, counts, strict=True):
        if page <= before + pieces:
            texts = cut.get(part.start) or await read(part)
            return Leaf(texts[page - before - 1], page, count)
        before += pieces
    nothing = pages([], t, zone, for_staff=for_staff, room=room, year=year)
    return Leaf(nothing[0], 1, 1)
