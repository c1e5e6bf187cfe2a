"""Typed callback data: every button's meaning is a small frozen class that fits in 64 bytes.

Whatever comes back is untrusted: `parse` gives None for anything that no button of ours carries,
and what a press refers to is checked against the presser by the access rule.
"""

import uuid
from dataclasses import dataclass, fields
from typing import ClassVar, Self

MAX_BYTES = 64  # https://core.telegram.org/bots/api#inlinekeyboardbutton
_TYPES: dict[str, type["Press"]] = {}


@dataclass(frozen=True)
class Press:
    """The base of all button data; fields are int, str or UUID, joined by colons."""

    code: ClassVar[str]

    def __init_subclass__(cls, code: str) -> None:
        if code in _TYPES:
            raise ValueError(f"{code} is taken by {_TYPES[code].__name__}")
        cls.code = code
        _TYPES[code] = cls

    def pack(self) -> str:
        """Return the callback data; ValueError if it does not fit."""
        parts = [self.code]
        for item in fields(self):
            value = getattr(self, item.name)
            parts.append(value.hex if isinstance(value, uuid.UUID) else str(value))
        data = ":".join(parts)
        if len(data.encode()) > MAX_BYTES or any(":" in part for part in parts):
            raise ValueError(f"callback data {data!r}")
        return data

    @classmethod
    def unpack(cls, parts: list[str]) -> Self:
        """Undo `pack`; ValueError for anything else."""
        expected = fields(cls)
        if len(parts) != len(expected):
            raise ValueError("wrong number of fields")
        values: dict[str, int | str | uuid.UUID] = {}
        for item, part in zip(expected, parts, strict=True):
            if item.type is int:
                values[item.name] = _number(part)
            elif item.type is uuid.UUID:
                values[item.name] = uuid.UUID(hex=part)
            else:
                values[item.name] = part
        return cls(**values)


def _number(part: str) -> int:
    number = int(part)
    if str(number) != part or abs(number) >= 2**53:
        raise ValueError("not a number of ours")
    return number


def parse(data: str | None) -> Press | None:
    """Return what a pressed button means, or None if no button of ours carries this data."""
    code, _, rest = (data or "").partition(":")
    kind = _TYPES.get(code)
    if kind is None:
        return None
    try:
        return kind.unpack(rest.split(":") if rest else [])
    except ValueError:
        return None


# --- requester: the form ---------------------------------------------------------------------


@dataclass(frozen=True)
class FormChoice(Press, code="f"):
    """An answer picked at a step of the form (category id, priority)."""

    step: str
    value: str


@dataclass(frozen=True)
class FormGo(Press, code="fg"):
    """Move within the form, away from `step`: back, next, send, cancel, or a step to change."""

    step: str
    to: str


# --- requester: menu, lists, tickets ----------------------------------------------------------


@dataclass(frozen=True)
class Menu(Press, code="m"):
    """A button of the start menu: new, tickets, language, help."""

    to: str


@dataclass(frozen=True)
class SetLanguage(Press, code="l"):
    """Choose a language."""

    language: str


@dataclass(frozen=True)
class OwnList(Press, code="ol"):
    """One's own tickets by a look (`rules.lists`) and category (0: any), next to `number`."""

    look: str
    category_id: int
    number: int  # 0: from the beginning


@dataclass(frozen=True)
class OpenTicket(Press, code="o"):
    """One's own ticket at a page of its conversation (0: the last)."""

    number: int
    page: int


@dataclass(frozen=True)
class OwnTicket(Press, code="t"):
    """Do something with one's own ticket: reply, files, transcript, solved, reopen, stop."""

    number: int
    act: str


@dataclass(frozen=True)
class RouteTo(Press, code="to"):
    """Loose words belong to ticket `number` (0: to a new one); `stamp` names the question."""

    number: int
    stamp: int


@dataclass(frozen=True)
class NotThisTicket(Press, code="nt"):
    """Words were put in the wrong ticket: ask where the burst belongs."""

    burst: uuid.UUID


@dataclass(frozen=True)
class MoveBurst(Press, code="mv"):
    """A burst belongs to ticket `number` (0: to a new one, -1: stays where it is)."""

    number: int
    burst: uuid.UUID


@dataclass(frozen=True)
class AnswerClose(Press, code="ac"):
    """Say whether one's ticket may be closed: `accept` or `help`."""

    number: int
    choice: str


@dataclass(frozen=True)
class Rate(Press, code="r"):
    """Rate the help with one's own ticket, from 1 to 5."""

    number: int
    score: int


@dataclass(frozen=True)
class RatingComment(Press, code="rc"):
    """The words that go with a rating: `add` them, or `skip` them."""

    number: int
    act: str


@dataclass(frozen=True)
class CommentToTicket(Press, code="rt"):
    """The words taken as a comment, said in `message_id`, were meant for the ticket."""

    number: int
    message_id: int


