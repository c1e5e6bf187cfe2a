"""How the help was: the tap on a score, and the words that may go with it."""

from bot.buttons import CommentToTicket, Rate, RatingComment
from bot.context import Turn
from bot.handlers import intake as intake_flow
from bot.handlers import routing as routing_flow
from bot.handlers.decode import content_of
from bot.rules.content import Content
from bot.services import rating, routing
from bot.services.outgoing import About, at
from bot.services.work import Refused
from bot.views import rating as view
from bot.views import routing as routing_view
from bot.views.rating import stars
from storage.enums import LinkRole


async def rate(turn: Turn) -> None:
    """A score was tapped."""
    assert isinstance(turn.press, Rate)
    rated = await rating.rate(turn.work, turn.press.number, turn.press.score)
    await _show(turn, rated)
    turn.work.out.answer(turn.query.id, stars(turn.press.score))


async def comment_act(turn: Turn) -> None:
    """`[Add a comment]` or `[Skip]`."""
    assert isinstance(turn.press, RatingComment)
    match turn.press.act:
        case "add":
            rated = await rating.invite(turn.work, turn.press.number)
        case "skip":
            rated = await rating.skip(turn.work, turn.press.number)
        case _:
            raise Refused("button-unknown")
    await _show(turn, rated)
    turn.work.out.answer(turn.query.id)


async def _show(turn: Turn, rated: rating.Rated) -> None:
    """Show the rating as it stands now in the pressed message."""
    screen = view.question(rated.ticket, rated.rating, turn.texts, invites=rated.invites)
    message = turn.query.message
    if message is not None:
        await turn.work.out.edit(turn.work.chat_id, at(message.message_id), screen)


def is_comment(turn: Turn) -> bool:
    """Whether a text may be the comment that the sender was just invited to give.

    A reply to anything but the rating itself is not, nor is anything but plain words.
    """
    ticket_id = rating.commented_next(turn.work)
    if ticket_id is None or len(turn.parts) > 1:
        return False
    message = turn.message
    if not message.text or message.forward_origin is not None:
        return False
    if message.reply_to_message is None:
        return True
    return turn.link is not None and turn.link.logical == rating.question_name(ticket_id)


async def said(turn: Turn) -> None:
    """Words after a score: the comment, or after all words for a ticket."""
    content = content_of(turn.parts)
    rated = await rating.comment(turn.work, content) if content is not None else None
    if rated is not None and content is not None:
        await _commented(turn, rated, content)
    elif intake_flow.has_form(turn) and not routing_flow.is_tied(turn):
        await intake_flow.typed(turn)
    else:
        await routing_flow.wrote(turn)


async def _commented(turn: Turn, rated: rating.Rated, content: Content) -> None:
    out, chat_id, ticket = turn.work.out, turn.work.chat_id, rated.ticket
    message_id = content.message_ids[0]
    await _keep_up(turn, rated)
    out.say(
        chat_id,
        view.commented(ticket, message_id, turn.texts),
        role=LinkRole.NOTICE,
        about=About(ticket.id),
        reply_to=at(message_id),
        silent=True,
    )


async def _keep_up(turn: Turn, rated: rating.Rated) -> None:
    """Show the rating as it stands now, wherever the question is."""
    name = rating.question_name(rated.ticket.id)
    if await turn.work.out.stands(turn.work.chat_id, name):
        screen = view.question(rated.ticket, rated.rating, turn.texts)
        await turn.work.out.edit(turn.work.chat_id, name, screen)


async def edited(turn: Turn, content: Content) -> bool:
    """Take an edit of a comment; False if the message is none."""
    rated = await rating.edited(turn.work, content)
    if rated is not None:
        await _keep_up(turn, rated)
    return rated is not None


async def to_ticket(turn: Turn) -> None:
    """`[It was for the ticket]`."""
    assert isinstance(turn.press, CommentToTicket)
    work, press = turn.work, turn.press
    rated, result = await rating.to_ticket(work, press.number, press.message_id)
    ticket, message = rated.ticket, turn.query.message
    await _keep_up(turn, rated)
    if isinstance(result, routing.Question):
        await routing_flow.ask(turn, result)
    if message is not None:
        if isinstance(result, routing.Question):
            work.out.delete(work.chat_id, message.message_id)
        else:
            went = result.ticket if result is not None else ticket
            placed = routing_view.placed(went, turn.texts)
            await work.out.edit(work.chat_id, at(message.message_id), placed)
    work.out.answer(turn.query.id)
