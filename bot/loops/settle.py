"""Writing down how calls ended, and what follows: links, receipts, failures told in words."""

import logging
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Opener
from bot.loops.outcome import Outcome, Verdict
from bot.services import delivery, group
from bot.services.work import Work
from storage.enums import LinkRole, OutboxRank, OutboxState
from storage.models import ChatPause, MessageLink, OutboxRow
from storage.queries import outbox

log = logging.getLogger(__name__)

STORM_CHATS = 3
STORM_WINDOW_S = 5.0
NO_RIGHTS_WAIT = timedelta(seconds=30)
MAX_BACKOFF_S = 30.0
NOTICE_TRIES = 2  # a mere notice in doubt is repeated once at most
RECEIPT_TRIES = 10  # a reaction may be repeated: nobody sees it twice


class Settler:
    """Turns outcomes into rows within the delivery loop's transaction."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._floods: deque[tuple[float, int]] = deque()

    def storm(self, outcome: Outcome, clock: float) -> bool:
        """Whether so many chats were told to wait within moments that all had better be silent."""
        self._floods.append((clock, outcome.chat_id))
        while self._floods[0][0] < clock - STORM_WINDOW_S:
            self._floods.popleft()
        return len({chat for _, chat in self._floods}) >= STORM_CHATS

    def in_doubt(self, row: OutboxRow, now: datetime) -> None:
        """People's words are sent again; a notice once at most; an answer never."""
        tries = {
            OutboxRank.CONTENT: float("inf"),
            OutboxRank.NOTICE: NOTICE_TRIES,
            OutboxRank.RECEIPT: RECEIPT_TRIES,
        }
        if row.attempts < tries.get(row.rank, 0):
            self._again(row, now)
        else:
            row.state, row.finished_at = OutboxState.DROPPED, now

    def _again(self, row: OutboxRow, now: datetime, wait: timedelta | None = None) -> None:
        seconds = min(MAX_BACKOFF_S, 0.25 * 2 ** min(row.attempts, 8))
        row.state, row.lease_until = OutboxState.PENDING, None
        row.due_at = now + (wait or timedelta(seconds=seconds))

    async def settle(
        self, session: AsyncSession, outcomes: Sequence[Outcome], now: datetime
    ) -> None:
        """Write all outcomes down and have everybody told who must be."""
        ids = [outcome.row.id for outcome in outcomes]
        rows = {
            row.id: row
            for row in await session.scalars(select(OutboxRow).where(OutboxRow.id.in_(ids)))
        }
        work = await self._opener.desk_work(session, now)
        for outcome in outcomes:
            row = rows.get(outcome.row.id)
            if row is not None:
                await self._one(work, row, outcome)
        await self._opener.close(work)
        await session.flush()

    async def _one(self, work: Work, row: OutboxRow, outcome: Outcome) -> None:
        now = work.now
        row.error = outcome.error or None
        match outcome.verdict:
            case Verdict.SENT | Verdict.UNCHANGED:
                row.state, row.finished_at, row.lease_until = OutboxState.SENT, now, None
                await self._sent(work, row, outcome)
            case Verdict.FLOOD:
                log.warning(
                    "Telegram asked for %.0f s of silence in %s", outcome.pause_s, row.chat_id
                )
                self._again(row, now, timedelta(seconds=outcome.pause_s))
                row.attempts -= 1
                until = now + timedelta(seconds=outcome.pause_s)
                await work.session.merge(ChatPause(chat_id=row.chat_id, until=until))
            case Verdict.NOT_SENT:
                if row.rank is OutboxRank.ANSWER:
                    row.state, row.finished_at = OutboxState.DROPPED, now
                else:
                    self._again(row, now)
            case Verdict.IN_DOUBT:
                self.in_doubt(row, now)
            case Verdict.NO_RIGHTS:
                log.warning("Not allowed in %s: %s", row.chat_id, outcome.error)
                self._again(row, now, NO_RIGHTS_WAIT)
            case Verdict.BLOCKED:
                await self._blocked(work, row)
            case Verdict.MIGRATED:
                assert outcome.new_chat_id is not None
                if row.method.startswith("send"):
                    self._again(row, now)
                else:  # the message that it was to change stays in the old chat
                    row.state, row.finished_at = OutboxState.DROPPED, now
                # Not the row's chat: a call that went out earlier has moved it already.
                await group.migrated(work, outcome.chat_id, outcome.new_chat_id)
            case Verdict.GONE:
                await self._gone(work, row)
            case Verdict.REFUSED:
                await self._refused(work, row)

    async def _sent(self, work: Work, row: OutboxRow, outcome: Outcome) -> None:
        if row.method == "deleteMessage":
            await _unlink(work.session, row, row.payload["message_id"])
        elif row.role is not None:
            await self._link(work, row, outcome.message_ids())
        row.payload = {}
        await delivery.part_sent(work, row)

    async def _link(self, work: Work, row: OutboxRow, message_ids: list[int]) -> None:
        if row.logical is not None:
            await work.session.flush()
            old = await work.out.stands(row.chat_id, row.logical)
            if old is not None:
                # The message moved down: the copy above is taken away now that this one stands.
                if old.role is LinkRole.FORM:
                    work.out.delete(row.chat_id, old.message_id)
                    await work.session.delete(old)
                else:
                    old.logical = None
                await work.session.flush()
        for index, message_id in enumerate(message_ids):
            await outbox.keep_link(
                work.session,
                chat_id=row.chat_id,
                message_id=message_id,
                role=row.role,
                logical=row.logical if index == 0 else None,
                ticket_id=row.ticket_id,
                ticket_message_id=row.ticket_message_id,
                created_at=work.now,
            )

    async def _blocked(self, work: Work, row: OutboxRow) -> None:
        if row.rank is OutboxRank.CONTENT:
            row.state = OutboxState.HELD
        else:
            row.state, row.finished_at = OutboxState.DROPPED, work.now
        await work.session.flush()
        await outbox.hold(work.session, row.chat_id, work.now)
        await delivery.unreachable(work, row.chat_id)

    async def _gone(self, work: Work, row: OutboxRow) -> None:
        row.state, row.finished_at = OutboxState.DROPPED, work.now
        if row.method == "setMessageReaction" or row.logical is None:
            return
        await _unlink(work.session, row, row.payload.get("message_id", 0))
        if row.role is None and row.logical.startswith("card:") and row.ticket_id is not None:
            await delivery.card_lost(work, row.ticket_id)

    async def _refused(self, work: Work, row: OutboxRow) -> None:
        row.finished_at = work.now
        if row.rank is not OutboxRank.CONTENT:
            # Reactions may be switched off in a chat: then only failures are told, in words.
            level = logging.DEBUG if row.method in QUIET else logging.WARNING
            log.log(level, "Telegram refused %s: %s", row.method, row.error)
            row.state = OutboxState.DROPPED
            return
        log.warning("Telegram refused %s of a ticket: %s", row.method, row.error)
        row.state = OutboxState.FAILED
        await delivery.part_failed(work, row)


QUIET = {"setMessageReaction", "answerCallbackQuery"}


async def _unlink(session: AsyncSession, row: OutboxRow, message_id: int) -> None:
    """Forget a message that is gone, unless it was somebody's words."""
    await session.execute(
        delete(MessageLink).where(
            MessageLink.chat_id == row.chat_id,
            MessageLink.message_id == message_id,
            MessageLink.role.in_((LinkRole.FORM, LinkRole.CARD, LinkRole.COPY, LinkRole.NOTICE)),
        )
    )
