"""One call of the Bot API, and what its answer means for the row it came from."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from telegram import InputFile
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken

from bot.loops.transport import DeskBot, FloodWait, NotSent
from bot.services.copies import KEPT
from bot.shelf import NotThere, ShelfAway
from bot.views.forum import dressed
from storage.models import OutboxRow, OutgoingFile

COPY_S = 30.0  # to fetch one that goes with a call


class Verdict(StrEnum):
    """What Telegram did."""

    SENT = "sent"
    UNCHANGED = "unchanged"  # an edit to what stands there already
    NOT_SENT = "not sent"  # for certain: repeated freely
    IN_DOUBT = "in doubt"
    FLOOD = "flood"
    BLOCKED = "blocked"  # the reader cannot be written to
    MIGRATED = "migrated"
    NO_RIGHTS = "no rights"  # in a group: tried again until somebody gives them back
    GONE = "gone"  # the message to be changed does not exist any more
    TOPIC_GONE = "topic gone"  # somebody deleted the topic that the call was for
    NO_TOPICS = "no topics"  # the group is no forum any more, or the bot may not manage topics
    REFUSED = "refused"


@dataclass
class Outcome:
    """How the call of a row ended."""

    row: OutboxRow
    chat_id: int
    verdict: Verdict
    result: Any = None
    error: str = ""
    pause_s: float = 0.0
    new_chat_id: int | None = None
    silent: set[int] = field(default_factory=set)  # chats to pause, 0 for all

    def message_ids(self) -> list[int]:
        """Return the ids of the messages that the call made."""
        results = self.result if isinstance(self.result, list) else [self.result]
        return [
            item.get("message_id") or item["message_thread_id"]  # a topic's is its first message's
            for item in results
            if isinstance(item, dict)
        ]


UNCHANGED = ("message is not modified", "topic_not_modified")
TOPIC_GONE = ("message thread not found", "topic_id_invalid", "topic_deleted")
NO_TOPICS = (
    "chat is not a forum",
    "channel_forum_missing",
    "not enough rights to manage topics",
    "not enough rights to create a topic",
    "topic_closed",  # only those who manage topics may write there
)
GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message to delete not found",
    "message can't be deleted",
    "there is no text in the message to edit",
    "message to react not found",
)
NO_RIGHTS = (
    "not enough rights to send",
    "have no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
)


async def perform(bot: DeskBot, row: OutboxRow, file: OutgoingFile | None = None) -> Outcome:
    """Make the call, with the file it takes along; never raises."""
    outcome = Outcome(row, row.chat_id, Verdict.SENT)
    try:
        payload = dict(row.payload)
        if "icon" in payload:  # a topic's, by emoji
            thread = {k: payload[k] for k in ("chat_id", "message_thread_id") if k in payload}
            payload = dressed(payload, await bot.topic_icons()) | thread
        kept = await _copies(bot, payload.pop(KEPT, {}))
        outcome.result = await bot.call(row.method, payload, file=file, more=kept)
    except NotThere as error:
        outcome.verdict, outcome.error = Verdict.REFUSED, str(error)
    except ShelfAway as error:
        outcome.verdict, outcome.error = Verdict.NOT_SENT, str(error)
    except FloodWait as error:
        outcome.verdict, outcome.pause_s = Verdict.FLOOD, error.seconds
    except ChatMigrated as error:
        outcome.verdict, outcome.new_chat_id = Verdict.MIGRATED, error.new_chat_id
    except Forbidden as error:
        outcome.verdict, outcome.error = Verdict.BLOCKED, error.message
    except BadRequest as error:  # a subclass of NetworkError: it has to come first
        outcome.verdict, outcome.error = _refusal(error.message), error.message
    except (NotSent, Conflict, InvalidToken) as error:
        outcome.verdict, outcome.error = Verdict.NOT_SENT, error.message
    except Exception as error:
        outcome.verdict = Verdict.IN_DOUBT
        outcome.error = str(error) or type(error).__name__
    return outcome


async def _copies(bot: DeskBot, names: dict[str, str]) -> dict[str, InputFile]:
    """Return the desk's own copies of files that a call takes along."""
    found = {}
    for sha256, name in names.items():
        if bot.shelf is None:
            raise NotThere("there is a copy, but KEEP_FILES does not say where")
        try:
            async with asyncio.timeout(COPY_S):
                found[sha256] = InputFile(await bot.shelf.get(sha256), name)
        except TimeoutError:
            raise ShelfAway("the place of the copies does not answer") from None
    return found


def _refusal(message: str) -> Verdict:
    lowered = message.lower()
    if any(text in lowered for text in UNCHANGED):
        return Verdict.UNCHANGED
    if any(text in lowered for text in TOPIC_GONE):
        return Verdict.TOPIC_GONE
    if any(text in lowered for text in NO_TOPICS):
        return Verdict.NO_TOPICS
    if any(text in lowered for text in GONE):
        return Verdict.GONE
    if any(text in lowered for text in NO_RIGHTS):
        return Verdict.NO_RIGHTS
    return Verdict.REFUSED
