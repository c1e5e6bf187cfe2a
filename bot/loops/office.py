"""What one process does for all: it polls, delivers, minds deadlines, and keeps the menus."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, Protocol

from bot.loops.deliver import Deliverer
from bot.loops.duty import Duty
from bot.loops.keep import Keeper
from bot.loops.menus import Menus
from bot.loops.receive import Receiver
from bot.loops.tick import Ticker
from bot.loops.webhook import Webhook
from storage.queries.duties import Deposed

log = logging.getLogger(__name__)

ABANDON_S = 5.0
FOLLOW_S = 5.0


class Crashed(Exception):
    """A loop ended that never should; the process ends with it and is to be started again."""


class Turning(Protocol):
    """Says when it began its last turn, in seconds of the monotonic clock."""

    @property
    def turned_at(self) -> float:
        """When the last turn began."""


class Source(Protocol):
    """Says what keeps updates from coming, nothing if they do."""

    trouble: str


class Office:
    """Opened when this process begins to lead, and anew each time.

    Only the deliverer is kept: calls may land while another process leads.
    `first` is what is tried before anything else by a process that need not hurry; it returns
    whether it is done, and `later` does it otherwise.
    """

    def __init__(
        self,
        duty: Duty,
        *,
        deliverer: Deliverer,
        receiver: Callable[[], Receiver],
        webhook: Callable[[], Webhook],
        ticker: Callable[[], Ticker],
        keeper: Callable[[], Keeper] | None,
        menus: Menus,
        polls: bool,
        first: Callable[[], Awaitable[bool]],
        later: Callable[[], Coroutine[Any, Any, None]],
    ) -> None:
        self._duty = duty
        self._deliverer = deliverer
        self._make = receiver, webhook, ticker
        self._make_keeper = keeper
        self._polls = polls
        self._menus = menus
        self._first = first
        self._later = later
        self.is_open = asyncio.Event()
        self._is_closing = False
        self._opening: asyncio.Task[None] | None = None
        self.turning: dict[str, Turning] = {}  # what can tell when it turned last
        self.sources: list[Source] = []  # where updates come from; empty in one that stands by
        self._loops: dict[str, asyncio.Task[None]] = {}
        self._aside: list[asyncio.Task[None]] = []
        self._ticker: Ticker | None = None
        self._keeper: Keeper | None = None

    def open(self, *, took_over: bool) -> None:
        """Begin; who has taken over goes on at once."""
        self._opening = asyncio.create_task(self._open(took_over=took_over))

    async def _open(self, *, took_over: bool) -> None:
        is_done = not took_over and await self._first()
        aside = [self._menus.run()]
        if not is_done:
            aside.append(self._later())
        if self._duty.is_shared:
            aside.append(self._follow())
        make_receiver, make_webhook, make_ticker = self._make
        webhook, self._ticker = make_webhook(), make_ticker()
        self._loops = {
            "webhook": asyncio.create_task(webhook.run()),
            "deliver": asyncio.create_task(self._deliverer.run()),
            "tick": asyncio.create_task(self._ticker.run()),
        }
        self.turning = {"deliver": self._deliverer, "tick": self._ticker}
        self.sources = [webhook]
        if self._make_keeper is not None:
            self._keeper = self._make_keeper()
            self._loops["keep"] = asyncio.create_task(self._keeper.run())
            self.turning["keep"] = self._keeper
        if self._polls:
            receiver = make_receiver()
            self._loops["receive"] = asyncio.create_task(_poll(webhook, receiver))
            self._loops["watch"] = asyncio.create_task(receiver.watch())
            self.turning["receive"] = receiver
            self.sources.append(receiver)
        self._aside = [asyncio.create_task(harmless(work)) for work in aside]
        self.is_open.set()

    async def _follow(self) -> None:
        """Notice in the menus what another process has bound."""
        while True:
            await asyncio.sleep(FOLLOW_S)
            self._menus.wake()

    async def settled(self) -> None:
        """Wait until this process leads and all is open, or stands by."""
        await self._duty.decided.wait()
        if self._duty.leads():
            await self.is_open.wait()

    def wake(self) -> None:
        """Something has been committed that may have to be sent."""
        if self._loops:
            self._deliverer.wake()
            self._menus.wake()

    def check(self) -> None:
        """Raise what has ended a loop: Deposed, or Crashed from anything else."""
        if self._is_closing:
            return
        if self._opening is not None and self._opening.done():
            self._opening.result()
        for name, task in self._loops.items():
            if task.done():
                error = task.exception()
                if isinstance(error, Deposed):
                    raise error
                raise Crashed(f"The loop “{name}” ended") from error

    def take_in_no_more(self) -> Sequence[asyncio.Task[None]]:
        """Begin nothing new; returns what is to be waited for."""
        self._is_closing = True
        incoming = ("receive", "watch", "webhook")
        tasks = [self._loops[name] for name in incoming if name in self._loops]
        for task in (*tasks, *self._aside, *([self._opening] if self._opening else [])):
            task.cancel()
        if self._ticker is not None:
            self._ticker.stop()
            tasks.append(self._loops["tick"])
        if self._keeper is not None:
            self._keeper.stop()
            tasks.append(self._loops["keep"])
        return [*tasks, *self._aside]

    def send_no_more(self) -> Sequence[asyncio.Task[None]]:
        """Settle what is under way; returns what is to be waited for."""
        self._deliverer.stop()
        return [self._loops["deliver"]] if "deliver" in self._loops else []

    async def abandon(self) -> None:
        """End at once: another process goes on with it."""
        tasks = {*self.take_in_no_more()}
        if (delivering := self._loops.get("deliver")) is not None:
            delivering.cancel()  # what is under way may land while another process leads
            tasks.add(delivering)
        self._loops, self._aside, self._opening = {}, [], None
        self.turning, self.sources = {}, []
        self._ticker = self._keeper = None
        self.is_open.clear()
        self._is_closing = False
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=ABANDON_S)
            for task in tasks:
                if task in late:
                    task.cancel()
                elif not task.cancelled():
                    task.exception()  # it has been seen


async def _poll(webhook: Webhook, receiver: Receiver) -> None:
    """Poll once no webhook is in the way."""
    await webhook.tried.wait()
    await receiver.run()


async def harmless(work: Coroutine[Any, Any, None]) -> None:
    """Menus and the like never end the desk."""
    try:
        await work
    except Exception:
        log.exception("Something beside the loops failed; the desk goes on")
