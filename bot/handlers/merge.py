"""`/merge 1050 into 1042`, asked once; and words to a merged ticket, which go to its heir."""

from bot.buttons import Merge, OwnTicket
from bot.context import Turn
from bot.rules.access import Act
from bot.rules.merge import parse
from bot.services import intake, merge, own, routing
from bot.services.outgoing import About, at
from bot.services.tickets import get
from bot.services.work import Refused
from bot.views import merge as view
from bot.views.names import ticket_number
from bot.views.own import replying
from bot.views.screen import Screen
from storage.enums import LinkRole, Status
from storage.models import Ticket

GOES_ON = ("reply", "solve", "reopen", "follow-up")  # what is done with the heir instead


async def ask(turn: Turn) -> None:
    """Ask whether to merge; as a reply, the ticket replied to is the duplicate."""
    work = turn.work
    work.allow(Act.MERGE)
    assert turn.command is not None
    asked = parse(turn.command.rest)
    if asked is None:
        raise Refused("merge-how")
    number, into = asked
    if number is None:
        if turn.link is None or turn.link.ticket_id is None:
            raise Refused("merge-how")
        number = (await get(work, turn.link.ticket_id)).number
    found = await merge.check(work, number, into)
    work.out.say(
        work.chat_id,
        view.question(found.duplicate, found.into, turn.texts),
        reply_to=at(turn.message.message_id),
        about=About(found.duplicate.id),
        silent=True,
    )


async def confirm(turn: Turn) -> None:
    """`[Merge #1050 into #1042]` or `[Cancel]`."""
    press, work, t = turn.press, turn.work, turn.texts
    assert isinstance(press, Merge)
    match press.choice:
        case "do":
            found = await merge.merge(work, press.number, press.into)
            screen = view.done(found.duplicate, found.into, t)
        case "cancel":
            await merge.cancel(work, press.number)
            screen = Screen.of(t("merge-cancelled"))
        case _:
            raise Refused("button-unknown")
    if turn.query.message is not None:
        await work.out.edit(work.chat_id, at(turn.query.message.message_id), screen)
    work.out.answer(turn.query.id)


async def followed(turn: Turn, ticket: Ticket) -> Ticket:
    """Return the ticket that an agent's words belong to, with a word if it is another one."""
    work, into = turn.work, await merge.heir(turn.work, ticket)
    if into.id != ticket.id:
        work.out.say(
            work.chat_id,
            view.followed_here(ticket, into, turn.texts),
            reply_to=at(turn.message.message_id),
            about=About(into.id),
            silent=True,
        )
    return into


async def popup(turn: Turn, ticket: Ticket) -> str:
    """Return the word to who pressed a button of a merged ticket whose words go to `ticket`."""
    link = turn.link
    if link is None or link.ticket_id is None or link.ticket_id == ticket.id:
        return ""
    return _part_of(await get(turn.work, link.ticket_id), ticket, turn)


def _part_of(merged: Ticket, into: Ticket, turn: Turn) -> str:
    numbers = {"number": ticket_number(merged.number), "into": ticket_number(into.number)}
    return turn.texts("merge-already", **numbers)


def say_followed(turn: Turn, merged: Ticket, into: Ticket) -> None:
    """Tell a requester which ticket their words are in."""
    turn.work.out.say(
        turn.work.chat_id,
        view.followed(merged, into, turn.texts),
        role=LinkRole.NOTICE,
        about=About(into.id),
        silent=True,
    )


async def goes_on_elsewhere(turn: Turn) -> bool:
    """A requester's button of a merged ticket: it means the heir; False if it is not merged."""
    press, work, t = turn.press, turn.work, turn.texts
    assert isinstance(press, OwnTicket)
    if press.act not in GOES_ON:
        return False
    merged = await own.find(work, press.number)
    into = await merge.heir(work, merged)
    if into.id == merged.id:
        return False
    screen = view.goes_on(merged, into, t)
    if press.act == "reply" and into.status is not Status.CLOSED:
        await routing.choose(work, into)
        screen = replying(into, t, form_waits=intake.current(work) is not None)
    work.out.say(work.chat_id, screen, role=LinkRole.NOTICE, about=About(into.id))
    work.out.answer(turn.query.id, _part_of(merged, into, turn))
    return True