@dataclass(frozen=True)
class PrivacyPress(Press, code="pv"):
    """One's own data: get, erase, sure, now, keep; `stamp` is that of the question, 0 for none."""

    act: str
    stamp: int


# --- search, in both places ------------------------------------------------------------------


@dataclass(frozen=True)
class SearchPage(Press, code="fd"):
    """A page of what a search found, from 1; the words stand in the message itself."""

    page: int


# --- staff group ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Card(Press, code="c"):
    """Do something with the ticket of a card: take, release, resolve, close, reopen, or a menu."""

    number: int
    act: str


@dataclass(frozen=True)
class AssignTo(Press, code="as"):
    """Assign the ticket to a known agent."""

    number: int
    user_id: int


@dataclass(frozen=True)
class SetStatus(Press, code="ss"):
    """Set the ticket's status."""

    number: int
    status: str


@dataclass(frozen=True)
class SetPriority(Press, code="sp"):
    """Set the ticket's priority."""

    number: int
    priority: str


@dataclass(frozen=True)
class SetCategory(Press, code="sc"):
    """Set the ticket's category (0: none)."""

    number: int
    category_id: int


@dataclass(frozen=True)
class Conversation(Press, code="cv"):
    """The whole conversation, notes included, at a page (0: the last)."""

    number: int
    page: int


@dataclass(frozen=True)
class Log(Press, code="lg"):
    """The audit of a ticket at a page (0: the last)."""

    number: int
    page: int


@dataclass(frozen=True)
class Who(Press, code="wh"):
    """Who ticket `number` is from; their other tickets after (`a`) or before (`b`) `other`."""

    number: int
    other: int  # 0: from the beginning
    way: str


@dataclass(frozen=True)
class DeskLog(Press, code="dl"):
    """What the audit has besides tickets, at a page (0: the last)."""

    page: int


@dataclass(frozen=True)
class Decide(Press, code="d"):
    """Say whether an undecided message is sent (`send`) or kept as a note (`note`)."""

    message_id: uuid.UUID
    choice: str


@dataclass(frozen=True)
class ReopenAndSend(Press, code="rs"):
    """Reopen the closed ticket and send the answer that was refused."""

    message_id: uuid.UUID


@dataclass(frozen=True)
class Queue(Press, code="q"):
    """The group's list by a look (`rules.lists`), whose and category, next to ticket `number`.

    `whose` is 0 for everybody's, -1 for nobody's, -2 for the presser's, else an agent's id;
    `owed` is when the team's turn began at that ticket, in seconds since 1970.
    """

    look: str
    whose: int
    category_id: int  # 0: any
    owed: int
    number: int  # 0: from the beginning


@dataclass(frozen=True)
class TagQueue(Queue, code="qt"):
    """The same list, of the tickets that bear a tag."""

    tag_id: int


@dataclass(frozen=True)
class SetTag(Press, code="tg"):
    """Put a tag on the ticket (`is_on` 1), or take it off (0)."""

    number: int
    tag_id: int
    is_on: int


@dataclass(frozen=True)
class ShowCard(Press, code="sh"):
    """Show the card of a ticket at the bottom of the group."""

    number: int


@dataclass(frozen=True)
class Merge(Press, code="mg"):
    """Merge a duplicate into another ticket (`do`), or leave both as they are (`cancel`)."""

    number: int
    into: int
    choice: str


@dataclass(frozen=True)
class Stats(Press, code="st"):
    """The statistics of a period: today, week, month, all; by desk, agent, category."""

    period: str
    by: str


@dataclass(frozen=True)
class CannedPage(Press, code="cp"):
    """A page of the canned replies, from 1."""

    page: int


@dataclass(frozen=True)
class ShowCanned(Press, code="cs"):
    """Look at a canned reply."""

    reply_id: int


@dataclass(frozen=True)
class DropCanned(Press, code="cd"):
    """Delete a canned reply; asked first unless `sure` is 1."""

    reply_id: int
    sure: int


@dataclass(frozen=True)
class LiftBan(Press, code="lb"):
    """Let a banned person write again."""

    user_id: int


@dataclass(frozen=True)
class FormInto(Press, code="fi"):
    """Put what was typed into the form into one's own ticket: one more would be too many."""

    number: int


@dataclass(frozen=True)
class CategoryMenu(Press, code="ca"):
    """The menu of categories: `act` is list, open, add, hide, up, name-en, colour-3, …"""

    category_id: int
    act: str


@dataclass(frozen=True)
class AgentMenu(Press, code="ag"):
    """The list of the team: `act` is list, open, on, off, release."""

    user_id: int
    act: str


@dataclass(frozen=True)
class SettingMenu(Press, code="se"):
    """The menu of settings: a limit's `name` with its new value (-1: choose, -2: the default)."""

    name: str
    value: int
