"""`helpdesk check`: one line per finding, with what to do about it."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot import check_files, check_web
from bot.config import NOT_SET_UP, Settings
from bot.findings import Finding, Mark, good, note, wrong
from bot.i18n import texts
from bot.loops.transport import DeskBot, make_bot
from bot.rules.rights import UNUSABLE, Lack, missing_rights
from storage.engine import Database
from storage.models import StaffGroup
from storage.revision import current_of, known
from storage.sqlite_bugs import known_bug


def run(
    settings: Settings, *, warnings: Sequence[str], write: Callable[[str], Any] = sys.stdout.write
) -> int:
    """Print all findings as they are made; 0 if the desk can run."""

    async def report() -> int:
        failed = False
        for warning in warnings:
            write(f"{Mark.NOTE} {warning}\n")
        async for finding in findings(settings):
            failed |= finding.mark is Mark.WRONG
            write(f"{finding.mark} {finding.text}\n")
        return int(failed)

    return asyncio.run(report())


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Look at everything that the desk needs."""
    for finding in _settings(settings):
        yield finding
    async for finding in check_files.place(settings):
        yield finding
    group_ids: list[int] = []
    async for finding in _database(settings, group_ids):
        yield finding
    if settings.bot_token is None:
        yield wrong(NOT_SET_UP)
        return
    bot = make_bot(settings.token(), settings.bot_api_url)
    try:
        async for finding in _telegram(bot, settings, group_ids):
            yield finding
    finally:
        await bot.shutdown()


def _settings(settings: Settings) -> Iterator[Finding]:
    now = datetime.now(UTC).astimezone(settings.time_zone)
    yield good(f"Time zone {settings.time_zone.key}: it is {now:%H:%M} there")
    if settings.admin_ids:
        yield good(f"ADMIN_IDS: {len(settings.admin_ids)} named")
    elif settings.staff_chat_id is None:
        yield note(
            "ADMIN_IDS is empty and so is STAFF_CHAT_ID, so nobody can bind a group: "
            "put your own Telegram id into ADMIN_IDS"
        )
    else:
        yield note("ADMIN_IDS is empty: only administrators of the staff group are admins")


async def _database(settings: Settings, group_ids: list[int]) -> AsyncIterator[Finding]:
    """Look without changing anything: a missing file is not made."""
    database = None
    try:
        url = settings.database_url.get_secret_value()
        file = _sqlite_file(url)
        if file is not None and (bug := known_bug()) is not None:
            yield note(bug.removesuffix("."))
        if file is not None and not file.exists():
            yield _new_file(file)
            return
        database = Database(url)
        async with database.engine.connect() as connection:
            current = await current_of(connection)
            await connection.execute(text("CREATE TEMPORARY TABLE helpdesk_check (n INTEGER)"))
            if database.is_sqlite:  # a temporary table lives elsewhere: ask the file itself
                await connection.exec_driver_sql("PRAGMA user_version=0")
                may_create = True
            else:
                may_create = await connection.scalar(
                    text("SELECT has_schema_privilege(current_schema(), 'CREATE')")
                )
            await connection.rollback()
        if not may_create:
            yield wrong(
                "The database user may not create tables: "
                "make it the owner of the database, or grant it CREATE on the schema"
            )
        if current is None:
            yield good("Database: reachable, writable and empty; `helpdesk run` sets it up")
            return
        if current not in (revisions := known()):
            yield wrong(
                f"The database is at revision {current}, which this release does not know: "
                "install the release that made it, or a newer one"
            )
            return
        is_newest = current == revisions[-1]
        state = "up to date" if is_newest else "older; `helpdesk run` migrates it"
        yield good(f"Database: reachable, writable, {state}")
        async with database.read() as session:
            group_ids += await session.scalars(select(StaffGroup.chat_id))
        if is_newest:
            async for finding in check_files.copies(database, settings):
                yield finding
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
        yield wrong(f"The database cannot be used, look at DATABASE_URL: {reason}")
    finally:
        if database is not None:
            await database.close()


def _sqlite_file(url: str) -> Path | None:
    from storage.engine import async_url

    parsed = async_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def _new_file(file: Path) -> Finding:
    import os

    folder = next(parent for parent in file.absolute().parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return wrong(f"The database cannot be made in {folder}: make that folder writable")
    return good(f"Database: {file} does not exist yet; `helpdesk run` makes it")


async def _telegram(bot: DeskBot, settings: Settings, bound: list[int]) -> AsyncIterator[Finding]:
    try:
        await bot.initialize()
    except InvalidToken:
        yield wrong("Telegram does not accept BOT_TOKEN: copy it again from @BotFather")
        return
    except TelegramError as error:
        yield wrong(
            f"Telegram cannot be reached at {settings.bot_api_url}: {error}. "
            "Look at the network, a proxy (HTTPS_PROXY) and BOT_API_URL"
        )
        return
    yield good(f"BOT_TOKEN: the bot is @{bot.username}")
    try:
        async for finding in check_web.findings(bot, settings):
            yield finding
        for finding in await _group(bot, settings, bound):
            yield finding
    except TelegramError as error:
        yield wrong(f"Telegram did not answer: {error}. Try again")


async def _group(bot: DeskBot, settings: Settings, bound: list[int]) -> list[Finding]:
    reads_all = bool(bot.bot.can_read_all_group_messages)
    chat_id = next(iter(bound), settings.staff_chat_id)
    if chat_id is None:
        return [
            wrong(
                "No staff group: send /setup in it as somebody named in ADMIN_IDS, "
                "or set STAFF_CHAT_ID"
            )
        ]
    try:
        chat = await bot.call("getChat", {"chat_id": chat_id})
        member = await bot.call("getChatMember", {"chat_id": chat_id, "user_id": bot.id})
    except (BadRequest, Forbidden) as error:
        return [
            wrong(
                f"The staff group {chat_id} cannot be seen ({error}): "
                "add the bot to it as an administrator"
            )
        ]
    lacks = missing_rights(member, chat)
    title = chat.get("title") or "?"
    found = [_privacy(lacks, reads_all=reads_all)]
    found += [wrong(f"Staff group “{title}”: {_sentence(lack)}") for lack in lacks]
    if not lacks:
        found.append(good(f"Staff group “{title}”: private, and the bot has every right it needs"))
    if bound and settings.staff_chat_id not in (None, chat_id):
        found.append(
            note(f"STAFF_CHAT_ID names another group than the one that is bound, “{title}”")
        )
    return found


def _privacy(lacks: Iterable[Lack], *, reads_all: bool) -> Finding:
    """Administrators see every message, whatever the privacy mode is."""
    if not (UNUSABLE | {Lack.NOT_ADMINISTRATOR}) & set(lacks):
        return good("Privacy mode: does not matter, the bot is an administrator")
    if reads_all:
        return good("Privacy mode is off")
    return wrong(
        "Privacy mode is on and the bot is no administrator, so it misses messages: "
        "make it an administrator of the staff group"
    )


def _sentence(lack: Lack) -> str:
    return texts("en")(lack.key)
