"""What agents write in the staff group, and their edits: public, internal, or to be asked."""

from bot.buttons import Decide, ReopenAndSend
from bot.context import Turn
from bot.handlers import merge as merge_flow
from bot.handlers.decode import content_of, said
from bot.handlers.route import for_us
from bot.rules.visibility import ReplyTo, Visibility, reply_target, visibility
from bot.rules.words import looks_like_command, visible_start
from bot.services import overtaken, replies
from bot.services.outgoing import at
from bot.services.tickets import get
from bot.services.work import Refused
from bot.views import group as view
from bot.views.names import agent_name, ticket_number
from storage.queries import messages


async def wrote(turn: Turn) -> None:
    """Anything in the group that no command handler took."""
    work = turn.work
    if work.user is None:
        return
    texts = [said(part) for part in turn.parts]
    target = await _target(turn)
    verdict = visibility(texts, target)
    content = content_of(turn.parts)
    is_command = verdict is Visibility.COMMAND
    if content is not None and await replies.late_part(work, content, is_command=is_command):
        return
    if verdict is Visibility.PUBLIC and content is not None:
        # Its first parts were a command, perhaps: whether the rest is meant, its author says.
        verdict = (
            Visibility.ASK if await replies.is_rest_of_album(work, content) else Visibility.PUBLIC
        )
    if verdict is Visibility.COMMAND:
        _unknown(turn)
        return
    if verdict is Visibility.CHAT or turn.link is None or turn.link.ticket_id is None:
        return
    if content is None:
        raise Refused("kind-refused")
    ticket = await merge_flow.followed(turn, await get(work, turn.link.ticket_id))
    match verdict:
        case Visibility.PUBLIC:
            faster = await overtaken.by_whom(work, ticket, turn.link, target)
            if faster is not None:
                replies.undecided(work, ticket, content, faster)
            else:
                replies.answer(work, ticket, content)
        case Visibility.NOTE:
            replies.note(work, ticket, content)
        case Visibility.ASK:
            replies.undecided(work, ticket, content)


def _unknown(turn: Turn) -> None:
    """Say that a command means nothing here; one for another bot is none of our business."""
    if turn.command is not None and not for_us(turn):
        return
    text = next(text for part in turn.parts if looks_like_command(text := said(part)))
    name = text[visible_start(text) :].split()[0]
    turn.work.out.say(
        turn.work.chat_id,
        view.unknown_command(name, turn.texts),
        reply_to=at(turn.message.message_id),
        silent=True,
    )


async def _target(turn: Turn) -> ReplyTo:
    """Say what the message replies to."""
    link = turn.link
    if link is None or link.ticket_id is None:
        return ReplyTo.NOTHING
    manner = None
    if link.ticket_message_id is not None and link.role != "card":
        manner = await messages.manner(turn.work.session, link.ticket_message_id)
    user = turn.work.user
    return reply_target(
        link.role,
        is_staff=manner is not None and manner.is_staff_reply,
        is_internal=manner is not None and manner.is_internal,
        is_own=manner is not None and user is not None and manner.author_id == user.id,
    )


async def decide(turn: Turn) -> None:
    """`[Send to Anna]` or `[Keep as note]`."""
    assert isinstance(turn.press, Decide)
    if turn.press.choice not in ("send", "note"):
        raise Refused("button-unknown")
    await _decide(turn, send=turn.press.choice == "send", reopen=False)


async def reopen_and_send(turn: Turn) -> None:
    """`[Reopen and send]`."""
    await _decide(turn, send=True, reopen=True)


async def _decide(turn: Turn, *, send: bool, reopen: bool) -> None:
    assert isinstance(turn.press, Decide | ReopenAndSend)
    work = turn.work
    ticket, words = await replies.decide(work, turn.press.message_id, send=send, reopen=reopen)
    text = ""
    if words.is_undecided:  # the ticket was closed meanwhile: that is another question
        screen = view.decide(ticket, words.id, turn.texts)
        text = turn.texts("too-late-closed", number=ticket_number(ticket.number))
    else:
        screen = view.decided(turn.texts, agent_name(ticket.requester), sent=send)
        text = await merge_flow.popup(turn, ticket)
    if turn.query.message is not None:
        await work.out.edit(work.chat_id, at(turn.query.message.message_id), screen)
    work.out.answer(turn.query.id, text)
