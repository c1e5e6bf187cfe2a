"""Reads all that the desk has shown anybody since the last look, and finds what may not be there.

The playground's journal is the strictest source: every call of the bot, every message as it came
to stand in a chat or was edited to, every popup, every file the bot made.
"""

import asyncio
import json
import logging
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.config import Settings
from bot.export import Order, run
from bot.i18n import languages, texts
from storage.enums import Delivery, EventKind
from storage.models import Event, InboxRow, Ticket, TicketAttachment, TicketMessage
from tests.canary.marks import Leak, Marks, Said
from tests.desk import Desk

_BEGIN = "\0"
FAILED = [
    texts(language)(key, reference=_BEGIN).split(_BEGIN)[0][:40]
    for language in languages()
    for key in ("failed", "failed-press", "failed-staff")
]


class Errors(logging.Handler):
    """Keeps what the bot logs as an error: a walk in which anything is logged so has failed."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(self.format(record))


class Lookout:
    """Looks at every chat; `doing` tells what was done last, for the report of a leak."""

    def __init__(self, desk: Desk, marks: Marks, doing: Callable[[], str]) -> None:
        self.desk = desk
        self.marks = marks
        self.doing = doing
        self.errors = Errors()
        self.owners: dict[int, int] = {}  # ticket number → its requester
        self.rows: dict[str, list[tuple[TicketMessage, int]]] = {}  # mark → with its requester
        self.buttons: dict[int, list[tuple[int, str]]] = {}  # chat → message, data: all ever seen
        self.read = 0  # texts of the desk that were looked at in private chats
        self.erased = 0  # people, each as often as they had it done
        self.leaks: list[str] = []
        self._events = self._calls = 0

    async def look(self, actor: int | None) -> None:
        """Wait until all is quiet, then read everything new; `actor` has just done something."""
        await self.desk.quiet()
        await self._know(actor)
        journal = self.desk.playground.world.journal
        new = journal.after(self._events)
        assert journal.seq - self._events <= len(new), "the journal was too short"
        self._events = journal.seq
        for event in new:
            self._event(event)
        calls = journal.requests(self._calls)
        for call in calls:
            self._calls = call["n"]
            self._call(call)
        await self._nothing_failed()
        self._tell()

    def _tell(self) -> None:
        """Raise Leak for all that was found; each is told of once."""
        if self.leaks:
            leaks, self.leaks = self.leaks, []
            raise Leak("\n\n".join([self.doing(), *leaks]))

    async def look_into_exports(self) -> None:
        """Export everything but notes, with the log, and find no word of a note in it."""
        for name, text in await asyncio.to_thread(exported, self.desk.settings()):
            self._without_notes(text, f"the export's {name}")
        self._tell()

    # --- what the desk knows ---------------------------------------------------------------

    async def _know(self, actor: int | None) -> None:
        """Read which words stand in which ticket; all of somebody's are dead once erased."""
        async with self.desk.database.read() as session:
            erased = await session.scalar(
                select(func.count()).select_from(Event).where(Event.kind == EventKind.ERASED)
            )
            if (erased or 0) > self.erased:
                self.erased = erased or 0
                assert actor is not None
                self._bury(actor)
            found = await session.execute(select(Ticket.id, Ticket.number, Ticket.requester_id))
            requesters: dict[uuid.UUID, int] = {}
            for ticket_id, number, requester_id in found:
                requesters[ticket_id] = self.owners[number] = requester_id
            files: dict[uuid.UUID, list[str]] = {}
            named = select(TicketAttachment.message_id, TicketAttachment.filename)
            for message_id, filename in await session.execute(named):
                files.setdefault(message_id, []).append(filename or "")
            messages = list(await session.scalars(select(TicketMessage)))
        self.rows = {}
        for row in messages:
            words = f"{row.text} {row.extra} {files.get(row.id)}"
            for mark, _ in self.marks.known_in(words):
                self.rows.setdefault(mark, []).append((row, requesters[row.ticket_id]))

    def _bury(self, requester: int) -> None:
        """Nothing that somebody said, or that was said in their tickets, is shown any more."""
        for said in self.marks.said.values():
            if said.what in ("name", "canned", "category"):
                continue
            if said.by == requester or requester in said.readers:
                said.is_erased = True
        for mark, rows in self.rows.items():  # as they were before
            said = self.marks.said[mark]
            if said.what != "canned" and all(owner == requester for _, owner in rows):
                said.is_erased = True

    # --- what the desk has shown -------------------------------------------------------------

    def _event(self, event: dict[str, Any]) -> None:
        """Look at what came to stand in a chat."""
        if event["type"] == "answer":
            if event["chat_id"] == self.desk.group_id:
                return  # whoever presses there is told no more than what the group may read
            self.check(event.get("text") or "", event["user_id"], "a popup")
        if event["type"] not in ("message", "edited"):
            return
        message = dict(event["message"])
        # What it replies to was looked at when it came.
        for other in ("reply_to_message", "pinned_message"):
            message.pop(other, None)
        chat_id = event["chat_id"]
        for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
            for button in row:
                if "callback_data" in button:
                    seen = self.buttons.setdefault(chat_id, [])
                    seen.append((message["message_id"], button["callback_data"]))
        if message["from"]["id"] != self.desk.playground.world.bot_id:
            return
        self.check(shown(message), chat_id, f"a message ({event['type']})")
        if "document" in message:
            self._file(message["document"], chat_id)

    def _call(self, call: dict[str, Any]) -> None:
        """Look at what the bot asked Telegram to show, whether it did or not."""
        if "chat_id" in call["params"]:
            self.check(shown(call["params"]), int(call["params"]["chat_id"]), call["method"])

    def _file(self, document: dict[str, Any], chat_id: int) -> None:
        """Look into a file that the desk made itself."""
        file = self.desk.playground.world.files.by_id[document["file_id"]]
        if file.data is None:
            return  # somebody's own, made up
        text = file.data.decode(errors="replace")
        self.check(text, chat_id, f"the file {file.name}")
        if chat_id == self.desk.group_id and "internal" not in file.name:
            self._without_notes(text, f"the file {file.name}")

    def _without_notes(self, text: str, where: str) -> None:
        """Take down every word of a note, or of somebody erased, in what is made without them."""
        for mark, said in self.marks.known_in(text):
            rows = self.rows.get(mark, [])
            if said.what == "note" or said.is_erased or any(row.is_internal for row, _ in rows):
                self._leak(mark, said, text, f"{where}, made without notes")

    def check(self, text: str, chat_id: int, where: str) -> None:
        """Take down every word that somebody in this chat reads and that is not for them."""
        place = f"{where} in chat {chat_id}"
        for start in FAILED:
            if start in text:
                self.leaks.append(f"{place} says that something failed:\n{text}")
        if chat_id != self.desk.group_id:
            self.read += 1
        for mark, said in self.marks.known_in(text):
            if said.is_erased:
                self._leak(mark, said, text, f"{place}, after its erasure")
            if chat_id == self.desk.group_id or said.is_for_all:
                continue
            if chat_id not in said.readers:
                self._leak(mark, said, text, place)
            rows = self.rows.get(mark, [])
            if said.what == "name":
                continue  # may stand in what others said: a canned reply addresses its reader
            public = any(owner == chat_id and is_public(row) for row, owner in rows)
            if (rows or said.what == "canned") and not public:
                self._leak(mark, said, text, f"{place}, although it is kept from them")

    def _leak(self, mark: str, said: Said, text: str, where: str) -> None:
        at = text.lower().index(mark)
        self.leaks.append(
            f"{mark} ({said.what} of {said.by}, said in step {said.step}, for "
            f"{sorted(said.readers)}) stands in {where}:\n…{text[max(0, at - 500) : at + 500]}…"
        )

    async def _nothing_failed(self) -> None:
        faults = list(self.desk.playground.world.journal.faults)
        async with self.desk.database.read() as session:
            parked = list(
                await session.scalars(select(InboxRow).where(InboxRow.parked_at.is_not(None)))
            )
        self.leaks += [*map(str, faults), *self.errors.found]
        self.leaks += [f"parked: {row.error} {row.payload}" for row in parked]


def exported(settings: Settings) -> list[tuple[str, str]]:
    """Return the files of `helpdesk export`, without notes; its loop is one of its own."""
    with tempfile.TemporaryDirectory(prefix="helpdesk-canary-") as name:
        folder = Path(name)
        for form, output in (("jsonl", "export.jsonl"), ("csv", "tables")):
            order = Order(form, str(folder / output), log=True)
            assert run(settings, order) == 0
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert files
        return [(path.name, path.read_text("utf-8")) for path in files]


def is_public(row: TicketMessage) -> bool:
    """Whether the ticket's requester may be shown a message."""
    return not row.is_internal and not row.is_undecided and row.delivery is not Delivery.WITHDRAWN


def shown(content: Any) -> str:
    """Return all words of something, however deep they stand in it."""
    return json.dumps(content, ensure_ascii=False)
