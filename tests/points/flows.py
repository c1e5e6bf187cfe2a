"""The main flows: how far each is prepared, and the last step, in which everything goes wrong.

The last step is done before the desk is started, so that it is the same in each run.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.conftest import Team, open_ticket
from tests.people import find_button

Facts = dict[str, Any]


@dataclass(frozen=True)
class Flow:
    """`words` are what people say in it, none of them part of another."""

    name: str
    prepare: Callable[[Team], Awaitable[Facts]]
    act: Callable[[Team, Facts], Awaitable[object]]
    words: tuple[str, ...]
    # A press, unlike a message, does not wait for the look-up whether its person may do it.
    is_refused_when_unsure: bool = False


async def _card(team: Team) -> Facts:
    number = await team.ticket()
    return {"number": number, "card": (await team.boris.sees(f"#{number}"))["message_id"]}


async def _review(team: Team) -> Facts:
    anna = team.anna.private
    start = await anna.says("/new")
    await anna.taps("Technical", "What is it about?", after=start)
    await anna.taps("High", "How urgent", after=start)
    await anna.sees("Sum it up", after=start)
    await anna.says("Printer is on fire")
    await anna.sees("What happened?", after=start)
    await anna.says("Smoke!")
    await anna.sees("attach", after=start)
    await anna.photo("see here")
    await anna.taps("Next", "📎 1 file", after=start)
    review = await anna.sees("review", after=start, button="Send")
    return {"form": review["message_id"], "send": find_button(review, "Send")}


async def _press(team: Team, facts: Facts) -> object:
    return await team.anna.private.act("press", message_id=facts["form"], data=facts["send"])


async def _said(team: Team) -> Facts:
    facts = await _card(team)
    facts["said"] = await team.anna.private.says("still burning")
    await team.boris.sees("still burning")
    return facts


async def _answered(team: Team) -> Facts:
    facts = await _card(team)
    facts["answer"] = await team.boris.says("unplug it", reply_to=facts["card"])
    await team.anna.private.sees("unplug it")
    await team.boris.reaction(facts["answer"])
    return facts


async def _resolve(team: Team, facts: Facts) -> object:
    return await team.boris.act("press", message_id=facts["card"], data=facts["resolve"])


async def _resolvable(team: Team) -> Facts:
    facts = await _answered(team)
    card = await team.boris.sees(f"#{facts['number']}", "waiting", button="Resolve")
    return {**facts, "card": card["message_id"], "resolve": find_button(card, "Resolve")}


async def _resolved(team: Team) -> Facts:
    facts = await _resolvable(team)
    await _resolve(team, facts)
    asked = await team.anna.private.sees("How was our help")
    return {**facts, "asked": asked["message_id"], "four": find_button(asked, "4 ⭐")}


async def _rate(team: Team, facts: Facts) -> None:
    await team.anna.private.act("press", message_id=facts["asked"], data=facts["four"])
    await team.anna.private.says("kind people")


async def _canned(team: Team) -> Facts:
    facts = await _card(team)
    await team.boris.says("/canned add refund money for {number} comes")
    await team.boris.sees("refund” is kept")
    return facts


async def _burst(team: Team) -> Facts:
    anna = team.anna.private
    numbers = [await open_ticket(anna, f"Matter {n}", "begins") for n in range(2)]
    start = await anna.says("loose one")
    for text in ("loose two", "loose three"):
        await anna.says(text)
    asked = await anna.sees("Where does this belong?", "and 2 more", after=start)
    return {"form": asked["message_id"], "send": find_button(asked, f"To #{numbers[1]}")}


async def _routed(team: Team) -> Facts:
    await _card(team)
    anna = team.anna.private
    start = await anna.says("gone astray")
    told = await anna.sees("→ #", after=start, button="Not this ticket")
    await team.boris.sees("gone astray")
    return {"form": told["message_id"], "send": find_button(told, "Not this ticket")}


FLOWS = [
    Flow("form", _review, _press, ("Smoke!", "see here")),
    Flow(
        "requester writes",
        _card,
        lambda team, _: team.anna.private.says("still burning"),
        ("Smoke!", "still burning"),
    ),
    Flow(
        "answer",
        _card,
        lambda team, facts: team.boris.says("unplug it", reply_to=facts["card"]),
        ("Smoke!", "unplug it"),
    ),
    Flow(
        "note",
        _card,
        lambda team, facts: team.boris.says("/note rude fellow", reply_to=facts["card"]),
        ("Smoke!", "rude fellow"),
    ),
    Flow(
        "requester edits",
        _said,
        lambda team, facts: team.anna.private.edits(facts["said"], "now it glows"),
        ("Smoke!", "still burning", "now it glows"),
    ),
    Flow(
        "agent edits",
        _answered,
        lambda team, facts: team.boris.edits(facts["answer"], "cut the power"),
        ("Smoke!", "unplug it", "cut the power"),
    ),
    Flow(
        "album",
        _card,
        lambda team, _: team.anna.private.album("three of them", "", ""),
        ("Smoke!", "three of them"),
    ),
    Flow("resolve", _resolvable, _resolve, ("Smoke!", "unplug it"), is_refused_when_unsure=True),
    Flow("rating", _resolved, _rate, ("Smoke!", "unplug it", "kind people")),
    Flow(
        "withdrawal",
        _answered,
        lambda team, facts: team.boris.says("/withdraw", reply_to=facts["answer"]),
        ("Smoke!", "unplug it"),
    ),
    Flow(
        "canned reply",
        _canned,
        lambda team, facts: team.boris.says("/c refund", reply_to=facts["card"]),
        ("Smoke!", "money for"),
    ),
    Flow("burst to a ticket", _burst, _press, ("loose one", "loose two", "loose three")),
    Flow("not this ticket", _routed, _press, ("Smoke!", "gone astray")),
]
