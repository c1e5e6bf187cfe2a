"""Statistics in the group: a picture with its figures, other periods in its place, a file."""

import asyncio
import csv
import io
import logging
import sys
from typing import Any

import pytest

from bot.services import drawing
from tests.conftest import Team
from tests.desk import Desk
from tests.people import Chat, find_button, labels, words

# Pictures that need not be looked at are plain, another one for other figures.
PLAIN = (
    sys.executable,
    "-c",
    "import sys, zlib; from bot.playground.images import make_png; "
    "sys.stdout.buffer.write(make_png(zlib.crc32(sys.stdin.buffer.read())))",
)
BROKEN = (sys.executable, "-c", "raise SystemExit('out of paint')")
STUCK = (sys.executable, "-c", "import time; time.sleep(60)")


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "PROGRAM", PLAIN)


async def helped(team: Team, subject: str = "Printer is on fire") -> int:
    """Have Boris answer and resolve a ticket of Anna's, and Anna rate that."""
    number = await team.ticket(subject)
    card = await team.boris.sees(f"#{number}")
    await team.boris.says("Unplug it.", reply_to=card["message_id"])
    await team.anna.private.sees("Unplug it.")
    await team.boris.taps("Resolve", f"#{number}")
    await team.anna.private.taps("5 ⭐", "How was our help", f"#{number}")
    return number


async def file_of(team: Team, message: dict[str, Any]) -> bytes:
    desk = team.desk
    sent = message["document"] if "document" in message else message["photo"][-1]
    path = {"file_id": sent["file_id"]}
    async with desk.http.get(f"/bot{desk.playground.token}/getFile", params=path) as answer:
        path = (await answer.json())["result"]["file_path"]
    async with desk.http.get(f"/file/bot{desk.playground.token}/{path}") as answer:
        return await answer.read()


async def shown(chat: Chat, message_id: int, *texts: str) -> dict[str, Any]:
    """Wait until a message says something else."""
    while True:
        for message in await chat.history():
            if message["message_id"] == message_id and all(t in words(message) for t in texts):
                return message
        await asyncio.sleep(0.02)


async def test_a_picture_with_its_figures_and_other_periods_in_its_place(team: Team) -> None:
    await helped(team)
    await team.ticket("Nobody cares")
    asked = await team.boris.says("/stats")
    first = await team.boris.sees("Last 7 days", after=asked)
    assert (await file_of(team, first)).startswith(b"\x89PNG")
    caption = words(first)
    assert "Opened 2 · resolved 1 · open now 1" in caption
    assert "First answer: median" in caption
    assert "90% within" in caption
    assert "1 ticket" in caption
    assert "Reopened: 0% (0 of 1 resolved)" in caption
    assert "Rated 4 or 5: 100% (1 of 1 asked responded)" in caption
    assert labels(first)[:4] == ["Today", "✓ 7 days", "30 days", "All"]

    at = first["message_id"]
    await team.clara.taps("30 days", "Last 7 days")
    month = await shown(team.clara, at, "Last 30 days")
    assert "photo" in month
    assert await file_of(team, month) != await file_of(team, first)
    await team.clara.taps("Agents", "Last 30 days")
    agents = await shown(team.clara, at, "By agent")
    assert "photo" in agents
    assert "Boris" in words(agents)
    await team.clara.taps("Categories", "By agent")
    await shown(team.clara, at, "By category", "Technical")
    await team.desk.quiet()
    pictures = [m for m in await team.boris.history() if "photo" in m]
    assert [m["message_id"] for m in pictures] == [at]


@pytest.mark.usefixtures("plain")
async def test_words_in_any_order_and_words_nobody_knows(team: Team) -> None:
    await helped(team)
    asked = await team.boris.says("/stats agent month")
    await team.boris.sees("Last 30 days", "By agent", "Boris", after=asked)
    asked = await team.boris.says("/stats всё по категориям")
    await team.boris.sees("All time", "By category", "Technical", after=asked)
    asked = await team.boris.says("/stats yesterday")
    await team.boris.sees("I know these periods", "agent or category", after=asked)
    asked = await team.boris.says("/stats week month")
    await team.boris.sees("I know these periods", after=asked)


