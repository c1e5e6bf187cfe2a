"""`/canned`: the canned replies; `/c refund` sends one, the only command that publishes."""

from dataclasses import replace

from bot.buttons import CannedPage, DropCanned, ShowCanned
from bot.context import Turn
from bot.handlers.decode import content_of, without_command
from bot.handlers.merge import followed
from bot.rules.access import Act
from bot.rules.canned import Asked, Task, parse
from bot.rules.content import Content
from bot.rules.words import Command, leading_number
from bot.services import canned
from bot.services.outgoing import NOTHING, About, at
from bot.services.tickets import content_of as stored_content
from bot.services.work import Refused
from bot.views import canned as view
from bot.views.relay import Header, relay
from bot.views.screen import Screen
from storage.enums import LinkRole
from storage.models import CannedReply


async def canned_command(turn: Turn) -> None:
    """`/canned`, `/canned add refund …`, edit, delete, search."""
    work = turn.work
    work.allow(Act.SEE_ANY)
    assert turn.command is not None
    asked = parse(turn.command.rest)
    if asked is None:
        raise Refused("canned-how")
    match asked.task:
        case Task.LIST:
            await _list(turn, 1)
        case Task.SEARCH:
            found = await canned.search(work, asked.words)
            _say(turn, view.found(found, canned.FOUND_MOST, turn.texts))
        case Task.ADD | Task.EDIT:
            work.allow(Act.KEEP_CANNED)
            do = canned.add if asked.task is Task.ADD else canned.edit
            reply = await do(work, asked, await _said(turn, asked))
            key = "canned-added" if asked.task is Task.ADD else "canned-edited"
            _say(turn, view.kept(reply, key, turn.texts))
        case Task.DELETE:
            work.allow(Act.KEEP_CANNED)
            reply = await canned.find(work, asked.name)
            _say(turn, view.asked_to_delete(reply, turn.texts))


async def _said(turn: Turn, asked: Asked) -> Content:
    """Return what is to be kept: what stands in the command's own message, or is replied to."""
    command, own = turn.command, content_of(turn.parts)
    assert command is not None
    if own is not None and (asked.words or own.files):
        start = command.rest_offset + asked.offset
        words = without_command(own, Command(command.name, None, asked.words, start))
        return words or replace(own, text="", entities=[])
    if turn.link is not None:
        linked = await canned.words_of(turn.work, turn.link)
        if linked is not None:
            return linked
    replied = turn.message.reply_to_message
    by_bot = replied is not None and replied.from_user is not None and replied.from_user.is_bot
    content = content_of([replied]) if replied is not None and not by_bot else None
    if content is None:
        raise Refused("canned-add-how")
    return content


async def turn_page(turn: Turn) -> None:
    """Another page of the list, in place."""
    assert isinstance(turn.press, CannedPage)
    await _list(turn, turn.press.page)
    turn.work.out.answer(turn.query.id)


async def _list(turn: Turn, page: int) -> None:
    listed = await canned.listed(turn.work, page)
    screen = view.listing(listed.replies, listed.total, listed.page, listed.pages, turn.texts)
    if isinstance(turn.press, CannedPage) and turn.query.message is not None:
        await turn.work.out.edit(turn.work.chat_id, at(turn.query.message.message_id), screen)
    else:
        _say(turn, screen)


def _say(turn: Turn, screen: Screen) -> None:
    turn.work.out.say(turn.work.chat_id, screen, silent=True)


async def show(turn: Turn) -> None:
    """One of the replies, as it is kept."""
    assert isinstance(turn.press, ShowCanned)
    reply = await canned.get(turn.work, turn.press.reply_id)
    _put(turn, view.shown(reply, turn.texts), Content.from_json(reply.content))
    turn.work.out.answer(turn.query.id)


async def drop(turn: Turn) -> None:
    """Delete a reply: asked first."""
    assert isinstance(turn.press, DropCanned)
    work = turn.work
    work.allow(Act.KEEP_CANNED)
    reply = await canned.get(work, turn.press.reply_id)
    if not turn.press.sure:
        _say(turn, view.asked_to_delete(reply, turn.texts))
    else:
        name = reply.name
        await canned.delete(work, reply)
        if turn.query.message is not None:
            screen = Screen.of(turn.texts("canned-deleted", name=name))
            await work.out.edit(work.chat_id, at(turn.query.message.message_id), screen)
    work.out.answer(turn.query.id)


async def send(turn: Turn) -> None:
    """`/c refund` by reply, or `/c 1042 refund`: send a reply to the requester."""
    work = turn.work
    work.allow(Act.ANSWER)
    assert turn.command is not None
    rest = turn.command.rest
    if not rest and turn.message.text:
        await _list(turn, 1)
        return
    named = leading_number(rest)
    words = rest[named[1] :].split() if named else rest.split()
    if len(words) != 1 or not turn.message.text:  # nothing that was typed or attached is lost
        raise Refused("canned-send-how")
    said_to = await canned.ticket_for(work, turn.link, named[0] if named else None)
    reply: CannedReply = await canned.find(work, words[0])
    ticket = await followed(turn, said_to)
    message = await canned.send(work, ticket, reply, turn.message.message_id)
    is_sent = not message.is_undecided
    header = view.sent(ticket, message.author, reply.name, turn.texts, is_sent=is_sent)
    about = About(ticket.id, message.id)
    _put(turn, header, stored_content(message), about, reply_to=at(turn.message.message_id))


def _put(
    turn: Turn,
    header: Header,
    content: Content,
    about: About = NOTHING,
    reply_to: str | None = None,
) -> None:
    """Show a reply in the group; `about` links it to the answer that it was sent as.

    It goes as a notice: only the requester's own copy decides whether the answer has arrived.
    """
    work = turn.work
    head = f"canned:{turn.update.update_id}"
    calls = relay(header, content, turn.texts)
    role = LinkRole.NOTICE if about is NOTHING else LinkRole.COPY
    for call in calls:
        below = call.replies_to_header and len(calls) > 1
        work.out.call(
            work.chat_id,
            call.method,
            {**call.payload, "disable_notification": True},
            role=LinkRole.HEADER if call.is_header and about is not NOTHING else role,
            logical=head if call.is_header else None,
            reply_to=head if below else reply_to,
            about=about,
        )
