"""`helpdesk parked`: what was given up, why, and how it is tried again.

It works beside a running desk. What Telegram sent is other people's words: control characters in
it never reach the terminal.
"""

import asyncio
import json
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.beside import NotReady, check, reason, refuse_missing
from bot.config import Settings
from bot.rules.raw import part, read
from storage.engine import Database
from storage.models import InboxRow, MessageLink
from storage.queries import parked

WHAT = {  # of an update, and what people call it
    "message": "a message",
    "edited_message": "an edit",
    "callback_query": "a press",
    "my_chat_member": "a change of the bot's own membership",
    "chat_member": "a change of a membership",
}


def run(settings: Settings, act: str, reference: str | None) -> int:
    """List, show or retry; 0 if that could be done, else 1 with a sentence."""
    try:
        said = asyncio.run(_run(settings, act, reference))
    except NotReady as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    print(said)  # noqa: T201
    return 0


async def _run(settings: Settings, act: str, reference: str | None) -> str:
    url = settings.database_url.get_secret_value()
    refuse_missing(url)
    database = Database(url)
    try:
        await check(database)
        if act == "retry":
            return await _retry(database, reference)
        async with database.read() as session:
            rows = await parked.found(session, reference)
        if act == "show":
            if not rows:
                raise NotReady(f"Nothing is parked under {_plain(reference or '')}.")
            return "\n\n".join(_whole(row, settings) for row in rows)
        return _list(rows, settings)
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise NotReady(f"The database cannot be used: {reason(error)}.") from None
    finally:
        await database.close()


async def _retry(database: Database, reference: str | None) -> str:
    now = datetime.now(UTC)
    back: dict[int, str] = {}
    over: list[int] = []
    said: list[str] = []
    async with database.write() as session:
        rows = await parked.found(session, reference, locked=True)
        for row in rows:
            name = row.reference or f"update {row.update_id}"
            if row.payload is None:
                over.append(row.id)
                said.append(f"{name} is off the list: its words have been erased.")
            elif row.kept_in is None:
                back[row.id] = row.payload
                said.append(f"{name} is put back: a running desk handles it within seconds.")
            elif await _is_whole_there(session, row.payload):
                over.append(row.id)
                said.append(f"{name} is off the list: all of it stands in #{row.kept_in}.")
            else:
                back[row.id] = _without_words(row.payload)
                said.append(f"{name} is put back without its words: they are in #{row.kept_in}.")
        await parked.put_back(session, back, now)
        await parked.settle(session, over, now)
    if reference is not None and not rows:
        raise NotReady(f"Nothing is parked under {_plain(reference)} (any more).")
    return "\n".join(dict.fromkeys(said)) or "Nothing is parked."


async def _is_whole_there(session: AsyncSession, payload: str) -> bool:
    """Whether a message stands in a ticket with all that came with it: it is linked then."""
    message = part(read(payload).get("message"))
    place = (part(message.get("chat")).get("id"), message.get("message_id"))
    return await session.get(MessageLink, place) is not None


def _without_words(payload: str) -> str:
    update = read(payload)
    for name in ("caption", "caption_entities"):
        update["message"].pop(name, None)
    return json.dumps(update, ensure_ascii=False, separators=(",", ":"))


def _list(rows: Sequence[InboxRow], settings: Settings) -> str:
    if not rows:
        return "Nothing is parked."
    lines = []
    for name, group in groupby(rows, key=lambda row: row.reference):
        first, *rest = group
        more = f" ({len(rest) + 1} parts)" if rest else ""
        lines.append(f"{name or '-':8}  {_when(first, settings)}  {_who(first)}{more}")
        if first.kept_in is not None:
            lines.append(f"          the words are kept in #{first.kept_in}")
        lines.append(f"          {_why(first)}")
    lines.append(
        "helpdesk parked show REFERENCE has all of it, helpdesk parked retry tries again."
    )
    return "\n".join(lines)


def _whole(row: InboxRow, settings: Settings) -> str:
    lines = [
        f"Reference  {row.reference or '-'}",
        f"Parked     {_when(row, settings)}, after {row.attempts + 1} tries",
        f"What       {_who(row)}",
        f"Why        {_why(row)}",
    ]
    if row.kept_in is not None:
        lines.append(f"Kept in    #{row.kept_in}")
    if row.payload is None:
        return "\n".join([*lines, "Its words have been erased."])
    try:
        update = json.dumps(json.loads(row.payload), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        update = row.payload
    return "\n".join([*lines, *map(_plain, update.split("\n"))])


def _when(row: InboxRow, settings: Settings) -> str:
    assert row.parked_at is not None
    return f"{row.parked_at.astimezone(settings.time_zone):%Y-%m-%d %H:%M:%S}"


def _why(row: InboxRow) -> str:
    return _plain((row.error or "?").removeprefix(f"{row.reference}: ").split("\n")[0])[:300]


def _who(row: InboxRow) -> str:
    """Say what it is, of whom, and in which chat, as far as that makes sense."""
    update = read(row.payload)
    kind = next((key for key, value in update.items() if isinstance(value, dict)), "")
    body = part(update.get(kind))
    person = part(body.get("from"))
    chat = part(body.get("chat")) or part(part(body.get("message")).get("chat"))
    said = [WHAT.get(kind, "something that Telegram should not send")]
    if person:
        said.append(f"of {_name(person, ('first_name', 'last_name'))}")
    if chat and chat.get("type") == "private":
        said.append("in their private chat")
    elif chat:
        said.append(f"in {_name(chat, ('title',))}")
    return " ".join(said)


def _name(of: dict[str, Any], names: Iterable[str]) -> str:
    words = [str(of[name]) for name in names if of.get(name)]
    if of.get("username"):
        words.append(f"@{of['username']}")
    return _plain(" ".join([*words, f"({of.get('id', '?')})"]))


def _plain(text: str) -> str:
    """Return text that cannot do anything to a terminal."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
