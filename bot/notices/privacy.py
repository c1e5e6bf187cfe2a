"""Taking what was erased out of the chats too, as far as Telegram lets a bot."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.i18n import Texts, texts
from bot.notices.reader import group_texts, texts_of
from bot.rules.content import CAPTIONED
from bot.rules.privacy import DELETABLE, EDIT_EVERY_S, EDIT_IN_GROUP_EVERY_S, batches
from bot.services.outgoing import at
from bot.services.work import Work
from bot.views import privacy as view
from storage.enums import ContentKind, LinkRole, OutboxRank
from storage.models import OutboxRow, User
from storage.models.people import ERASED_NAME
from storage.queries.erasure import Standing

TEXT, CAPTION = "editMessageText", "editMessageCaption"


@dataclass
class Left:
    """What the bot cannot take away: files in the person's chat, what agents wrote by hand."""

    files: int = 0
    by_hand: int = 0


def clear_chats(
    work: Work,
    standing: Sequence[Standing],
    numbers: Sequence[int],
    but: int | None,
    theirs: Texts,
) -> Left:
    """Have everything that still shows something of a person deleted, what is too old blanked.

    Their own messages in their own chat stay theirs; `but` is the message that they pressed.
    """
    left = Left()
    chats: dict[int, list[Standing]] = defaultdict(list)
    for item in standing:
        is_own = item.chat_id == work.chat_id and item.role is LinkRole.SOURCE
        if not is_own and (item.chat_id, item.message_id) != (work.chat_id, but):
            chats[item.chat_id].append(item)
    for chat_id, items in chats.items():
        t = theirs if chat_id == work.chat_id else group_texts(work)
        _clear(work, chat_id, items, t, left)
    if work.group is not None and numbers:
        told = view.told_group(numbers, left.by_hand, group_texts(work))
        work.out.say(work.group.chat_id, told, silent=True)
    return left


def _clear(work: Work, chat_id: int, items: Sequence[Standing], t: Texts, left: Left) -> None:
    group = work.group if work.group and work.group.chat_id == chat_id else None
    has_topics = group is not None and group.is_forum
    # Administrators of a supergroup may delete what anybody wrote at any time.
    is_trusted = group is not None and group.kind == "supergroup"
    going: list[int] = []
    slow: list[tuple[str, dict[str, Any], str | None]] = []
    for item in items:
        if item.role is LinkRole.TOPIC and has_topics:
            slow.append(("deleteForumTopic", {"message_thread_id": item.message_id}, None))
        elif is_trusted or work.now - item.created_at < DELETABLE:
            going.append(item.message_id)
        elif item.role in (LinkRole.SOURCE, LinkRole.TOPIC):
            left.by_hand += 1
        elif (method := _edit_of(item)) is not None:
            slow.append((method, _blank(method, t), at(item.message_id)))
        else:
            left.files += 1
    every_s = EDIT_IN_GROUP_EVERY_S if chat_id < 0 else EDIT_EVERY_S
    for index, (method, payload, address) in enumerate(slow):
        _call(work, chat_id, method, payload, address, every_s * (index + 1))
    for batch in batches(going):
        _call(work, chat_id, "deleteMessages", {"message_ids": batch})


def _edit_of(item: Standing) -> str | None:
    """Return how the words can be taken out of a message; None where it has none to take."""
    if item.role is not LinkRole.COPY or item.kind in (None, ContentKind.TEXT):
        return TEXT
    has_caption = item.kind in CAPTIONED or item.kind is ContentKind.ALBUM
    return CAPTION if has_caption and item.logical is not None else None


def _blank(method: str, t: Texts) -> dict[str, Any]:
    return {"text" if method == TEXT else "caption": t("erased-words")}


def _call(
    work: Work,
    chat_id: int,
    method: str,
    payload: dict[str, Any],
    address: str | None = None,
    delay_s: float = 0.0,
) -> None:
    """Record a call that is carried out as surely as people's words are sent."""
    work.out.call(
        chat_id,
        method,
        payload,
        rank=OutboxRank.CONTENT,
        logical=address,
        delay_s=delay_s,
    )


def landed(work: Work, row: OutboxRow, message_ids: Sequence[int]) -> None:
    """A call that was under way has made something after all: it goes."""
    if row.method == "createForumTopic" and message_ids:
        _call(work, row.chat_id, "deleteForumTopic", {"message_thread_id": message_ids[0]})
    elif row.makes_message and message_ids:
        _call(work, row.chat_id, "deleteMessages", {"message_ids": list(message_ids)})


async def not_deleted(work: Work, row: OutboxRow, message_ids: Sequence[int]) -> None:
    """One of these cannot be deleted: the others go, and its words if it is the bot's own.

    Which it is, is found by halves; an edit of what has no such words is refused and forgotten.
    """
    if len(message_ids) > 1:
        half = len(message_ids) // 2
        for part in (message_ids[:half], message_ids[half:]):
            _call(work, row.chat_id, "deleteMessages", {"message_ids": list(part)})
        return
    if "not found" in (row.error or ""):
        return
    t = group_texts(work)
    if row.chat_id > 0:
        person = await work.session.get(User, row.chat_id)
        t = texts_of(work, person) if person else texts(work.desk.default_language)
    for method in (TEXT, CAPTION):
        _call(work, row.chat_id, method, _blank(method, t), at(message_ids[0]))


def topic_stays(work: Work, row: OutboxRow, thread_id: int) -> None:
    """A topic cannot be deleted: its name goes, and nobody writes there any more."""
    thread = {"message_thread_id": thread_id}
    _call(work, row.chat_id, "editForumTopic", {**thread, "name": ERASED_NAME})
    _call(work, row.chat_id, "closeForumTopic", thread)
