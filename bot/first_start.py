"""What a start does beside the loops: first data, and the group named in the settings."""

import asyncio
import logging
from datetime import UTC, datetime

from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.context import Opener
from bot.i18n import languages, texts
from bot.loops.facts import gather
from bot.loops.transport import DeskBot
from bot.loops.whole import whole
from bot.rules.rights import UNUSABLE
from bot.services import group
from bot.services.group import GroupFacts
from bot.services.people import meet
from bot.services.work import Refused
from storage.engine import Database
from storage.models import TicketCategory
from storage.queries import seed
from storage.transient import is_transient

log = logging.getLogger(__name__)

CATEGORIES = (
    ("category-billing", "💳", "🟩"),
    ("category-technical", "🔧", "🟦"),
    ("category-delivery", "📦", "🟧"),
    ("category-account", "👤", "🟪"),
    ("category-other", "💬", "⬜"),
)
FIRST_RETRY_S, LAST_RETRY_S = 2.0, 60.0
UNUSABLE_KEYS = {lack.key for lack in UNUSABLE}


async def fill(database: Database) -> None:
    """Add the counter and the initial categories to an empty database."""
    categories = [
        TicketCategory(
            names={language: texts(language)(key) for language in languages()},
            icon=icon,
            colour=colour,
            description="",
            is_active=True,
            sort_order=position,
        )
        for position, (key, icon, colour) in enumerate(CATEGORIES, start=1)
    ]
    async with database.write() as session:
        if await seed.first_start(session, categories):
            log.info("First start: %d categories were made", len(categories))


class Binding:
    """Binds the group named by STAFF_CHAT_ID, however long Telegram cannot be asked."""

    def __init__(
        self, bot: DeskBot, database: Database, opener: Opener, chat_id: int | None
    ) -> None:
        self._bot = bot
        self._database = database
        self._opener = opener
        self._chat_id = chat_id
        self._told = ""

    async def attempt(self) -> bool:
        """Try once; False if it must be tried again later, the reason has been logged."""
        if self._chat_id is None:  # it is left to `/setup`
            return True
        try:
            facts = await gather(self._bot, self._chat_id)
        except ChatMigrated as moved:
            self._chat_id = moved.new_chat_id
            return await self.attempt()
        except (BadRequest, Forbidden) as error:
            self._tell(f"{error}. Add the bot to that group as an administrator")
            return False
        except TelegramError as error:
            self._tell(f"Telegram cannot be asked about it: {error}")
            return False
        problems = [texts("en")(key) for key in facts.problems]
        if UNUSABLE_KEYS & set(facts.problems):
            self._tell(" ".join(problems))
            return False
        if problems:
            log.warning("The staff group needs attention: %s", " ".join(problems))
        try:
            await whole(self._bind(facts))
        except Refused as refusal:
            log.error(
                "STAFF_CHAT_ID is not followed: %s", texts("en")(refusal.key, **refusal.values)
            )
        except Exception as error:
            if not is_transient(error):
                raise
            self._tell(f"the database is not available: {type(error).__name__}")
            return False
        return True

    async def run(self) -> None:
        """Try until it is done."""
        wait = FIRST_RETRY_S
        while True:
            try:
                if await self.attempt():
                    return
            except Exception:  # of the database: the desk is of little use without its group
                log.exception("The staff group could not be bound, it is tried again")
            await asyncio.sleep(wait)
            wait = min(LAST_RETRY_S, wait * 2)

    async def _bind(self, facts: GroupFacts) -> None:
        now = datetime.now(UTC)
        async with self._database.write() as session:
            work = await self._opener.desk_work(session, now)
            await group.bind(work, facts, None)
            for person, membership in facts.administrators:
                await meet(session, person, now, membership)
            await self._opener.close(work)
        log.info("The staff group is “%s” (%d)", facts.title, facts.chat_id)

    def _tell(self, reason: str) -> None:
        level = logging.DEBUG if reason == self._told else logging.WARNING
        self._told = reason
        log.log(level, "The staff group from STAFF_CHAT_ID is not bound yet: %s", reason)
