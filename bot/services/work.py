"""One unit of work: what a service may read, decide on and record within one transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.access import Act, Actor, Denial, denial
from bot.rules.fair_use import DEFAULTS, FairUse
from bot.services.outgoing import Outgoing
from storage.engine import Database
from storage.enums import DraftKind, EventKind
from storage.models import Draft, Event, StaffGroup, Ticket, TicketMessage, User


class Refused(Exception):
    """The act is not allowed, or too late; nothing was changed. `key` names the sentence."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Unsettled(Exception):
    """What the update refers to was sent a moment ago and is not written down yet: come again."""


class LookFirst(Exception):
    """Something takes long to read: do so without a transaction, then handle the update anew.

    The result of `look` is handed to the handler as `Turn.facts`.
    """

    def __init__(self, look: Callable[[], Awaitable[Any]]) -> None:
        super().__init__("to be read before the transaction")
        self.look = look


@dataclass(frozen=True)
class Desk:
    """What stays the same while the desk runs."""

    database: Database
    default_language: str
    time_zone: ZoneInfo
    admin_ids: frozenset[int]
    bot_id: int
    bot_username: str
    fair_use: FairUse = DEFAULTS


@dataclass(frozen=True)
class Happening:
    """Something that was recorded, with the rows that a notice about it needs."""

    event: Event
    ticket: Ticket | None
    message: TicketMessage | None
    actor: User | None


@dataclass
class Work:
    """The transaction of one update (or one deadline), with everything it is about."""

    desk: Desk
    session: AsyncSession
    now: datetime
    group: StaffGroup | None
    out: Outgoing
    user: User | None = None  # who acts; None: the desk itself
    actor: Actor | None = None  # the same person as the access rule sees them
    chat_id: int = 0
    drafts: dict[DraftKind, Draft] = field(default_factory=dict)
    happenings: list[Happening] = field(default_factory=list)
    touched: dict[Any, Ticket] = field(default_factory=dict)  # cards to be shown anew
    fresh_topics: dict[Any, Ticket] = field(default_factory=dict)  # whose topics are being made

    def allow(self, act: Act, ticket: Ticket | None = None) -> User:
        """Return the acting person if they may do `act`; raises Refused with the reason."""
        if self.user is None or self.actor is None:
            raise Refused(Denial.NOT_AGENT)
        reason = denial(self.actor, act, ticket.requester_id if ticket else None)
        if reason is not None:
            raise Refused(reason)
        return self.user

    def may(self, act: Act) -> bool:
        """Whether the acting person may do `act`, for what is offered rather than done."""
        return self.actor is not None and denial(self.actor, act) is None

    def record(
        self,
        kind: EventKind,
        ticket: Ticket | None = None,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        message: TicketMessage | None = None,
        *,
        on_card: bool = True,
    ) -> Event:
        """Add a line to the audit; whoever has to hear of it is told when the work ends.

        `on_card` is whether the ticket's card shows anything of it. Raises Refused if the
        requester has had the ticket erased: nobody is there any more to do anything for.
        """
        if self.user is not None and ticket is not None and ticket.is_erased:
            raise Refused("erased-over", number=ticket.number)
        event = Event(
            ticket_id=ticket.id if ticket else None,
            actor_id=self.user.id if self.user else None,
            kind=kind,
            before=before or {},
            after=after or {},
            at=self.now,
        )
        self.session.add(event)
        self.happenings.append(Happening(event, ticket, message, self.user))
        if ticket is not None and on_card:
            self.touch(ticket)
        return event

    def touch(self, ticket: Ticket) -> None:
        """Have the ticket's card shown anew when the work ends."""
        self.touched[ticket.id] = ticket

    def draft(self, kind: DraftKind) -> Draft | None:
        """Return the person's unfinished conversation of this kind."""
        return self.drafts.get(kind)

    async def keep_draft(
        self, kind: DraftKind, data: dict[str, Any], step: str = "", due_at: datetime | None = None
    ) -> Draft:
        """Begin or go on with a conversation of the acting person."""
        draft = self.drafts.get(kind)
        if draft is None:
            assert self.user is not None
            draft = Draft(
                chat_id=self.chat_id,
                user_id=self.user.id,
                kind=kind,
                created_at=self.now,
                data=data,
            )
            self.session.add(draft)
            self.drafts[kind] = draft
        draft.data, draft.step, draft.due_at, draft.updated_at = data, step, due_at, self.now
        return draft

    async def end_draft(self, kind: DraftKind) -> None:
        """Forget a conversation that is over."""
        draft = self.drafts.pop(kind, None)
        if draft is None:
            return
        if draft in self.session.new:
            self.session.expunge(draft)
        else:
            await self.session.delete(draft)
            await self.session.flush()
