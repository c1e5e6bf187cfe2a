"""What the staff group is told where its tickets have topics."""

import uuid

from bot.buttons import Conversation
from bot.notices.group import show_card
from bot.notices.reader import group_texts
from bot.rules.rights import Lack
from bot.services import forum, place
from bot.services.intake import fits_card
from bot.services.outgoing import About, card_name
from bot.services.work import Happening, Work
from bot.views.conversation import pages
from bot.views.group import problems
from bot.views.history import ROOM, history_screen
from storage.enums import Delivery, LinkRole, OutboxRank
from storage.models import Ticket, TicketMessage
from storage.queries import topics
from storage.queries.messages import conversation


async def keep_topics(work: Work) -> None:
    """Make topics that touched tickets lack and bring the others up to date, before all else."""
    for ticket in list(work.touched.values()):
        await place.of(work, ticket)
        await forum.keep_up(work, ticket)


async def furnish(work: Work) -> set[uuid.UUID]:
    """Furnish the topics that are being made; returns whose they are."""
    done = set()
    while work.fresh_topics:
        ticket = next(iter(work.fresh_topics.values()))
        await _furnish(work, ticket)
        del work.fresh_topics[ticket.id]
        done.add(ticket.id)
    return done


async def _furnish(work: Work, ticket: Ticket) -> None:
    """Show the card and what was said so far at the top of a new topic."""
    spot = await place.of(work, ticket)
    assert spot is not None
    assert spot.thread is not None
    earlier = [
        row
        for row in await topics.waiting(work.session, spot.chat_id, spot.thread)
        if row.logical != card_name(ticket.id)
    ]
    was_received = ticket.is_received
    await show_card(work, ticket)
    if was_received:
        await _tell_history(work, ticket, spot)
    await work.session.flush()
    await topics.put_last(work.session, earlier, work.now)


async def _tell_history(work: Work, ticket: Ticket, spot: place.Place) -> None:
    """Say what was said before, the newest page of it; the others are a tap away."""
    told_below = {what.message.id for what in work.happenings if what.message is not None}
    said = [
        message
        for message in await conversation(work.session, ticket.id, internal=True)
        if message.id not in told_below and not _still_comes(message)
    ]
    if all(fits_card(ticket, message) for message in said):
        return
    t = group_texts(work)
    found = pages(said, t, work.desk.time_zone, for_staff=True, room=ROOM)
    count = len(found)
    work.out.say(
        spot.chat_id,
        history_screen("💬", ticket, Conversation, found[-1], count, count, t),
        rank=OutboxRank.CONTENT,
        role=LinkRole.NOTICE,
        thread=spot.thread,
        about=About(ticket.id),
        silent=True,
    )


def _still_comes(message: TicketMessage) -> bool:
    """Whether a requester's words are on their way to the group."""
    by_requester = not message.is_internal and not message.is_staff_reply
    return by_requester and message.delivery is Delivery.PENDING


async def right_missing(work: Work, what: Happening) -> None:
    """Tell the group which right the bot lacks, and that it carries on."""
    if work.group is not None:
        lack = Lack(what.event.after["right"])
        work.out.say(work.group.chat_id, problems("setup-lost", [lack.key], group_texts(work)))
