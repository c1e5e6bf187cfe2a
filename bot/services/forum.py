"""Topics of the staff group: one for each ticket, as long as the group is a forum."""

import uuid
from datetime import datetime

from sqlalchemy import delete

from bot.services.outgoing import About, card_name
from bot.services.work import Work
from bot.views.forum import look
from storage.enums import EventKind, LinkRole, OutboxRank, OutboxState, Status
from storage.models import MessageLink, OutboxRow, Ticket
from storage.queries import tickets, topics

CREATE = "createForumTopic"
NOT_A_FORUM = ("not a forum", "channel_forum_missing")


def topic_name(ticket_id: uuid.UUID) -> str:
    """The logical name of a ticket's topic."""
    return f"topic:{ticket_id.hex}"


async def topic_of(work: Work, ticket: Ticket) -> str | None:
    """Return the logical name of the ticket's topic, making it if need be; None: it has none."""
    if work.group is None or not work.group.uses_topics:
        return None
    name = topic_name(ticket.id)
    if await _has_topic(work, name):
        return name
    if ticket.status is Status.CLOSED:
        return None
    _open(work, ticket, name)
    return name


async def _has_topic(work: Work, name: str) -> bool:
    assert work.group is not None
    await work.session.flush()
    chat_id = work.group.chat_id
    if await work.out.stands(chat_id, name) is not None:
        return True
    return await topics.is_coming(work.session, chat_id, name)


def _open(work: Work, ticket: Ticket, name: str) -> None:
    assert work.group is not None
    shown = look(ticket)
    work.out.call(
        work.group.chat_id,
        CREATE,
        dict(shown),
        rank=OutboxRank.TOPIC,
        role=LinkRole.TOPIC,
        logical=name,
        about=About(ticket.id),
    )
    ticket.topic = {**shown, "closed": False}
    work.fresh_topics[ticket.id] = ticket
    work.touch(ticket)


async def keep_up(work: Work, ticket: Ticket) -> None:
    """Have the ticket's topic show its subject and status, and be closed when the ticket is."""
    group, shown = work.group, ticket.topic
    if group is None or not group.uses_topics or shown is None:
        return
    wanted = {**look(ticket), "closed": ticket.status is Status.CLOSED}
    if shown == wanted or not await _has_topic(work, topic_name(ticket.id)):
        return
    if any(shown.get(key) != value for key, value in look(ticket).items()):
        await _show(work, ticket)
    if shown.get("closed") != wanted["closed"]:
        await _lock(work, ticket, closed=ticket.status is Status.CLOSED)
    ticket.topic = wanted


async def _show(work: Work, ticket: Ticket) -> None:
    assert work.group is not None
    chat_id, name = work.group.chat_id, topic_name(ticket.id)
    logical = f"topic-look:{ticket.id.hex}"
    for row in [
        *await work.out.unfinished(chat_id, logical),
        *await work.out.unfinished(chat_id, name),
    ]:
        if row.state is OutboxState.PENDING and await work.out.reword(row, dict(look(ticket))):
            return
    work.out.call(
        chat_id,
        "editForumTopic",
        dict(look(ticket)),
        logical=logical,
        thread=name,
        about=About(ticket.id),
    )


async def _lock(work: Work, ticket: Ticket, *, closed: bool) -> None:
    assert work.group is not None
    logical = f"topic-lock:{ticket.id.hex}"
    await work.out.drop(work.group.chat_id, logical)
    work.out.call(
        work.group.chat_id,
        "closeForumTopic" if closed else "reopenForumTopic",
        {},
        logical=logical,
        thread=topic_name(ticket.id),
        about=About(ticket.id),
    )


async def pin(work: Work, row: OutboxRow) -> None:
    """A card stands in its topic: pin it there, if the bot may."""
    group = work.group
    if row.thread is not None and group is not None and group.can_pin:
        work.out.call(
            row.chat_id,
            "pinChatMessage",
            {"disable_notification": True},
            logical=row.logical,
            about=About(row.ticket_id),
        )


async def by_hand(work: Work, ticket_id: uuid.UUID, **changed: object) -> None:
    """Somebody changed a ticket's topic: it stays so until the ticket changes next."""
    ticket = await tickets.by_id(work.session, ticket_id)
    if ticket is not None and ticket.topic is not None:
        ticket.topic = {**ticket.topic, **changed}


async def lost(work: Work, chat_id: int, thread_id: int) -> None:
    """Somebody deleted a topic: an open ticket gets a new one, with its card and its history."""
    group = work.group
    link = await work.session.get(MessageLink, (chat_id, thread_id))
    if group is None or not group.uses_topics or link is None or link.role is not LinkRole.TOPIC:
        return
    is_current, ticket_id = link.logical is not None, link.ticket_id
    await topics.forget(work.session, chat_id, thread_id)
    ticket = await tickets.by_id(work.session, ticket_id) if ticket_id else None
    if ticket is None or not is_current:
        return
    # The card went with its topic.
    await work.session.execute(
        delete(MessageLink)
        .where(MessageLink.chat_id == chat_id, MessageLink.logical == card_name(ticket.id))
        .execution_options(synchronize_session="fetch")
    )
    ticket.topic = None
    await topics.release(work.session, chat_id, topic_name(ticket.id), work.now)
    work.record(EventKind.TOPIC_LOST, ticket, on_card=ticket.status is not Status.CLOSED)


async def seen(work: Work, *, is_forum: bool, at: datetime | None = None) -> None:
    """Follow the group when topics are switched on or off; tickets move as they are touched.

    What was true `at` an earlier moment than the last switch is no news.
    """
    group, at = work.group, at or work.now
    if group is None or group.is_forum is is_forum:
        return  # without a write: all that happens in the group passes here
    if group.forum_seen_at is not None and at < group.forum_seen_at:
        return
    group.is_forum, group.forum_seen_at = is_forum, at
    if is_forum:
        group.can_manage_topics = True
    else:
        await topics.do_without(work.session, group.chat_id, work.now)
    work.record(
        EventKind.TOPICS_SWITCHED,
        before={"is_forum": not is_forum},
        after={"is_forum": is_forum},
    )


async def refused(work: Work, error: str) -> None:
    """Telegram will make no topic: tickets live in the chat itself until that is mended."""
    group = work.group
    if group is None or not group.uses_topics:
        return
    if any(text in error.lower() for text in NOT_A_FORUM):
        await seen(work, is_forum=False)
        return
    group.can_manage_topics = False
    await topics.do_without(work.session, group.chat_id, work.now)
    work.record(EventKind.RIGHT_MISSING, after={"right": "can_manage_topics"})


async def cannot_pin(work: Work) -> None:
    """Carry on without pinning; the group is told once."""
    if work.group is not None and work.group.can_pin:
        work.group.can_pin = False
        work.record(EventKind.RIGHT_MISSING, after={"right": "can_pin_messages"})


async def rights(work: Work, *, topics_too: bool, pins: bool) -> None:
    """Take in what the bot may do in the group now."""
    group = work.group
    if group is None:
        return
    group.can_pin = pins
    if group.can_manage_topics and not topics_too:
        await topics.do_without(work.session, group.chat_id, work.now)
    group.can_manage_topics = topics_too
