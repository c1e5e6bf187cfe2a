"""An update was given up: words are kept where they can be, everybody concerned is told."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update

from bot.context import Opener
from bot.handlers.decode import content_of
from bot.i18n import closest, texts
from bot.rules.content import Content
from bot.rules.raw import part, read
from bot.rules.words import parse_command
from bot.services import rescue
from bot.services.outgoing import About, at
from bot.services.work import Work
from bot.views import parking as view
from storage.enums import ContentKind
from storage.models import Ticket, User
from storage.queries import parked
from storage.transient import is_transient

log = logging.getLogger(__name__)

ALERT = "parked"  # the logical name of the alert in the group
SAME_STORM = timedelta(hours=1)  # what fails so soon after the last is the same alert's matter


@dataclass(frozen=True)
class Kept:
    """Words that stand in a ticket, with their files or without; `is_shown` in the group too."""

    ticket: Ticket
    is_whole: bool
    is_shown: bool


async def given_up(
    opener: Opener,
    session: AsyncSession,
    now: datetime,
    ids: Sequence[int],
    payloads: Sequence[str | None],
    reference: str,
) -> None:
    """Keep the words, tell the person, and alert the group once for all that fails in a row."""
    updates = [read(payload) for payload in payloads] or [{}]
    kept = await _keep_words(opener, session, now, updates)
    if kept is not None:
        await parked.keep(session, ids, kept.ticket.number)
    try:
        async with session.begin_nested():
            work = await opener.desk_work(session, now)
            await _tell(work, updates[0], kept, reference)
            await opener.close(work)
    except Exception as error:  # it may say itself to be of nobody: the group hears of it still
        if is_transient(error):
            raise
        log.info("The person could not be told of %s: %s", reference, type(error).__name__)
    work = await opener.desk_work(session, now)
    if work.group is not None:
        t, chat_id = texts(work.group.language), work.group.chat_id
        message = _message(updates[0])
        if kept and not kept.is_shown:
            work.out.say(chat_id, view.unseen(kept.ticket, t), about=About(kept.ticket.id))
        if part(message.get("chat")).get("id") == chat_id:
            work.out.say(chat_id, view.failed_staff(reference, t), reply_to=_to(message))
        else:
            await _alert(work, reference)
    await opener.close(work)


async def _tell(work: Work, update: dict[str, Any], kept: Kept | None, reference: str) -> None:
    """Tell whoever pressed, or wrote in their private chat."""
    query, message = part(update.get("callback_query")), _message(update)
    chat, sender = part(message.get("chat")), part((message or query).get("from"))
    user = await work.session.get(User, sender.get("id", 0))
    language = (user.language if user else None) or sender.get("language_code")
    t = texts(closest(language, work.desk.default_language))
    if query:
        work.out.answer(query["id"], t("failed-press", reference=reference), alert=True)
    elif chat.get("type") == "private":
        screen = view.failed(reference, kept.ticket if kept else None, t)
        if kept and not kept.is_whole:
            screen = view.failed_files(reference, kept.ticket, t)
        work.out.say(chat["id"], screen, reply_to=_to(message))


async def _alert(work: Work, reference: str) -> None:
    """Say it once; while things go on failing, only the number in that message grows."""
    assert work.group is not None
    chat_id = work.group.chat_id
    number, last = await parked.standing(work.session, reference)
    screen = view.alert(number, reference, texts(work.group.language))
    is_said = await work.out.stands(chat_id, ALERT) or await work.out.unfinished(chat_id, ALERT)
    if is_said and last is not None and work.now - last < SAME_STORM:
        await work.out.edit(chat_id, ALERT, screen)
        return
    await work.out.rename(chat_id, ALERT, f"{ALERT}:{reference}")
    work.out.say(chat_id, screen, logical=ALERT)


async def _keep_words(
    opener: Opener, session: AsyncSession, now: datetime, updates: Sequence[dict[str, Any]]
) -> Kept | None:
    """Keep as much of what a requester said as can be: all, the words, at last unseen."""
    message = part(updates[0].get("message"))
    chat, sender = part(message.get("chat")), part(message.get("from"))
    if chat.get("type") != "private" or parse_command(str(message.get("text") or "")):
        return None
    whole, words = _contents(updates)
    ways = [(whole, True), (words, True), (words, False)]
    for content, is_shown in ways:
        if content is None:
            continue
        try:
            async with session.begin_nested():
                work = await opener.desk_work(session, now)
                user = await session.get(User, sender.get("id", 0))
                if user is None or user.is_banned:
                    return None
                await rescue.act_for(work, user, chat["id"])
                replied_to = part(message.get("reply_to_message")).get("message_id")
                ticket = await rescue.ticket_of(work, replied_to)
                if ticket is None:
                    return None
                if is_shown:
                    rescue.keep(work, ticket, content)
                    await opener.close(work)
                else:
                    rescue.keep_unseen(work, ticket, content)
                    await session.flush()
        except Exception as error:
            if is_transient(error):
                raise
            log.info("Words could not be kept in this way either: %s", type(error).__name__)
        else:
            is_whole = content is whole or not _has_more(updates)
            return Kept(ticket, is_whole=is_whole, is_shown=is_shown)
    return None


def _contents(updates: Sequence[dict[str, Any]]) -> tuple[Content | None, Content | None]:
    """Return what was said as it is handled, and only its plain words, if it has any."""
    whole = None
    try:
        found = [Update.de_json(update, None).message for update in updates]
        whole = content_of([message for message in found if message is not None])
    except Exception:
        log.info("What was said cannot be read whole")
    messages = [part(update.get("message")) for update in updates]
    said = [str(m.get("text") or m.get("caption") or "") for m in messages]
    text = "\n".join(filter(None, said))
    if not text:
        return whole, None
    # A source that is linked counts as handled: what lacks its files is not.
    ids = [] if _has_more(updates) else [id_ for m in messages if (id_ := _number(m))]
    return whole, Content(ContentKind.TEXT, text, message_ids=ids)


def _has_more(updates: Sequence[dict[str, Any]]) -> bool:
    """Whether there is more to what was said than words."""
    return any("text" not in part(update.get("message")) for update in updates)


def _number(message: dict[str, Any]) -> int | None:
    """Return the number of a message, None if it has none that could be one."""
    number = message.get("message_id")
    return number if type(number) is int and 0 < number < 2**63 else None


def _to(message: dict[str, Any]) -> str | None:
    number = _number(message)
    return at(number) if number else None


def _message(update: dict[str, Any]) -> dict[str, Any]:
    return part(update.get("message") or update.get("edited_message"))
