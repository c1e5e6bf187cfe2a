"""What the staff group sees: cards, a requester's words, and questions to their author."""

from bot.notices.reader import group_texts, texts_of, ticket_of
from bot.notices.words import is_late, send_words, whole_or_late
from bot.services import place
from bot.services.delivery import NOTED
from bot.services.intake import fits_card
from bot.services.outgoing import WAITING, About, at, card_name
from bot.services.tickets import content_of
from bot.services.work import Happening, Work
from bot.views import group as group_view
from bot.views import overtaken as overtaken_view
from bot.views import own
from bot.views.card import card, in_topic
from bot.views.names import person_name
from bot.views.relay import Header, relay
from bot.views.screen import Screen
from storage.enums import LinkRole, OutboxRank, OutboxState
from storage.models import Ticket, TicketMessage
from storage.queries import tickets


async def show_card(work: Work, ticket: Ticket) -> None:
    """Bring the ticket's card up to date, or make it if there is none."""
    spot = await place.of(work, ticket)
    if spot is None:
        return
    screen = card(ticket, group_texts(work), work.desk.time_zone)
    name = card_name(ticket.id)
    if ticket.id in work.fresh_topics:
        await _leave_old_card(work, ticket, spot)
    waiting = await work.out.unfinished(spot.chat_id, name)
    if waiting or await work.out.stands(spot.chat_id, name):
        await work.out.edit(spot.chat_id, name, screen, About(ticket.id), waiting=waiting)
        return
    if held := await work.out.held(spot.chat_id, name):
        await work.out.edit(spot.chat_id, name, screen, About(ticket.id), waiting=held)
        return
    await work.session.flush()
    first = None
    if ticket.message_count:
        first = await tickets.message_at(work.session, ticket.id, 1)
    shown = first is not None and not first.is_internal and fits_card(ticket, first)
    work.out.say(
        spot.chat_id,
        screen,
        rank=OutboxRank.CONTENT,
        role=LinkRole.CARD,
        logical=name,
        thread=spot.thread,
        about=About(ticket.id, first.id if first is not None and shown else None),
    )
    await _relay_missed(work, ticket, spot)


async def _leave_old_card(work: Work, ticket: Ticket, spot: place.Place) -> None:
    """A card that stands outside the ticket's new topic says so, one that waits goes into it."""
    name = card_name(ticket.id)
    held = await work.out.held(spot.chat_id, name)
    for row in [*held, *await work.out.unfinished(spot.chat_id, name)]:
        if row.state in WAITING and row.makes_message:
            row.thread = spot.thread
        elif row.state is OutboxState.PENDING:
            row.state, row.finished_at = OutboxState.DROPPED, work.now
    await work.session.flush()
    old = await work.out.stands(spot.chat_id, name)
    if old is not None:
        old.logical = None
        await work.session.flush()
        screen = in_topic(ticket, group_texts(work))
        await work.out.edit(spot.chat_id, at(old.message_id), screen, About(ticket.id))


async def _relay_missed(work: Work, ticket: Ticket, spot: place.Place) -> None:
    """Relay below a new card what was said while there was no group to show it to."""
    told_below = {what.message.id for what in work.happenings if what.message is not None}
    t = group_texts(work)
    await work.session.flush()
    for message in await tickets.never_relayed(work.session, ticket.id):
        if message.id not in told_below:
            calls = relay(Header(group_view.words_title(ticket)), content_of(message), t)
            send_words(work, ticket, message, spot, calls)


async def words_to_group(work: Work, what: Happening) -> None:
    """Relay a requester's words, unless the card carries them."""
    ticket, message = ticket_of(what), what.message
    spot = await place.of(work, ticket)
    if message is None or spot is None or fits_card(ticket, message):
        return
    t = group_texts(work)
    header = Header(group_view.words_title(ticket))
    calls = whole_or_late(header, message, what, t)
    send_words(work, ticket, message, spot, calls, late=is_late(what))


async def noted(work: Work, what: Happening) -> None:
    """Acknowledge a note without a word; it goes nowhere, so it is safe at once."""
    assert what.message is not None
    links = await tickets.links_of(work.session, what.message.id, LinkRole.SOURCE)
    if links:
        work.out.react(links[0].chat_id, links[0].message_id, NOTED)


async def ask_author(work: Work, what: Happening) -> None:
    """Ask whether words are meant for the requester."""
    ticket, message = ticket_of(what), what.message
    assert message is not None
    t, faster = group_texts(work), what.event.after.get("faster")
    screen = (
        overtaken_view.question(ticket, message.id, faster, t)
        if faster
        else group_view.decide(ticket, message.id, t)
    )
    await _under_source(work, ticket, message, screen)


async def not_delivered(work: Work, what: Happening) -> None:
    """Tell whoever wrote it that their words did not arrive, and why."""
    ticket, message = ticket_of(what), what.message
    assert message is not None
    if message.is_staff_reply:
        screen = group_view.not_delivered(
            ticket, what.event.after.get("error", ""), group_texts(work)
        )
    else:
        t = texts_of(work, ticket.requester)
        screen = own.notice("notice-not-shown", ticket, t)
    await _under_source(work, ticket, message, screen)


async def held(work: Work, what: Happening) -> None:
    """Tell the agent that the requester blocked the bot, and what becomes of the answer."""
    ticket, message = ticket_of(what), what.message
    assert message is not None
    screen = group_view.held(person_name(ticket.requester), group_texts(work))
    await _under_source(work, ticket, message, screen)


async def edit_ignored(work: Work, what: Happening) -> None:
    """Tell the agent that the answer stays as the requester knows it."""
    assert what.message is not None
    t = group_texts(work)
    was_command = what.event.after.get("by") == "command"
    screen = Screen.of(t("edit-ignored-canned") if was_command else t("edit-ignored"))
    await _under_source(work, ticket_of(what), what.message, screen)


async def _under_source(
    work: Work, ticket: Ticket, message: TicketMessage, screen: Screen
) -> None:
    links = await tickets.links_of(work.session, message.id, LinkRole.SOURCE)
    if links:
        chat_id = links[0].chat_id
        spot = await place.of(work, ticket)
        work.out.say(
            chat_id,
            screen,
            role=LinkRole.NOTICE,
            about=About(ticket.id),
            reply_to=at(links[0].message_id),
            thread=spot.thread if spot is not None and spot.chat_id == chat_id else None,
            silent=True,
        )
