"""What was once found to contradict itself, an act after the other."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.rules.transitions import Move
from bot.rules.visibility import ReplyTo
from bot.services import bursts, intake, merge, overtaken, replies, routing, triage, withdrawal
from bot.services.tickets import find
from bot.services.work import Work
from storage.enums import LinkRole, Status
from storage.models import MessageLink, User
from tests.services.stage import ANNA, BORIS, CLARA, GROUP, Row, Stage


def opens(stage: Stage, words: str) -> int:
    said = stage.say(words)
    return stage.act(ANNA, lambda work: intake.open_ticket(work, [said]), private=True).number


def keeps(stage: Stage, number: int, words: str) -> Any:
    """Have Boris write words that he has to decide about; returns their id."""
    said = stage.say(words)

    async def keep(work: Work) -> Any:
        return replies.undecided(work, await find(work, number), said).id

    return stage.act(BORIS, keep, private=False)


def writes(stage: Stage, words: str) -> routing.Written:
    said = stage.say(words)
    written = stage.act(ANNA, lambda work: routing.wrote(work, said, None), private=True)
    assert isinstance(written, routing.Written)
    return written


def ticket(stage: Stage, number: int) -> Row:
    return next(row for row in stage.rows()["tickets"] if row["number"] == number)


def agent_does(stage: Stage, what: Callable[[Work], Awaitable[Any]]) -> Any:
    return stage.act(BORIS, what, private=False)


def test_moved_words_that_wake_a_ticket_say_so_in_its_log(stage: Stage) -> None:
    first = opens(stage, "Printer is on fire")
    written = writes(stage, "And the invoice is wrong")
    second = opens(stage, "Invoice")
    agent_does(stage, lambda work: triage.make_move(work, second, Move.RESOLVE))
    burst = written.burst_id
    assert burst is not None
    stage.act(ANNA, lambda work: bursts.move_burst(work, burst, second), private=True)
    rows = stage.rows()
    row = ticket(stage, second)
    assert row["status"] is Status.OPEN
    said = [item for item in rows["events"] if item["ticket_id"] == row["id"]]
    assert said[-1]["kind"].value == "requester_wrote"
    assert (said[-1]["before"], said[-1]["after"]["status"]) == ({"status": "resolved"}, "open")
    assert first != second


def test_words_sent_late_count_from_then_on(stage: Stage) -> None:
    number = opens(stage, "Printer is on fire")
    kept = keeps(stage, number, "Unplug it")
    writes(stage, "It still burns")
    agent_does(stage, lambda work: replies.decide(work, kept, send=True))
    sent_at = stage.now
    said = stage.say("And call us")

    async def answers(work: Work) -> Any:
        return replies.answer(work, await find(work, number), said).id

    second = stage.act(CLARA, answers, private=False)
    stage.act(CLARA, lambda work: withdrawal.withdraw(work, second), private=False)
    row = ticket(stage, number)
    # Boris's answer stands, behind what Anna wrote before she got it.
    assert (row["status"], row["answered_at"]) == (Status.WAITING, sent_at)
    texts = sorted(stage.rows()["ticket_messages"], key=lambda item: item["position"])
    assert [item["text"] for item in texts][:2] == ["Printer is on fire", "It still burns"]
    agent_does(stage, lambda work: withdrawal.withdraw(work, kept))
    row = ticket(stage, number)
    assert (row["status"], row["answered_at"]) == (Status.IN_PROGRESS, None)
    assert row["owed_at"] is not None


def test_words_sent_late_warn_who_answers_after_them(stage: Stage) -> None:
    number = opens(stage, "Printer is on fire")
    kept = keeps(stage, number, "Unplug it")
    writes(stage, "It still burns")
    shown_at = stage.now
    agent_does(stage, lambda work: replies.decide(work, kept, send=True))
    link = MessageLink(chat_id=GROUP, message_id=1, role=LinkRole.COPY, created_at=shown_at)

    async def faster(work: Work) -> User | None:
        spot = await find(work, number)
        return await overtaken.by_whom(work, spot, link, ReplyTo.REQUESTER)

    found = stage.act(CLARA, faster, private=False)
    assert found is not None
    assert found.id == BORIS.id


def test_merging_a_closed_ticket_does_not_close_it_anew(stage: Stage) -> None:
    first, second = opens(stage, "Printer is on fire"), opens(stage, "The printer burns")
    agent_does(stage, lambda work: triage.make_move(work, second, Move.CLOSE))
    closed_at = stage.now
    agent_does(stage, lambda work: merge.merge(work, second, first))
    row = ticket(stage, second)
    assert (row["merged_into"], row["closed_at"]) == (first, closed_at)
