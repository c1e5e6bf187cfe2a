"""`helpdesk export` beside a running desk: everything in it, and notes only when asked for."""

import asyncio
import csv
import json
import os
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import export
from bot.export import Order
from bot.export.target import CannotExport
from tests.conftest import Team

MARK = "orchid-7731"
FORMULA = '=HYPERLINK("http://evil.example";"x")'


async def exported(team: Team, folder: Path, **order: Any) -> Path:
    """Export as the command does; returns the file or folder that was made."""
    place = folder / f"made-{len(os.listdir(folder))}"
    made = Order(output=str(place), **order)
    assert await asyncio.to_thread(export.run, team.desk.settings(), made) == 0
    return place


def lines(place: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in place.read_text("utf-8").splitlines()]


def table(place: Path, name: str) -> list[dict[str, str]]:
    with (place / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


async def talked(team: Team) -> int:
    number = await team.ticket(subject=FORMULA, text='Two\nlines, "quoted" 🔥')
    card = await team.boris.sees(f"#{number}")
    reply = {"reply_to": card["message_id"]}
    await team.boris.says("Please unplug it", **reply)
    await team.anna.private.sees("Please unplug it")
    note = await team.boris.says(f"/note {MARK}", **reply)
    assert await team.boris.reaction(note) == "✍"
    await team.boris.edits(note, f"/note {MARK}, edited")
    await team.anna.private.photo("-1 printer")
    await team.boris.sees("-1 printer")
    await team.boris.says(f"/tag {number} vip")
    await team.boris.sees("🏷 vip")
    await team.boris.taps("Resolve", f"#{number}")
    await team.anna.private.taps("5 ⭐", "How")
    await team.boris.sees("★★★★★")
    await team.desk.quiet()
    return number


async def test_json_lines(team: Team, tmp_path: Path) -> None:
    number = await talked(team)
    place = await exported(team, tmp_path)
    assert MARK not in place.read_text("utf-8")
    assert place.stat().st_mode & 0o077 == 0
    [ticket] = lines(place)
    assert ticket["type"] == "ticket"
    assert ticket["number"] == number
    assert ticket["subject"] == FORMULA
    assert ticket["requester"]["name"] == "Anna Petrova"
    assert ticket["assignee"]["name"] == "Boris"
    assert ticket["category"]["en"] == "Technical"
    assert ticket["status"] == "resolved"
    assert ticket["rating"]["score"] == 5
    assert ticket["tags"] == ["vip"]
    assert [message["text"] for message in ticket["messages"]] == [
        'Two\nlines, "quoted" 🔥',
        "Please unplug it",
        "-1 printer",
    ]
    [photo] = ticket["messages"][2]["attachments"]
    assert photo["kind"] == "photo"
    assert photo["file_id"]
    assert "log" not in ticket

    logged = await exported(team, tmp_path, log=True)
    assert MARK not in logged.read_text("utf-8")
    ticket, *others = lines(logged)
    kinds = [event["kind"] for event in ticket["log"]]
    assert kinds[0] == "ticket_opened"
    assert {"note_added", "message_edited", "resolved", "rated"} <= set(kinds)
    assert {other["type"] for other in others} <= {"event"}

    whole = await exported(team, tmp_path, notes=True, log=True)
    [note] = [message for message in lines(whole)[0]["messages"] if message["is_internal"]]
    assert MARK in note["text"]
    [edited] = [event for event in lines(whole)[0]["log"] if event["kind"] == "message_edited"]
    assert MARK in edited["before"]["text"]


async def test_the_log_names_no_file_of_a_note(team: Team, tmp_path: Path) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    file = {"document": {"name": f"{MARK}.pdf"}, "caption": "/note look"}
    [note] = await team.boris.sends(**file, reply_to=card["message_id"])
    assert await team.boris.reaction(note) == "✍"
    better = {"name": f"{MARK}-2.pdf"}
    await team.boris.act("edit", message_id=note, document=better, caption="/note look")
    await team.desk.quiet()
    for form in ("jsonl", "csv"):
        place = await exported(team, tmp_path, log=True, format=form)
        files = [place] if form == "jsonl" else list(place.iterdir())
        assert not any(MARK in made.read_text("utf-8") for made in files)
    whole = await exported(team, tmp_path, notes=True, log=True)
    [edit] = [event for event in lines(whole)[0]["log"] if event["kind"] == "message_edited"]
    assert (edit["before"]["file"]["name"], edit["after"]["file"]["name"]) == (
        f"{MARK}.pdf",
        f"{MARK}-2.pdf",
    )


async def test_csv(team: Team, tmp_path: Path) -> None:
    number = await talked(team)
    place = await exported(team, tmp_path, format="csv", log=True)
    assert place.stat().st_mode & 0o077 == 0
    files = {file.name: file.read_text("utf-8") for file in place.iterdir()}
    assert sorted(files) == ["attachments.csv", "log.csv", "messages.csv", "tickets.csv"]
    assert not any(MARK in text for text in files.values())
    [ticket] = table(place, "tickets")
    assert ticket["number"] == str(number)
    assert ticket["subject"] == f"'{FORMULA}"
    assert ticket["category"] == "Technical"
    assert ticket["rating_score"] == "5"
    said = table(place, "messages")
    assert [row["text"] for row in said] == [
        'Two\nlines, "quoted" 🔥',
        "Please unplug it",
        "'-1 printer",
    ]
    assert {row["ticket"] for row in said} == {str(number)}
    [photo] = table(place, "attachments")
    assert (photo["ticket"], photo["kind"]) == (str(number), "photo")
    assert photo["position"] == said[2]["position"]
    log = table(place, "log")
    assert {"resolved", "rated"} <= {row["kind"] for row in log}
    whole = await exported(team, tmp_path, format="csv", notes=True)
    assert any(MARK in row["text"] for row in table(whole, "messages"))
    assert not (whole / "log.csv").exists()


async def test_a_span_without_tickets_is_an_empty_export(team: Team, tmp_path: Path) -> None:
    await team.ticket()
    order = {"since": date.fromisoformat("2001-01-01"), "until": date.fromisoformat("2001-12-31")}
    assert lines(await exported(team, tmp_path, **order)) == []
    place = await exported(team, tmp_path, format="csv", **order)
    assert table(place, "tickets") == []


def test_until_includes_its_day_in_the_desk_s_zone() -> None:
    zone = ZoneInfo("Europe/Berlin")
    day = date.fromisoformat("2026-03-29")  # an hour is missing in it
    since, until = export.span(Order(since=day, until=day), zone)
    assert since is not None
    assert until is not None
    assert (since.isoformat(), until.isoformat()) == (
        "2026-03-29T00:00:00+01:00",
        "2026-03-30T00:00:00+02:00",
    )
    with pytest.raises(CannotExport, match="--since must be before --until"):
        export.span(Order(since=until, until=since), zone)
