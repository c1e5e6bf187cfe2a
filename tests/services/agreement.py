"""Whether what is stored agrees with the ledger, with its own audit, and with the search."""

from datetime import datetime
from typing import Any

from storage.indexing import message_words, ticket_words
from tests.services.ledger import CLOSED, RESOLVED, Ledger, Matter, Said
from tests.services.stage import PEOPLE, Row, Rows

IDS = {person.name: person.id for person in PEOPLE}
AGENTS = {person.id for person in PEOPLE if person.role != "requester" and not person.is_group}
TIMES = (
    "created_at",
    "updated_at",
    "resolved_at",
    "closed_at",
    "first_responded_at",
    "answered_at",
)


def check(ledger: Ledger, before: Rows, rows: Rows, now: datetime) -> None:
    """Fail at the first thing that is not as it must be."""
    tickets = sorted(rows["tickets"], key=lambda row: row["number"])
    assert [row["number"] for row in tickets] == [item.number for item in ledger.matters]
    for matter, row in zip(ledger.matters, tickets, strict=True):
        assert _ticket(row) == _matter(matter), matter.number
        _times(row, now)
        stored = [item for item in rows["ticket_messages"] if item["ticket_id"] == row["id"]]
        stored.sort(key=lambda item: item["position"])
        said = sorted(matter.said, key=lambda item: item.position)
        for item, stored_item in zip(said, stored, strict=True):
            item.id = stored_item["id"]
            assert _message(stored_item, rows) == _said(item), (matter.number, item.position)
        events = [item for item in rows["events"] if item["ticket_id"] == row["id"]]
        assert _by_audit(events, row) == {name: row[name] for name in _AUDITED}, matter.number
    _audit(ledger, before, rows, now)
    _search(rows)
    _tags(rows)


def _ticket(row: Row) -> Row:
    names = {name: row[name] for name in _SAME}
    lists = {name: row[name] or [] for name in ("tags", "links", "duplicates")}
    return names | lists | {"status": row["status"].value, "priority": row["priority"].value}


_SAME = (
    "number",
    "requester_id",
    "subject",
    "description",
    "category_id",
    "assignee_id",
    "created_at",
    "resolved_at",
    "closed_at",
    "first_responded_at",
    "answered_at",
    "owed_at",
    "merged_into",
    "message_count",
    "file_count",
)


def _matter(matter: Matter) -> Row:
    other = {
        "requester_id": matter.requester.id,
        "category_id": matter.category,
        "assignee_id": matter.assignee.id if matter.assignee else None,
        "message_count": matter.last_position,
    }
    names = (*_SAME, "tags", "links", "duplicates", "status", "priority")
    return {name: other[name] if name in other else getattr(matter, name) for name in names}


def _message(row: Row, rows: Rows) -> Row:
    files = [item for item in rows["ticket_attachments"] if item["message_id"] == row["id"]]
    assert sorted(item["position"] for item in files) == list(range(1, len(files) + 1))
    return {
        "position": row["position"],
        "author": row["author_id"],
        "text": row["text"],
        "at": row["created_at"],
        "files": len(files),
        "is_staff": row["is_staff_reply"],
        "is_internal": row["is_internal"],
        "is_undecided": row["is_undecided"],
        "is_withdrawn": row["delivery"].value == "withdrawn",
        "is_split": row["split_into"] is not None,
    }


def _said(said: Said) -> Row:
    names = ("position", "text", "at", "files", "is_staff", "is_internal", "is_undecided")
    same = {name: getattr(said, name) for name in (*names, "is_withdrawn", "is_split")}
    return {**same, "author": said.author.id}


def _times(row: Row, now: datetime) -> None:
    status = row["status"].value
    assert (row["closed_at"] is not None) == (status == CLOSED)
    assert row["resolved_at"] is None or status in (RESOLVED, CLOSED)
    assert row["resolved_at"] is not None or status != RESOLVED
    assert (row["owed_at"] is not None) == (status in ("open", "in_progress"))
    for name in TIMES:
        assert row[name] is None or row["created_at"] <= row[name] <= now, name
    if row["resolved_at"] and row["closed_at"]:
        assert row["resolved_at"] <= row["closed_at"]
    assert row["assignee_id"] is None or row["assignee_id"] in AGENTS