async def test_the_numbers_come_as_a_file_that_no_spreadsheet_runs(team: Team) -> None:
    mallory = await team.desk.person("=HYPERLINK(1)")
    group = f"/chats/{team.desk.group_id}"
    await team.desk.post(f"{group}/members", user_id=mallory.id, status="member")
    number = await team.ticket("The scanner too")
    card = await team.boris.sees(f"#{number}")
    evil = mallory.in_group(team.desk.group_id)
    await evil.says("Is it cold?", reply_to=card["message_id"])
    await team.anna.private.sees("Is it cold?")
    await helped(team)
    asked = await team.boris.says("/stats csv month")
    message = await team.boris.sees("figures behind /stats", after=asked)
    assert message["document"]["file_name"].startswith("stats-")
    assert message["document"]["file_name"].endswith(".csv")
    text = (await file_of(team, message)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    whole = rows[0]
    assert (whole["About"], whole["Opened"], whole["Resolved"]) == ("all", "2", "1")
    counted = (whole["Public answers"], whole["First answers"], whole["Rated 4 or 5"])
    assert counted == ("2", "2", "1")
    assert sum(row["About"] == "day" for row in rows) == 30
    assert sum(int(row["Opened"]) for row in rows if row["About"] == "day") == 2
    agents = {row["Name"]: row for row in rows if row["About"] == "agent"}
    assert set(agents) == {"Boris", "'=HYPERLINK(1)"}
    assert (agents["Boris"]["Resolved"], agents["Boris"]["First answers"]) == ("1", "1")
    categories = [row["Name"] for row in rows if row["About"] == "category"]
    assert categories == ["Technical"]


@pytest.mark.usefixtures("plain")
async def test_two_presses_at_once_leave_one_message_with_one_of_both(team: Team) -> None:
    await helped(team)
    asked = await team.boris.says("/stats")
    first = await team.boris.sees("Last 7 days", after=asked)
    at = first["message_id"]
    today, everything = find_button(first, "Today"), find_button(first, "All")
    assert today is not None
    assert everything is not None
    popped_up = await asyncio.gather(
        team.boris.presses(at, today), team.clara.presses(at, everything)
    )
    assert list(popped_up) == ["", ""]
    await team.desk.quiet()
    pictures = [m for m in await team.boris.history() if "photo" in m]
    assert [m["message_id"] for m in pictures] == [at]
    pressed = [label for label in labels(pictures[0]) if label.startswith("✓")]
    assert pressed[0] in ("✓ Today", "✓ All")
    title = "Today" if pressed[0] == "✓ Today" else "All time"
    assert title in words(pictures[0])


@pytest.mark.parametrize("program", [BROKEN, STUCK, ("/nonexistent/program",)])
async def test_without_a_picture_the_figures_still_come(
    team: Team,
    program: tuple[str, ...],
    plain: None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await helped(team)
    asked = await team.boris.says("/stats")
    drawn = await team.boris.sees("Last 7 days", after=asked)
    monkeypatch.setattr(drawing, "PROGRAM", program)
    monkeypatch.setattr(drawing, "WITHIN_S", 1.0)
    with caplog.at_level(logging.WARNING):
        asked = await team.boris.says("/stats month")
        text = await team.boris.sees("Last 30 days", "By agent", after=asked)
    assert "photo" not in text
    said = [r.getMessage() for r in caplog.records if r.getMessage().startswith("No picture")]
    assert len(said) == 1
    # Figures without a picture go on as such.
    monkeypatch.setattr(drawing, "PROGRAM", PLAIN)
    await team.boris.taps("All", "Last 30 days", after=asked)
    again = await shown(team.boris, text["message_id"], "All time")
    assert "photo" not in again
    # A picture is never left under figures of another time.
    monkeypatch.setattr(drawing, "PROGRAM", program)
    monkeypatch.setattr(drawing, "WITHIN_S", 1.0)
    data = find_button(drawn, "Today")
    assert data is not None
    await team.boris.presses(drawn["message_id"], data)
    fresh = await team.boris.sees("Today", "Opened", after=text["message_id"])
    assert fresh["message_id"] > text["message_id"]
    assert "Last 7 days" in words(await shown(team.boris, drawn["message_id"], ""))


@pytest.mark.usefixtures("plain")
async def test_only_agents_see_them(team: Team) -> None:
    await helped(team)
    asked = await team.boris.says("/stats")
    first = await team.boris.sees("Last 7 days", after=asked)
    anna = team.anna.private
    asked = await anna.says("/stats")
    await team.desk.quiet()
    seen = [m for m in await anna.history() if m["message_id"] > asked and "photo" in m]
    assert seen == []
    start = await anna.says("/start")
    greeting = await anna.sees("Hello, Anna", after=start)
    for data in ("st:all:desk", "st:week:agent"):
        assert "no longer works" in await anna.presses(greeting["message_id"], data)
    for data in ("st:ever:desk", "st:week:secrets", "st:week", "st::"):
        assert "no longer works" in await team.boris.presses(first["message_id"], data)


@pytest.mark.usefixtures("plain")
async def test_an_answer_taken_back_is_none(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    wrong = await team.boris.says("For somebody else", reply_to=card["message_id"])
    await team.anna.private.sees("For somebody else")
    await team.boris.says("/withdraw", reply_to=wrong)
    await team.anna.private.gone("For somebody else")
    asked = await team.boris.says("/stats")
    caption = words(await team.boris.sees("Last 7 days", after=asked))
    assert "First answer: nothing to measure yet" in caption
    await team.clara.says("For you", reply_to=card["message_id"])
    await team.anna.private.sees("For you")
    asked = await team.boris.says("/stats csv")
    message = await team.boris.sees("figures behind", after=asked)
    rows = csv.DictReader(io.StringIO((await file_of(team, message)).decode("utf-8-sig")))
    agents = [row for row in rows if row["About"] == "agent"]
    assert [(a["Name"], a["Public answers"], a["First answers"]) for a in agents] == [
        ("Clara", "1", "1"),
        ("Boris", "0", "0"),  # who still has the ticket
    ]


async def test_what_came_back_and_the_backlog_over_time(team: Team) -> None:
    number = await helped(team)
    await team.boris.taps("Reopen", f"#{number}", "resolved")
    await team.boris.sees(f"#{number}", "in progress")
    asked = await team.boris.says("/stats csv today")
    message = await team.boris.sees("figures behind", after=asked)
    rows = list(csv.DictReader(io.StringIO((await file_of(team, message)).decode("utf-8-sig"))))
    whole, hours = rows[0], [row for row in rows if row["About"] == "hour"]
    assert (whole["Resolved"], whole["Resolved, reopened ones too"]) == ("0", "1")
    assert whole["Reopened of these"] == "1"
    assert hours[-1]["Open at the end"] == "1"
    await team.boris.taps("Close", f"#{number}")
    await team.anna.private.sees("closed", f"#{number}")
    asked = await team.boris.says("/stats csv today")
    message = await team.boris.sees("figures behind", after=asked)
    rows = list(csv.DictReader(io.StringIO((await file_of(team, message)).decode("utf-8-sig"))))
    assert [row for row in rows if row["About"] == "hour"][-1]["Open at the end"] == "0"


async def test_an_empty_desk_and_a_russian_one(desk: Desk) -> None:
    boris, _ = await desk.agents("Борис", "Клара")
    anna = (await desk.person("Анна", "ru")).private
    desk.language = "ru"
    await desk.start()
    asked = await boris.says("/stats")
    empty = await boris.sees("Тикетов пока нет", after=asked)
    assert "photo" not in empty
    await anna.says("/start")
    await anna.says("Принтер горит")
    await anna.taps("Новый тикет", "Создать с этим тикет?")
    await anna.taps("Техника", "О чём речь?")
    await anna.taps("Срочный", "Насколько это срочно?")
    await anna.says("Горит")
    await anna.taps("Без файлов", "Есть что приложить?")
    await anna.taps("Отправить", "проверка")
    await boris.sees("Горит", "пока никто")
    asked = await boris.says("/stats месяц")
    message = await boris.sees("Последние 30 дней", "Создано 1", after=asked)
    assert "photo" in message
    assert "измерять пока нечего" in words(message)
    asked = await boris.says("/stats csv всё")
    message = await boris.sees("для любой таблицы", after=asked)
    assert message["document"]["file_name"].endswith(".csv")
