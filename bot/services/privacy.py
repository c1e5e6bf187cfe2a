"""Somebody's own data: given to them, or erased once they have said so twice."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.i18n import Texts
from bot.rules.access import Act
from bot.rules.privacy import QUESTION_LIFETIME, TAKEOUT_EVERY, kept
from bot.services.work import Desk, Refused, Work
from bot.views import takeout
from storage.enums import DraftKind, EventKind, Role
from storage.queries import erasure, privacy
from storage.queries.erasure import Erased
from storage.queries.privacy import Counted


@dataclass(frozen=True)
class Question:
    """What is about to be erased; `stamp` is what its button has to bring back."""

    stamp: int
    found: Counted
    is_banned: bool
    is_in_team: bool


async def ask(work: Work) -> Question:
    """Ask for the first time whether everything shall be erased."""
    return await _question(work, "asked")


async def ask_again(work: Work, stamp: int) -> Question:
    """Ask for the second time; raises Refused where the first question is over."""
    await _expect(work, "asked", stamp)
    return await _question(work, "sure")


async def keep(work: Work) -> None:
    """Nothing shall be erased."""
    work.allow(Act.OWN_DATA)
    await work.end_draft(DraftKind.ERASURE)


async def erase(work: Work, stamp: int) -> Erased:
    """Erase all that is known of the acting person; raises Refused where nobody asks any more."""
    await _expect(work, "sure", stamp)
    user = work.allow(Act.OWN_DATA)
    group_id = work.group.chat_id if work.group else None
    erased = await erasure.erase(work.session, user, group_id, work.now, kept)
    for draft in work.drafts.values():
        work.session.expunge(draft)
    work.session.expunge(user)
    work.drafts.clear()
    work.touched.clear()
    work.happenings.clear()
    return erased


@dataclass(frozen=True)
class Takeout:
    """Somebody's data in two files: one for machines, one to read."""

    person_id: int
    json: bytes
    html: bytes


async def look(desk: Desk, person_id: int, now: datetime, t: Texts) -> Takeout | None:
    """Make the files without a transaction: of many tickets that takes a while."""
    async with desk.database.read() as session:
        data = await privacy.everything(session, person_id)
    if data is None:
        return None
    json, html = await asyncio.to_thread(takeout.files, data, t, desk.time_zone, now)
    return Takeout(person_id, json, html)


def check_pace(work: Work) -> None:
    """Raise Refused if the acting person was given their data a moment ago."""
    work.allow(Act.OWN_DATA)
    draft = work.draft(DraftKind.TAKEOUT)
    if draft is not None and draft.due_at is not None and draft.due_at > work.now:
        raise Refused("takeout-too-soon")


async def given(work: Work) -> None:
    """The acting person is given their data."""
    check_pace(work)
    await work.keep_draft(DraftKind.TAKEOUT, {}, due_at=work.now + TAKEOUT_EVERY)
    work.record(EventKind.DATA_GIVEN)


async def _question(work: Work, step: str) -> Question:
    user = work.allow(Act.OWN_DATA)
    stamp = secrets.randbelow(2**31)
    await work.keep_draft(
        DraftKind.ERASURE, {"stamp": stamp}, step, due_at=work.now + QUESTION_LIFETIME
    )
    found = await privacy.counted(work.session, user.id)
    return Question(stamp, found, user.is_banned, user.role is not Role.REQUESTER)


async def _expect(work: Work, step: str, stamp: int) -> None:
    """Raise Refused unless this very question is waiting for its answer."""
    work.allow(Act.OWN_DATA)
    draft = work.draft(DraftKind.ERASURE)
    if (
        draft is None
        or draft.step != step
        or draft.data.get("stamp") != stamp
        or draft.due_at is None
        or draft.due_at <= work.now
    ):
        raise Refused("privacy-stale")
