"""Rows → what an export says of them: records for JSON Lines, cells for CSV."""

import json
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from storage.queries.export import Found, Message

Record = dict[str, Any]

# A spreadsheet takes a cell with such a beginning for a formula, the wide ones in some countries.
# The quote itself is among them, so that taking one off always gives the words back.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
WORDS = {"text", "file", "content"}  # what the audit keeps of messages: of internal ones, too

# The tables of a CSV export and their columns, by the way to them through a record.
TABLES: dict[str, tuple[str, ...]] = {
    "tickets": (
        "number",
        "id",
        "subject",
        "description",
        "status",
        "priority",
        "category",
        "requester.id",
        "requester.name",
        "requester.username",
        "requester.language",
        "assignee.id",
        "assignee.name",
        "follow_up_of",
        "merged_into",
        "duplicates",
        "links",
        "tags",
        "created_at",
        "updated_at",
        "first_responded_at",
        "resolved_at",
        "closed_at",
        "rating.score",
        "rating.comment",
        "rating.agent.id",
        "rating.agent.name",
        "rating.asked_at",
        "rating.rated_at",
        "source",
    ),
    "messages": (
        "ticket",
        "position",
        "id",
        "author.id",
        "author.name",
        "kind",
        "text",
        "extra",
        "is_internal",
        "is_undecided",
        "is_staff_reply",
        "delivery",
        "split_into",
        "created_at",
        "edited_at",
    ),
    "attachments": (
        "ticket",
        "position",
        "kind",
        "filename",
        "file_size",
        "mime_type",
        "file_id",
        "file_unique_id",
        "uploaded_at",
        "copy",
        "copy_type",
    ),
    "log": ("ticket", "at", "kind", "actor.id", "actor.name", "before", "after"),
}


def ticket_record(row: Found) -> Record:
    """Return what an export says of a ticket, its conversation aside."""
    rating = None
    if row.rating_asked_at is not None:
        rating = {
            "score": row.rating_score,
            "comment": row.rating_comment,
            "comment_entities": row.rating_comment_entities,
            "agent": _person(row, "rating_agent"),
            "asked_at": row.rating_asked_at,
            "rated_at": row.rating_rated_at,
        }
    requester = _person(row, "requester") or {}
    requester["username"] = row.requester_username
    requester["language"] = row.requester_language or row.requester_language_code
    return {
        "number": row.number,
        "id": row.id,
        "subject": row.subject,
        "description": row.description,
        "description_entities": row.description_entities,
        "status": row.status,
        "priority": row.priority,
        "category": row.category,
        "requester": requester,
        "assignee": _person(row, "assignee"),
        "follow_up_of": row.follow_up_of,
        "merged_into": row.merged_into,
        "duplicates": row.duplicates or [],
        "links": row.links or [],
        "tags": row.tags or [],
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "first_responded_at": row.first_responded_at,
        "resolved_at": row.resolved_at,
        "closed_at": row.closed_at,
        "rating": rating,
        "source": row.source,
    }


def message_record(message: Message) -> Record:
    """Return what an export says of a message, with its files."""
    row = message.row
    return {
        "id": row.id,
        "position": row.position,
        "author": _person(row, "author"),
        "kind": row.kind,
        "text": row.text,
        "entities": row.entities,
        "extra": row.extra,
        "is_internal": row.is_internal,
        "is_undecided": row.is_undecided,
        "is_staff_reply": row.is_staff_reply,
        "delivery": row.delivery,
        "split_into": row.split_into,
        "created_at": row.created_at,
        "edited_at": row.updated_at,
        "attachments": [
            _attachment(file, message.copies.get(file.sha256)) for file in message.attachments
        ],
    }


def event_record(row: Found, *, notes: bool) -> Record:
    """Return a line of the audit; the words of messages in it only together with notes."""
    return {
        "at": row.at,
        "kind": row.kind,
        "actor": _person(row, "actor"),
        "before": row.before if notes else _without_words(row.before),
        "after": row.after if notes else _without_words(row.after),
    }


def json_text(value: Any) -> str:
    """Return a record as JSON on one line."""
    return _ENCODER.encode(value)


def cells(table: str, record: Record) -> list[str]:
    """Return a record's cells in the table's columns, none of which a spreadsheet would run."""
    return [_cell(_at(record, way)) for way in TABLES[table]]


def header(table: str) -> list[str]:
    """Return the names of the table's columns."""
    return [way.replace(".", "_") for way in TABLES[table]]


def harmless(text: str) -> str:
    """Return text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def _person(row: Found, prefix: str) -> Record | None:
    person_id = getattr(row, f"{prefix}_id")
    if person_id is None:
        return None
    names = (getattr(row, f"{prefix}_first_name"), getattr(row, f"{prefix}_last_name"))
    return {"id": person_id, "name": " ".join(name for name in names if name)}


def _attachment(row: Found, copy: str | None) -> Record:
    return {
        "kind": row.kind,
        "filename": row.filename,
        "file_size": row.file_size,
        "mime_type": row.mime_type,
        "file_id": row.file_id,
        "file_unique_id": row.file_unique_id,
        "uploaded_at": row.uploaded_at,
        "copy": copy,  # from where the export is
        "copy_type": row.kept_type if copy else None,  # by what is in it
    }


def _without_words(change: Record) -> Record:
    return {name: value for name, value in change.items() if name not in WORDS}


def _plain(value: Any) -> str:
    """Return what JSON has no form for: instants in UTC, ids."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value)


def _at(record: Record, way: str) -> Any:
    value: Any = record
    for name in way.split("."):
        if value is None:
            return None
        value = value[name]
    return value


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Enum():
            return str(value.value)
        case str():
            return harmless(value)
        case dict() | list():
            return harmless(json_text(value))
    return _plain(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_plain, separators=(",", ":"))
