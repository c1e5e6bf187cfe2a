"""The composition root: opens everything, runs the loops, and closes everything in order."""

import asyncio
import gc
import logging
import os
import signal
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder

from bot import first_start, handlers
from bot.config import Settings
from bot.context import Opener
from bot.loops.deliver import Deliverer
from bot.loops.duty import INBOX, OUTBOX, duty_on
from bot.loops.handle import Handler
from bot.loops.keep import Keeper
from bot.loops.limits import Limits
from bot.loops.membership import Members
from bot.loops.menus import Menus
from bot.loops.office import Crashed as Crashed
from bot.loops.office import Office
from bot.loops.receive import Receiver, Stuck
from bot.loops.share import LanesShared, Share
from bot.loops.tick import Ticker
from bot.loops.transport import DeskBot, make_bot
from bot.loops.webhook import Webhook
from bot.services.work import Desk
from bot.shelf import Shelf, ShelfAway, open_shelf
from bot.web import Site
from storage.engine import Database
from storage.revision import SchemaTooNew, revisions
from storage.sole import InUse, Sole
from storage.sqlite_bugs import known_bug

log = logging.getLogger(__name__)

SETTLE_S = 3.5  # for updates being handled, then again for calls under way
MAX_BACKOFF_S = 30.0


class CannotStart(Exception):
    """A sentence about what has to be mended before the desk can run, and the exit status."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


async def serve(
    settings: Settings,
    *,
    limits: Limits | None = None,
    ready: Callable[[], None] | None = None,
) -> None:
    """Run the desk until cancelled, then finish what is under way within ten seconds.

    `ready` is called when the loops run. Raises CannotStart or Crashed.
    """
    bot = make_bot(settings.token(), settings.bot_api_url, _shelf(settings))
    database, sole = await _open(settings.database_url.get_secret_value())
    site = Site(database)
    try:
        await _listen(settings, site)
        await _greet(bot)
        await _work(settings, database, bot, limits or Limits(), site, ready)
    finally:
        await asyncio.shield(_close(bot, database, site))
        sole.release()


async def _open(url: str) -> tuple[Database, Sole]:
    """Return the database, migrated and with its first data, and what keeps others off it."""
    database = sole = None
    try:
        database = Database(url)
        if database.is_sqlite and (bug := known_bug()) is not None:
            log.warning(bug)
        sole = Sole(database)
        await _migrate(database)
        await first_start.fill(database)
    except BaseException as error:
        if database is not None:
            await database.close()
        if sole is not None:
            sole.release()
        if isinstance(error, InUse):
            raise CannotStart(str(error), 1) from None
        if isinstance(error, SchemaTooNew):
            raise CannotStart(str(error), 2) from None
        if isinstance(error, SQLAlchemyError | OSError):  # a lock that is not given is one too
            reason = str(error).partition("\n")[0]
            raise CannotStart(
                f"The database cannot be used, look at DATABASE_URL: {reason}", 1
            ) from error
        raise
    return database, sole


async def _migrate(database: Database) -> None:
    """Bring the schema up to this release."""
    current, newest = await revisions(database)
    if current != newest:
        from storage.migrate import migrate  # seldom needed, and large

        await migrate(database)


def _shelf(settings: Settings) -> Shelf | None:
    """Return where files are kept, if they are."""
    if settings.keep_files is None:
        return None
    try:
        return open_shelf(settings.keep_files.get_secret_value(), settings.aws())
    except ShelfAway as error:
        raise CannotStart(str(error), 2) from None


async def _listen(settings: Settings, site: Site) -> None:
    """Answer over HTTP if somebody asked for it: from here on webhooks are stored."""
    listen = settings.listen()
    if listen is None:
        return
    path = urlsplit(settings.webhook_url).path if settings.webhook_url else None
    try:
        await site.open(listen.host, listen.port, path, settings.webhook_secret())
    except OSError as error:
        number = error.errno or 0  # below 0: the name is none
        reason = os.strerror(number) if number > 0 else error.strerror
        raise CannotStart(
            f"Nothing can listen on {listen.host}, port {listen.port} ({reason}): "
            "name another place in HTTP_LISTEN.",
            1,
        ) from None
    log.info("HTTP is answered on %s, port %d", *listen)


async def _greet(bot: DeskBot) -> None:
    """Learn who the bot is, however long Telegram cannot be reached."""
    failures = 0
    while True:
        try:
            await bot.initialize()
            return
        except InvalidToken:  # its message holds the token
            raise CannotStart(
                "Telegram does not accept BOT_TOKEN: copy it again from @BotFather "
                "(a self-hosted server is named by BOT_API_URL).",
                2,
            ) from None
        except TelegramError as error:
            failures += 1
            wait = min(MAX_BACKOFF_S, 0.5 * 2 ** min(failures, 7))
            log.warning("Telegram cannot be reached, next try in %.0f s: %s", wait, error)
            await asyncio.sleep(wait)


async def _work(
    settings: Settings,
    database: Database,
    bot: DeskBot,
    limits: Limits,
    site: Site,
    ready: Callable[[], None] | None,
) -> None:
    opener = Opener(
        Desk(
            database=database,
            default_language=settings.default_language,
            time_zone=settings.time_zone,
            admin_ids=settings.admin_ids,
            bot_id=bot.id,
            bot_username=bot.username,
            fair_use=settings.fair_use(),
        )
    )
    app = ApplicationBuilder().bot(bot).updater(None).build()
    handlers.register(app)
    await app.initialize()
    async with database.read() as session:  # which group is bound
        await opener.desk_work(session, datetime.now(UTC))

    duty = duty_on(database)
    binding = first_start.Binding(bot, database, opener, settings.staff_chat_id)

    def committed() -> None:
        office.wake()
        duty.tell(OUTBOX)

    def stored() -> None:
        handler.wake()
        duty.tell(INBOX)

    async def bind_later() -> None:
        await binding.run()
        committed()

    office = Office(
        duty,
        deliverer=Deliverer(bot, database, opener, limits, duty),
        receiver=lambda: Receiver(bot, database, stored, duty.leads),
        webhook=lambda: Webhook(bot, database, settings.webhook_url, settings.webhook_secret()),
        ticker=lambda: Ticker(database, opener, committed),
        keeper=partial(Keeper, bot, database, bot.shelf) if bot.shelf is not None else None,
        menus=Menus(bot, opener, settings.default_language),
        polls=settings.webhook_url is None,
        first=binding.attempt,
        later=bind_later,
    )
    share = LanesShared(duty) if duty.is_shared else Share()
    handler = Handler(app, bot, database, opener, Members(bot), committed, share)
    site.intake.stored = stored
    site.health.watch(handler, office)
    duty.hears(INBOX, handler.wake)
    duty.hears(OUTBOX, office.wake)
    leading = asyncio.create_task(duty.run(office))
    opening = asyncio.create_task(office.settled())
    handling: list[asyncio.Task[None]] = []
    try:
        await asyncio.wait([opening, leading], return_when=asyncio.FIRST_COMPLETED)
        if not leading.done():
            handling.append(asyncio.create_task(handler.run()))
            log.info("The desk is open: @%s", bot.username)
            site.health.phase = ""
            if ready is not None:
                ready()
        await asyncio.wait([leading, *handling], return_when=asyncio.FIRST_COMPLETED)
        crashed = leading if leading.done() else handling[0]
        crashed.result()  # raises what has ended it
        raise Crashed("A loop ended")
    finally:
        # 1. Nothing new comes in; what was not confirmed comes again next time.
        site.health.phase = "closing"
        duty.withdraw()
        opening.cancel()
        handler.stop()
        await _finish([opening, *handling, *office.take_in_no_more()])
        # 2. What those have recorded may wait in the outbox; what is under way is settled.
        await _finish(office.send_no_more())
        # 3. Only now another process may lead.
        leading.cancel()
        await _finish([leading])
        await app.shutdown()


async def _finish(tasks: Sequence[asyncio.Task[None]]) -> None:
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=SETTLE_S)
    if late:
        log.warning("Not finished in time; the tables know where to go on")
        for task in late:
            task.cancel()
        await asyncio.wait(late, timeout=1)
    for task in tasks:
        if task.done() and not task.cancelled():
            task.exception()


async def _close(bot: DeskBot, database: Database, site: Site) -> None:
    await site.close()
    await bot.shutdown()
    await database.close()


def run(settings: Settings, *, warnings: Sequence[str], until_stdin_ends: bool) -> int:
    """Run the desk as a process: signals end it in order, a second one at once."""
    for warning in warnings:
        log.warning(warning)
    try:
        asyncio.run(_until_told(settings, until_stdin_ends=until_stdin_ends))
    except CannotStart as error:
        log.error("%s", error)
        return error.status
    except Exception as error:
        if isinstance(error.__cause__, Stuck):  # its line says all; where it waited says nothing
            log.critical("The desk ends, to be started again: %s", error.__cause__)
        else:
            log.critical("The desk cannot go on, start it again", exc_info=True)
        return 1
    log.info("The desk is closed")
    return 0


def leave_alone() -> None:
    """Spare what is there after the start from being looked at by every garbage collection.

    Measured on slow cores: a full one takes 160 ms for that alone, in which nothing else is done.
    """
    gc.collect()
    gc.freeze()


async def _until_told(settings: Settings, *, until_stdin_ends: bool) -> None:
    loop = asyncio.get_running_loop()
    serving = asyncio.ensure_future(serve(settings, ready=leave_alone))
    told = False

    def stop() -> None:
        nonlocal told
        if not told:  # a second cancellation would interrupt the closing
            told = True
            serving.cancel()

    signals = 0

    def on_signal(number: int, _frame: object) -> None:
        nonlocal signals
        signals += 1
        if signals > 1:
            os._exit(128 + number)
        log.info("Closing the desk; once more to end at once")
        loop.call_soon_threadsafe(stop)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    if until_stdin_ends:
        threading.Thread(target=_watch_stdin, args=(loop, stop), daemon=True).start()
    try:
        await serving
    except asyncio.CancelledError:
        if not told:
            raise


def _watch_stdin(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    """Tell when the parent process is gone: it holds the other end of standard input."""
    while os.read(0, 1024):
        pass
    loop.call_soon_threadsafe(stop)
