"""Somebody's own data: given to them, or erased once they have said so twice."""

import secrets
from dataclasses import dataclass

from bot.rules.access import Act
from bot.rules.privacy import QUESTION_LIFETIME, kept
from bot.services.work import Refused, Work
from storage.enums import DraftKind, Role
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