# --- the audit ------------------------------------------------------------------------------

_AUDITED = (
    "status",
    "priority",
    "subject",
    "category_id",
    "assignee_id",
    "merged_into",
    "tags",
    "links",
)


def _by_audit(events: list[Row], row: Row) -> Row:
    """Tell from the audit alone how a ticket stands; each line goes on from the one before."""
    opened = events[0]
    assert opened["kind"].value == "ticket_opened"
    now: Row = dict.fromkeys(("assignee", "merged_into", "category"), None)
    now |= {"status": "open", "tags": [], "links": []}
    now |= {name: opened["after"][name] for name in ("priority", "subject")}
    for event in events[1:]:
        kind, before, after = event["kind"].value, event["before"], event["after"]
        for name in ("status", "priority", "subject", "tags", "category"):
            if name in after:
                if name != "category" or now["category"] is not None:
                    assert before[name] == now[name], event
                now[name] = after[name]
        if kind in ("taken", "assigned", "released"):
            assert before.get("assignee") == now["assignee"], event
            now["assignee"] = after.get("assignee")
        elif kind in ("linked", "split_off", "split_from"):
            now["links"] = [*now["links"], after["other"]]
        elif kind == "unlinked":
            now["links"] = [number for number in now["links"] if number != after["other"]]
        elif kind == "merged":
            now["merged_into"] = after["other"]
    return {
        **{name: now[name] for name in ("subject", "merged_into")},
        "status": type(row["status"])(now["status"]),
        "priority": type(row["priority"])(now["priority"]),
        "assignee_id": IDS.get(now["assignee"]),
        "category_id": row["category_id"],  # the ledger knows it; the audit has its names
        "tags": now["tags"] or None,
        "links": now["links"] if row["links"] or now["links"] else row["links"],
    }


def _audit(ledger: Ledger, before: Rows, rows: Rows, now: datetime) -> None:
    """One line, and one only, says what was done, by whom, and when; none is ever changed."""
    numbers = {row["id"]: row["number"] for row in rows["tickets"]}
    old, new = before["events"], rows["events"]
    assert new[: len(old)] == old
    said: list[tuple[Any, str, int | None]] = []
    for event in new[len(old) :]:
        assert event["at"] == now
        if event["kind"].value != "rating_asked":
            number = numbers[event["ticket_id"]] if event["ticket_id"] else None
            said.append((number, event["kind"].value, event["actor_id"]))
    assert said == ledger.expected
    ledger.expected.clear()


# --- what follows from the rest ---------------------------------------------------------------


def _search(rows: Rows) -> None:
    """Every ticket and every message with words is found by just these, by whom it is for."""
    tickets = {row["id"]: row for row in rows["tickets"]}
    expected = {
        (row["id"], None): ticket_words(
            row["number"],
            row["subject"],
            row["description"],
            row["requester_id"],
            row["tags"] or (),
        )
        for row in rows["tickets"]
    }
    for row in rows["ticket_messages"]:
        if row["text"]:
            expected[row["ticket_id"], row["id"]] = message_words(
                row["text"],
                tickets[row["ticket_id"]]["requester_id"],
                is_hidden=row["is_internal"]
                or row["is_undecided"]
                or row["delivery"].value == "withdrawn",
            )
    stored = rows["search_documents"]
    assert {(row["ticket_id"], row["message_id"]): row["words"] for row in stored} == expected
    assert len(stored) == len(expected)


def _tags(rows: Rows) -> None:
    names = {row["id"]: row["name"] for row in rows["tags"]}
    borne = {(row["number"], names[row["tag_id"]]) for row in rows["ticket_tags"]}
    assert borne == {(row["number"], tag) for row in rows["tickets"] for tag in row["tags"] or ()}
    for row in rows["tags"]:
        assert row["uses"] == sum(tag == row["name"] for _, tag in borne)
