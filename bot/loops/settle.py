"""Writing down how calls ended, and what follows: links, receipts, failures told in words."""

import logging
import time
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from bot.context import Opener
from bot.loops import figures
from bot.loops.arrived import arrived, unlink
from bot.loops.outcome import Outcome, Verdict
from bot.notices import privacy, withdrawal
from bot.services import copies, delivery, forum, group
from bot.services.work import Work
from storage.enums import OutboxRank, OutboxState
from storage.models import ChatPause, OutboxRow
from storage.queries import holding, outbox, shared, topics
from storage.queries import withdrawal as withdrawn

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

    async def in_doubt(self, session: AsyncSession, row: OutboxRow, now: datetime) -> None:
        """People's words are sent again; a notice once at most; an answer never.

        An edit or a deletion may be repeated like people's words: nobody sees it twice.
        """
        tries = {
            OutboxRank.CONTENT: float("inf"),
            OutboxRank.NOTICE: NOTICE_TRIES if row.makes_message else float("inf"),
            OutboxRank.RECEIPT: RECEIPT_TRIES,
            OutboxRank.TOPIC: float("inf"),
        }
        if row.attempts < tries.get(row.rank, 0):
            await self._again(session, row, now)
        else:
            row.state, row.finished_at = OutboxState.DROPPED, now

    async def _again(
        self, session: AsyncSession, row: OutboxRow, now: datetime, wait: timedelta | None = None
    ) -> None:
        if await _is_withdrawn(session, row):  # never again: nobody wants it sent any more
            row.state, row.finished_at = OutboxState.DROPPED, now
            return
        seconds = min(MAX_BACKOFF_S, 0.25 * 2 ** min(row.attempts, 8))
        row.state, row.lease_until, row.rides_on = OutboxState.PENDING, None, None
        row.due_at = now + (wait or timedelta(seconds=seconds))
        if row.logical is not None:
            await self._outdated(session, row, now)

    async def _outdated(self, session: AsyncSession, row: OutboxRow, now: datetime) -> None:
        """Give way to what was recorded while the call was under way: it may overtake by now.

        A message that is still to be made takes over the content that it was to be given.
        """
        for newer in await outbox.newer(session, row):
            is_words = newer.rank is OutboxRank.CONTENT
            if row.makes_message and newer.method == "editMessageText" and not is_words:
                quiet = {k: row.payload[k] for k in ("disable_notification",) if k in row.payload}
                row.payload = {**newer.payload, **quiet}
                newer.state, newer.finished_at = OutboxState.DROPPED, now
            elif _gives_way(row, newer):
                row.state, row.finished_at = OutboxState.DROPPED, now
                return

    async def settle(
        self, session: AsyncSession, outcomes: Sequence[Outcome], now: datetime
    ) -> Work:
        """Write all outcomes down and have everybody told who must be; returns what did it."""
        accepted = [outcome.row for outcome in outcomes if outcome.verdict is Verdict.SENT]
        sent = await outbox.sent(session, accepted, now)
        # About all others, and those that something else was decided about, one by one.
        ids = [outcome.row.id for outcome in outcomes if outcome.row.id not in sent]
        rows = {row.id: row for row in await outbox.locked(session, ids)}
        work = await self._opener.desk_work(session, now)
        landed = []
        for outcome in outcomes:
            row = rows.get(outcome.row.id)
            if row is None and outcome.row.id in sent:
                row = outcome.row
                set_committed_value(row, "logical", sent[row.id])
                landed.append((row, outcome))
            elif row is None or row.state not in (OutboxState.SENDING, OutboxState.ERASED):
                continue  # written down before, in a commit whose answer was lost
            elif row.lease_until != outcome.row.lease_until:
                continue  # another process has let it go again
            elif await self._is_sent(work, row, outcome):
                landed.append((row, outcome))
        if landed:
            await arrived(work, landed)
        await self._opener.close(work)
        await session.flush()
        return work

    async def _is_sent(self, work: Work, row: OutboxRow, outcome: Outcome) -> bool:
        """Mark a call as sent, or write down how else it ended, with all that follows."""
        now = work.now
        row.error = outcome.error or None
        if row.state is OutboxState.ERASED:
            row.state = OutboxState.DROPPED
            privacy.landed(work, row, outcome.message_ids())
            return False
        if row.makes_message and row.chat_id != outcome.chat_id:
            # The group got another id meanwhile: what stands under the old one is out of reach.
            await self._again(work.session, row, now)
            return False
        if row.method == "deleteForumTopic" and outcome.verdict in NOT_ALLOWED:
            row.state, row.finished_at = OutboxState.DROPPED, now
            privacy.topic_stays(work, row, outcome.row.payload["message_thread_id"])
            return False
        if row.method == "deleteMessages" and outcome.verdict in NOT_POSSIBLE:
            row.state, row.finished_at = OutboxState.DROPPED, now
            await privacy.not_deleted(work, row, outcome.row.payload["message_ids"])
            return False
        if row.rides_on is not None and outcome.verdict is Verdict.REFUSED:
            await self._again(work.session, row, now, timedelta(0))
            row.rides_on = shared.ALONE
            return False
        verdict = outcome.verdict
        if verdict in MENDED and outbox.is_due_again(row):
            verdict = Verdict.NOT_SENT  # what it was refused for may be over since
        match verdict:
            case Verdict.SENT | Verdict.UNCHANGED:
                row.state, row.finished_at, row.lease_until = OutboxState.SENT, now, None
                row.payload = {}
                return True
            case Verdict.FLOOD:
                await self._flood(work, row, outcome)
            case Verdict.NOT_SENT:
                if row.rank is OutboxRank.ANSWER:
                    row.state, row.finished_at = OutboxState.DROPPED, now
                else:
                    await self._again(work.session, row, now)
            case Verdict.IN_DOUBT:
                await self.in_doubt(work.session, row, now)
            case Verdict.NO_RIGHTS:
                log.warning("Not allowed in %s: %s", row.chat_id, outcome.error)
                await self._again(work.session, row, now, NO_RIGHTS_WAIT)
            case Verdict.BLOCKED:
                await self._blocked(work, row)
            case Verdict.MIGRATED:
                assert outcome.new_chat_id is not None
                if row.makes_message:
                    await self._again(work.session, row, now)
                else:  # the message that it was to change stays in the old chat
                    row.state, row.finished_at = OutboxState.DROPPED, now
                await group.migrated(work, outcome.chat_id, outcome.new_chat_id)
            case Verdict.GONE:
                await self._gone(work, row, outcome.row.payload.get("message_id", 0))
            case Verdict.TOPIC_GONE:
                thread_id = outcome.row.payload.get("message_thread_id", 0)
                await self._topic_gone(work, row, thread_id)
            case Verdict.NO_TOPICS:
                await self._no_topics(work, row)
            case Verdict.REFUSED:
                await self._refused(work, row)
        if verdict in NOT_THERE and row.state is OutboxState.DROPPED:
            await delivery.never_left(work, row)
        return False

    async def _flood(self, work: Work, row: OutboxRow, outcome: Outcome) -> None:
        """Be silent as long as Telegram asks: in that chat, in all when several were told so."""
        log.warning("Telegram asked for %.0f s of silence in %s", outcome.pause_s, row.chat_id)
        clock = time.monotonic()
        self._floods.append((clock, row.chat_id))
        while self._floods[0][0] < clock - STORM_WINDOW_S:
            self._floods.popleft()
        if row.rank is OutboxRank.ANSWER:  # of no chat, and worthless later
            row.state, row.finished_at = OutboxState.DROPPED, work.now
        else:
            outcome.silent.add(row.chat_id)
            row.attempts -= 1
            wait = timedelta(seconds=outcome.pause_s)
            await self._again(work.session, row, work.now, wait)
        if len({chat for _, chat in self._floods}) >= STORM_CHATS:
            outcome.silent.add(0)
        until = work.now + timedelta(seconds=outcome.pause_s)
        for chat_id in outcome.silent:
            pause = await work.session.get(ChatPause, chat_id)
            if pause is None:
                work.session.add(ChatPause(chat_id=chat_id, until=until))
                await work.session.flush()
            else:
                pause.until = max(pause.until, until)

    async def _blocked(self, work: Work, row: OutboxRow) -> None:
        is_kept = row.rank in (OutboxRank.CONTENT, OutboxRank.TOPIC)
        if is_kept and not await _is_withdrawn(work.session, row):
            row.state = OutboxState.HELD
        else:
            row.state, row.finished_at = OutboxState.DROPPED, work.now
        await work.session.flush()
        await holding.hold(work.session, row.chat_id, work.now)
        await delivery.unreachable(work, row.chat_id)

    async def _gone(self, work: Work, row: OutboxRow, message_id: int) -> None:
        row.state, row.finished_at = OutboxState.DROPPED, work.now
        if row.method == "setMessageReaction" or row.logical is None:
            return
        if row.method == "deleteMessage" and row.ticket_message_id is not None:
            if NOT_DELETABLE in (row.error or "").lower():
                await withdrawal.not_deleted(work, row, message_id)
                return
            await unlink(work.session, row, message_id)
            await delivery.part_sent(work, row)  # the reader had deleted it
            return
        await unlink(work.session, row, message_id)
        if row.role is None and row.logical.startswith("card:") and row.ticket_id is not None:
            await delivery.card_lost(work, row.ticket_id)

    async def _topic_gone(self, work: Work, row: OutboxRow, thread_id: int) -> None:
        """Words wait for the topic that is made in place of the deleted one."""
        await self._elsewhere(work, row, keep_thread=work.group is None or work.group.uses_topics)
        await forum.lost(work, row.chat_id, thread_id)

    async def _no_topics(self, work: Work, row: OutboxRow) -> None:
        await self._elsewhere(work, row, keep_thread=False)
        await forum.refused(work, row.error or "")

    async def _elsewhere(self, work: Work, row: OutboxRow, *, keep_thread: bool) -> None:
        """Send words again, without the topic that they were for; changes of it are pointless."""
        if row.makes_message and row.rank is not OutboxRank.TOPIC:
            row.payload = {k: v for k, v in row.payload.items() if k != "message_thread_id"}
            row.thread = row.thread if keep_thread else None
            await self._again(work.session, row, work.now)
        else:
            row.state, row.finished_at = OutboxState.DROPPED, work.now
        await work.session.flush()

    async def _refused(self, work: Work, row: OutboxRow) -> None:
        if copies.is_about_file(row.error) and await copies.put_in(work.session, row):
            log.warning("Telegram refused a file of a ticket (%s): its copy is sent", row.error)
            await self._again(work.session, row, work.now, timedelta(0))
            return
        row.finished_at = work.now
        if row.rank is not OutboxRank.CONTENT:
            # Reactions may be switched off in a chat: then only failures are told, in words.
            level = logging.DEBUG if row.method in QUIET else logging.WARNING
            log.log(level, "Telegram refused %s: %s", row.method, row.error)
            row.state = OutboxState.DROPPED
            if row.method == "pinChatMessage" and "not enough rights" in (row.error or "").lower():
                await forum.cannot_pin(work)
            if row.rank is OutboxRank.TOPIC and row.logical is not None:
                await work.session.flush()
                await topics.release(work.session, row.chat_id, row.logical, work.now)
            return
        log.warning("Telegram refused %s of a ticket: %s", row.method, row.error)
        row.state = OutboxState.FAILED
        figures.UNDELIVERED.inc()
        await delivery.part_failed(work, row)


