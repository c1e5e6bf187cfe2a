"""Somebody's data as files for them: JSON for machines, HTML to read.

Only what they said and received: an agent is a first name here, and of what the team keeps for
itself nothing is even read.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from bot.i18n import Texts
from bot.views.names import agent_name, category_name
from bot.views.transcript import Chapter, transcript
from storage.models import Rating, Ticket, TicketMessage, User
from storage.queries.privacy import Data

CAME_WITH = ("language_code", "payload")  # what else the desk remembers of it is its own
SAID = ("subject", "text")  # where a draft keeps what somebody typed


def files(data: Data, t: Texts, zone: tzinfo, at: datetime) -> tuple[bytes, bytes]:
    """Return the JSON and the HTML, both in UTF-8."""
    messages: dict[UUID, list[TicketMessage]] = defaultdict(list)
    for message in data.messages:
        messages[message.ticket_id].append(message)
    ratings = {rating.ticket_id: rating for rating in data.ratings}
    chapters = [
        Chapter(ticket, messages[ticket.id], ratings.get(ticket.id)) for ticket in data.tickets
    ]
    document = {
        "made_at": at,
        "you": _profile(data.person),
        "tickets": [
            _ticket(item.ticket, item.messages, item.rating, t.language) for item in chapters
        ],
        "not_sent_yet": [said for draft in data.drafts for said in _said(draft.data)],
    }
    plain = json.dumps(document, ensure_ascii=False, indent=2, default=_moment)
    html = transcript(chapters, t, zone, for_staff=False, notes=False, at=at)
    return plain.encode(), html.encode()


def _moment(at: datetime) -> str:
    return at.isoformat()


def _profile(person: User) -> dict[str, Any]:
    profile = {
        "telegram_id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language_of_telegram": person.language_code,
        "language_chosen_here": person.language,
        "known_since": person.created_at,
    }
    if person.is_banned:
        profile["banned"] = {"until": person.banned_until, "reason": person.ban_reason}
    return profile


def _ticket(
    ticket: Ticket, messages: Sequence[TicketMessage], rating: Rating | None, language: str
) -> dict[str, Any]:
    category = ticket.category
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "description": ticket.description,
        "status": ticket.status,
        "priority": ticket.priority,
        "category": category_name(category, language) if category else None,
        "came_with": {key: ticket.source[key] for key in CAME_WITH if key in ticket.source},
        "opened_at": ticket.created_at,
        "first_answered_at": ticket.first_responded_at,
        "resolved_at": ticket.resolved_at,
        "closed_at": ticket.closed_at,
        "rating": {
            "stars": rating.score,
            "comment": rating.comment,
            "rated_at": rating.rated_at,
        }
        if rating
        else None,
        "messages": [_message(message) for message in messages],
    }


def _message(message: TicketMessage) -> dict[str, Any]:
    by_staff = message.is_staff_reply
    return {
        "from": agent_name(message.author) if by_staff else "you",
        "by_our_team": by_staff,
        "at": message.created_at,
        "edited_at": message.updated_at,
        "kind": message.kind,
        "text": message.text,
        "formatting": message.entities,
        "more": message.extra,
        "files": [
            {
                "kind": file.kind,
                "name": file.filename,
                "size": file.file_size,
                "mime_type": file.mime_type,
                "sent_at": file.uploaded_at,
            }
            for file in message.attachments
        ],
    }


def _said(data: Any) -> Iterator[str]:
    """Yield what somebody typed into something that is not sent yet."""
    if isinstance(data, list):
        for item in data:
            yield from _said(item)
    if isinstance(data, dict):
        for key, value in data.items():
            if key in SAID and isinstance(value, str) and value:
                yield value
            else:
                yield from _said(value)
