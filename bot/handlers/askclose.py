"""`Ask to close`: the agent's button and command, and the requester's answer."""

from bot.buttons import AnswerClose
from bot.context import Turn
from bot.handlers import batch as batch_flow
from bot.rules.access import Act
from bot.services import askclose
from bot.services.outgoing import at
from bot.services.work import Refused
from bot.views import askclose as view
from bot.views.names import agent_name, ticket_number
from storage.models import Ticket


async def pressed(turn: Turn, number: int) -> str:
    """`[Ask to close]` on a card; returns what the agent is told."""
    ticket = await askclose.ask(turn.work, number)
    return turn.texts("askclose-asked", name=agent_name(ticket.requester))


async def command(turn: Turn) -> None:
    """`/askclose 1042`, or by reply."""
    turn.work.allow(Act.ASK_CLOSE)

    async def step(number: int) -> Ticket:
        return await askclose.ask(turn.work, number)

    numbers = await batch_flow.bare(turn)
    await batch_flow.do(turn, turn.texts("askclose-done"), numbers, step)


async def answer(turn: Turn) -> None:
    """`[Accept]` or `[I still need help]`."""
    assert isinstance(turn.press, AnswerClose)
    work, press, t = turn.work, turn.press, turn.texts
    if press.choice not in ("accept", "help"):
        raise Refused("button-unknown")
    accept = press.choice == "accept"
    ticket = await askclose.answer(work, press.number, accept=accept)
    message = turn.query.message
    if message is not None:
        if turn.link is not None and turn.link.logical == askclose.question_name(ticket.id):
            turn.link.logical = None  # another question may be asked below
        screen = view.answered(ticket, t, accepted=accept)
        await work.out.edit(work.chat_id, at(message.message_id), screen)
    key = "own-solved-done" if accept else "askclose-goes-on"
    work.out.answer(turn.query.id, t(key, number=ticket_number(ticket.number)))
