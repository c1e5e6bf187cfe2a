"""Deadlines that stand in the tables: unanswered questions, and what may be forgotten."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.context import Opener
from bot.i18n import texts
from bot.notices import digest as notice
from bot.rules.access import Actor
from bot.services import digest, routing
from bot.services.people import language_of
from bot.views import routing as view
from storage.engine import Database
from storage.enums import DraftKind
from storage.models import Draft, User
from storage.queries import files, inbox, outbox

log = logging.getLogger(__name__)

PERIOD_S = 5.0
PRUNE_EVERY = timedelta(hours=1)


class Ticker:
    """Looks for what is due every few seconds; each deadline is one transaction."""

    def __init__(self, database: Database, opener: Opener, committed: Callable[[], None]) -> None:
        self._database = database
        self._opener = opener
        self._committed = committed
        self._stopping = asyncio.Event()
        self._pruned_at: datetime | None = None
        self.turned_at = time.monotonic()

    async def run(self) -> None:
        """Tick until `stop`."""
        while not self._stopping.is_set():
            self.turned_at = time.monotonic()
            try:
                await self.tick(datetime.now(UTC))
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("A deadline could not be handled; it is tried again")
            try:
                async with asyncio.timeout(PERIOD_S):
                    await self._stopping.wait()
            except TimeoutError:
                pass

    def stop(self) -> None:
        """End `run`."""
        self._stopping.set()

    async def tick(self, now: datetime) -> None:
        """Handle everything that is due."""
        async with self._database.read() as session:
            query = select(Draft.chat_id, Draft.user_id, Draft.kind).where(Draft.due_at <= now)
            due = (await session.execute(query)).all()
        for chat_id, user_id, kind in due:
            try:
                await self._one(chat_id, user_id, kind, now)
            except Exception:  # one that is broken must not hold up the others
                log.exception("The deadline of a draft (%s) could not be handled", kind.value)
        await self._shorten_queue(now)
        async with self._database.read() as session:
            over = await files.any_over(session)
        if over:  # at once: what somebody asked for about themselves is not to lie about
            async with self._database.write() as session:
                await files.prune(session)
        if self._pruned_at is None or now - self._pruned_at > PRUNE_EVERY:
            async with self._database.write() as session:
                await inbox.prune(session, now)
                await outbox.prune(session, now)
            self._pruned_at = now

    async def _shorten_queue(self, now: datetime) -> None:
        """Have lists stand in for cards that wait too long for the staff group."""
        async with self._database.read() as session:
            work = await self._opener.desk_work(session, now)
            if not await digest.waiting(work):
                return
        async with self._database.write() as session:
            work = await self._opener.desk_work(session, now)
            await notice.stand_in(work)
            await self._opener.close(work)
        self._committed()

    async def _one(self, chat_id: int, user_id: int, kind: DraftKind, now: datetime) -> None:
        async with self._database.write() as session:
            draft = await session.get(Draft, (chat_id, user_id, kind), with_for_update=True)
            if draft is None or draft.due_at is None or draft.due_at > now:
                return
            work = await self._opener.desk_work(session, now)
            work.user = user = await session.get_one(User, user_id)
            work.actor = Actor(user_id, is_banned=user.is_banned)
            work.chat_id, work.drafts = chat_id, {kind: draft}
            if kind is DraftKind.LOOSE:
                result = await routing.remind(work)
                if isinstance(result, routing.Question):
                    screen = view.question(
                        result.loose.parts,
                        result.loose.stamp,
                        result.open_tickets,
                        result.closed,
                        texts(language_of(work, user)),
                    )
                    await work.out.show(chat_id, routing.QUESTION, screen)
                elif result is not None:
                    await work.out.withdraw(chat_id, routing.QUESTION)
            else:
                await work.end_draft(kind)
            await self._opener.close(work)
        self._committed()
