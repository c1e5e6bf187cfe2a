"""The two forms of an export: lines of JSON for programs, tables of CSV for spreadsheets."""

import csv
from typing import Any, Protocol

from bot.export.target import Open
from bot.views import export as view
from bot.views.export import Record
from bot.views.names import category_of
from storage.queries.export import Found, Message


class Format(Protocol):
    """What is told of every ticket, in this order: begin, what was said, what was done, end."""

    def begin(self, ticket: Found) -> None:
        """Begin a ticket."""

    def message(self, message: Message) -> None:
        """Add something said in it."""

    def event(self, event: Found) -> None:
        """Add something done to it; between tickets, what was done to none."""

    def end(self) -> None:
        """End the ticket."""


class JsonLines:
    """A line for each ticket with its messages and log in it, written as they are read."""

    def __init__(self, open_table: Open, *, notes: bool, log: bool, language: str) -> None:
        self._out = open_table("export")
        self._notes, self._log = notes, log
        self._list: str | None = None  # which of a ticket's is being written; None between tickets
        self._separator = ""

    def begin(self, ticket: Found) -> None:
        """Begin a line."""
        record = view.json_text({"type": "ticket", **view.ticket_record(ticket)})
        self._out.write(f'{record[:-1]},"messages":[')
        self._list, self._separator = "messages", ""

    def message(self, message: Message) -> None:
        """Add a message to it."""
        self._add(view.message_record(message))

    def event(self, event: Found) -> None:
        """Add an event to it, or a line of its own."""
        record = view.event_record(event, notes=self._notes)
        if self._list is None:
            self._out.write(view.json_text({"type": "event", **record}) + "\n")
            return
        if self._list == "messages":
            self._out.write('],"log":[')
            self._list, self._separator = "log", ""
        self._add(record)

    def end(self) -> None:
        """End the line; a log that was asked for is there even if it is empty."""
        self._out.write('],"log":[]}\n' if self._log and self._list == "messages" else "]}\n")
        self._list = None

    def _add(self, record: Record) -> None:
        self._out.write(self._separator + view.json_text(record))
        self._separator = ","


class Csv:
    """A table each for tickets, messages, attachments and the log, tied by the ticket's number."""

    def __init__(self, open_table: Open, *, notes: bool, log: bool, language: str) -> None:
        self._notes = notes
        self._language = language
        self._number: int | None = None
        self._tables: dict[str, Any] = {}
        for name in view.TABLES:
            if log or name != "log":
                self._tables[name] = csv.writer(open_table(name), quoting=csv.QUOTE_MINIMAL)
                self._tables[name].writerow(view.header(name))

    def begin(self, ticket: Found) -> None:
        """Add a ticket."""
        record = view.ticket_record(ticket)
        if record["category"] is not None:
            record["category"] = category_of(record["category"], self._language)
        self._number = record["number"]
        self._add("tickets", record)

    def message(self, message: Message) -> None:
        """Add a message and its files."""
        record = {"ticket": self._number, **view.message_record(message)}
        self._add("messages", record)
        for file in record["attachments"]:
            self._add(
                "attachments", {"ticket": self._number, "position": record["position"], **file}
            )

    def event(self, event: Found) -> None:
        """Add a line of the log."""
        record = view.event_record(event, notes=self._notes)
        self._add("log", {"ticket": self._number, **record})

    def end(self) -> None:
        """What follows belongs to no ticket."""
        self._number = None

    def _add(self, table: str, record: Record) -> None:
        self._tables[table].writerow(view.cells(table, record))


FORMATS: dict[str, type[JsonLines] | type[Csv]] = {"jsonl": JsonLines, "csv": Csv}