NOT_THERE = {Verdict.NOT_SENT, Verdict.FLOOD, Verdict.BLOCKED}  # for certain
MENDED = {Verdict.BLOCKED, Verdict.NO_RIGHTS, Verdict.NO_TOPICS, Verdict.REFUSED}
NOT_ALLOWED = {Verdict.NO_TOPICS, Verdict.NO_RIGHTS, Verdict.REFUSED}
NOT_POSSIBLE = {Verdict.GONE, Verdict.REFUSED}
NOT_DELETABLE = "message can't be deleted"
QUIET = {"setMessageReaction", "answerCallbackQuery"}
PINS = {"pinChatMessage", "unpinChatMessage"}  # they leave what a message says alone


def _gives_way(row: OutboxRow, newer: OutboxRow) -> bool:
    """Whether an older call to a message would undo a newer one, or come for nothing after it."""
    if (row.method in PINS) is not (newer.method in PINS):
        return False
    if newer.makes_message and not row.makes_message:
        return True  # it was for the copy above, and would reach the one below by now
    if row.method == "deleteMessage" or newer.rank is OutboxRank.CONTENT:
        return False  # people's words keep their place behind this one
    return newer.rank is row.rank or newer.method == "deleteMessage"


async def _is_withdrawn(session: AsyncSession, row: OutboxRow) -> bool:
    """Whether a call was to show an answer that has been taken back meanwhile."""
    if not row.makes_message or row.ticket_message_id is None:
        return False
    return await withdrawn.is_withdrawn(session, row.ticket_message_id)
