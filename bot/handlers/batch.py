"""`/close 1042 1043`, `/priority 1042 high` and the like: by reply, or with numbers."""

from collections.abc import Sequence

from bot.context import Turn
from bot.handlers.route import Callback
from bot.rules.access import Act
from bot.rules.batch import named, numbers_and_rest, priority_of, status_of
from bot.rules.transitions import Move
from bot.services import batch, tags, triage
from bot.services.outgoing import at
from bot.services.people import agent_by_name
from bot.services.tickets import get
from bot.services.work import Refused
from bot.views import batch as view
from bot.views.names import (
    category_label,
    category_name,
    person_name,
    priority_label,
    tag_label,
)
from bot.views.names import status_label as label_of
from storage.models import Ticket
from storage.queries import tickets

DONE = "👌"


async def _tickets(turn: Turn, how: str) -> tuple[list[int], str]:
    """Return which tickets a command is about, and the words after their numbers.

    Without a number it is the ticket of the message replied to.
    """
    assert turn.command is not None
    numbers, rest = numbers_and_rest(turn.command.rest)
    if not numbers:
        if turn.link is None or turn.link.ticket_id is None:
            raise Refused(how)
        numbers = [(await get(turn.work, turn.link.ticket_id)).number]
    return numbers, rest


async def do(turn: Turn, what: str, numbers: Sequence[int], step: batch.Step) -> None:
    """Do it; one ticket is acknowledged without a word, several in one summary."""
    work = turn.work
    outcomes = await batch.each(work, numbers, step)
    if len(outcomes) == 1:
        if outcomes[0].refusal is not None:
            raise outcomes[0].refusal
        work.out.react(work.chat_id, turn.message.message_id, DONE)
        return
    work.out.say(
        work.chat_id,
        view.summary(what, outcomes, turn.texts),
        reply_to=at(turn.message.message_id),
        silent=True,
    )


def moving(what: Move, key: str) -> Callback:
    """Return the handler of `/resolve`, `/close`, `/reopen`; `key` says what was done."""

    async def handler(turn: Turn) -> None:
        turn.work.allow(Act.TRIAGE)
        numbers = await bare(turn)

        async def step(number: int) -> Ticket:
            return await triage.make_move(turn.work, number, what)

        await do(turn, turn.texts(key), numbers, step)

    return handler


async def bare(turn: Turn) -> list[int]:
    """Return the tickets of a command that takes nothing but numbers."""
    numbers, rest = await _tickets(turn, "batch-how")
    if rest:
        raise Refused("batch-how")
    return numbers


async def take(turn: Turn) -> None:
    """`/take`: become the assignee."""
    work = turn.work
    work.allow(Act.TAKE)
    numbers = await bare(turn)

    async def step(number: int) -> Ticket:
        return await triage.take(work, number)

    await do(turn, turn.texts("batch-taken"), numbers, step)


async def release(turn: Turn) -> None:
    """`/release`: give back to everybody."""
    work = turn.work
    work.allow(Act.TRIAGE)
    numbers = await bare(turn)

    async def step(number: int) -> Ticket:
        return await triage.release(work, number)

    await do(turn, turn.texts("batch-released"), numbers, step)


async def priority(turn: Turn) -> None:
    """`/priority 1042 high`."""
    work = turn.work
    work.allow(Act.TRIAGE)
    numbers, rest = await _tickets(turn, "batch-priority-how")
    value = priority_of(rest)
    if value is None:
        raise Refused("batch-priority-how")

    async def step(number: int) -> Ticket:
        return await triage.set_priority(work, number, value)

    await do(turn, priority_label(value, turn.texts), numbers, step)


async def status(turn: Turn) -> None:
    """`/status 1042 waiting`."""
    work = turn.work
    work.allow(Act.TRIAGE)
    numbers, rest = await _tickets(turn, "batch-status-how")
    value = status_of(rest)
    if value is None:
        raise Refused("batch-status-how")

    async def step(number: int) -> Ticket:
        return await triage.set_status(work, number, value)

    await do(turn, label_of(value, turn.texts), numbers, step)


async def category(turn: Turn) -> None:
    """`/category 1042 billing`."""
    work, t = turn.work, turn.texts
    work.allow(Act.TRIAGE)
    known = await tickets.categories(work.session)
    names = ", ".join(category_name(item, t.language) for item in known)
    try:
        numbers, rest = await _tickets(turn, "batch-category-how")
    except Refused as refusal:
        raise Refused(refusal.key, names=names) from None
    value = named(rest, {item.id: list(item.names.values()) for item in known})
    if value is None:
        raise Refused("batch-category-how", names=names)

    async def step(number: int) -> Ticket:
        return await triage.set_category(work, number, value)

    chosen = next(item for item in known if item.id == value)
    await do(turn, category_label(chosen, t), numbers, step)


async def tag(turn: Turn) -> None:
    """`/tag 1042 refund vip`."""
    work = turn.work
    work.allow(Act.TRIAGE)
    numbers, rest = await _tickets(turn, "tags-how")
    names = tags.read(rest, "tags-how")

    async def step(number: int) -> Ticket:
        return await tags.add(work, number, names)

    await do(turn, tag_label(*names), numbers, step)


async def untag(turn: Turn) -> None:
    """`/untag 1042 vip`."""
    work = turn.work
    work.allow(Act.TRIAGE)
    numbers, rest = await _tickets(turn, "tags-how")
    names = tags.read(rest, "tags-how")

    async def step(number: int) -> Ticket:
        return await tags.remove(work, number, names)

    await do(turn, turn.texts("tags-removed", tags=tag_label(*names)), numbers, step)


async def assign(turn: Turn) -> None:
    """`/assign 1042 @boris`."""
    work = turn.work
    work.allow(Act.TRIAGE)
    numbers, rest = await _tickets(turn, "batch-assign-how")
    if not rest or len(rest.split()) > 1:
        raise Refused("batch-assign-how")
    agent = await agent_by_name(work.session, rest)
    if agent is None:
        raise Refused("batch-assign-unknown", name=rest[:64])
    agent_id, name = agent.id, person_name(agent)

    async def step(number: int) -> Ticket:
        return await triage.assign(work, number, agent_id)

    await do(turn, f"👤 {name}", numbers, step)
