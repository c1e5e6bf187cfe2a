"""`/agents`: the team, for administrators."""

from bot.buttons import AgentMenu
from bot.context import Turn
from bot.services import agents
from bot.services.outgoing import at
from bot.services.work import Refused
from bot.views import agents as view
from bot.views.screen import Screen


async def menu(turn: Turn) -> None:
    """Show everybody of the team."""
    turn.work.out.say(turn.work.chat_id, await _list(turn), silent=True)


async def _list(turn: Turn) -> Screen:
    zone = turn.work.desk.time_zone
    return view.listing(await agents.team(turn.work), turn.texts, zone)


async def press(turn: Turn) -> None:
    """A button of the list, answered in place."""
    assert isinstance(turn.press, AgentMenu)
    work, user_id = turn.work, turn.press.user_id
    match turn.press.act:
        case "list":
            screen = await _list(turn)
        case "open":
            screen = _one(turn, await agents.get(work, user_id))
        case "on" | "off" as act:
            agent = await agents.set_active(work, user_id, is_active=act == "on")
            screen = _one(turn, agent)
        case "release":
            screen = _one(turn, await agents.release_all(work, user_id))
        case _:
            raise Refused("button-unknown")
    if turn.query.message is not None:
        await work.out.edit(work.chat_id, at(turn.query.message.message_id), screen)
    work.out.answer(turn.query.id)


def _one(turn: Turn, agent: agents.Agent) -> Screen:
    return view.one(agent.user, agent.numbers, turn.texts, turn.work.desk.time_zone)
