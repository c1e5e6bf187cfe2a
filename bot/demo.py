"""`helpdesk demo`: the playground in this process, the real bot as a child that can be killed."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import webbrowser
from pathlib import Path

from bot.config import NAMES
from bot.playground import Playground, demo_world

HOST = "127.0.0.1"
PORTS_TRIED = 20
QUICK_DEATH_S = 5.0
QUICK_DEATHS = 3
STOP_WITHIN_S = 12.0  # the desk itself takes ten at most
DATABASE = "helpdesk.db"
KEPT_FROM_SHELL = {"LOG_LEVEL", "LOG_FORMAT", "TIME_ZONE", "DEFAULT_LANGUAGE"}


class GaveUp(Exception):
    """The bot cannot be kept running; the sentence says what was tried."""


class BotProcess:
    """The desk in a process of its own: killed by the page's button, started again when it dies.

    It holds the other end of a pipe and ends when that closes, so it never outlives the demo.
    """

    def __init__(self, folder: Path) -> None:
        self.environment: dict[str, str] = {}
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self._wanted = asyncio.Event()
        self._lock = asyncio.Lock()

    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the process unless it runs."""
        async with self._lock:
            self._wanted.set()
            if self.running():
                return
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run", "--until-stdin-ends"),
                stdin=subprocess.PIPE,
                env=self.environment,
                cwd=self._folder,  # no .env of the real desk there
                start_new_session=True,  # Ctrl+C is for the demo, which then ends the bot
            )

    async def kill(self) -> None:
        """End the process as a power cut would; it stays dead until `start`."""
        async with self._lock:
            self._wanted.clear()
            if self._process is not None and self.running():
                self._process.kill()
                await self._process.wait()

    async def stop(self) -> None:
        """End the process in order."""
        async with self._lock:
            self._wanted.clear()
            if self._process is None or not self.running():
                return
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
            try:
                async with asyncio.timeout(STOP_WITHIN_S):
                    await self._process.wait()
            except TimeoutError:
                self._process.kill()
                await self._process.wait()

    async def keep_running(self) -> None:
        """Start the process again whenever it dies by itself; raises GaveUp if that is in vain."""
        loop = asyncio.get_running_loop()
        quick = 0
        while True:
            await self._wanted.wait()
            await self.start()
            began, process = loop.time(), self._process
            assert process is not None
            status = await process.wait()
            if not self._wanted.is_set() or process is not self._process:
                continue
            quick = quick + 1 if loop.time() - began < QUICK_DEATH_S else 0
            if quick >= QUICK_DEATHS:
                raise GaveUp(f"The bot ended {quick} times right after its start, see above.")
            _say(f"The bot ended by itself (status {status}); it is started again.")
            await asyncio.sleep(0.5)


def run(port: int, *, browser: bool, keep: Path | None) -> int:
    """Run the demo until Ctrl+C and return the exit status."""
    folder = keep or Path(tempfile.mkdtemp(prefix="helpdesk-demo-"))
    if keep is not None and (keep / DATABASE).exists():
        # The chats of the playground live in memory: an older database would not fit them.
        return _refuse(f"{keep} holds a database of an earlier demo: name another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return _refuse(f"{folder} cannot be used: {error.strerror}.")
    free = free_port(port)
    if free is None:
        return _refuse(f"The ports {port} to {port + PORTS_TRIED - 1} are taken: try --port 9000.")
    try:
        asyncio.run(_demo(free, folder.absolute(), browser=browser))
    except GaveUp as error:
        return _refuse(str(error), status=1)
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def free_port(first: int) -> int | None:
    """Return the first free port from `first` on, or None after a few."""
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            if os.name == "posix":  # as the server does: a port just left is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    return None


async def _demo(port: int, folder: Path, *, browser: bool) -> None:
    desk = BotProcess(folder)
    playground = Playground(control=desk)
    demo_world(playground.world)
    await playground.start(HOST, port)
    desk.environment = environment(playground, folder)
    _say(f"The playground is open: {playground.url}\nCtrl+C closes it.")
    if browser:
        # Some browsers block until they are closed.
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, playground.url)
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(told.set))
    await desk.start()
    keeping = asyncio.create_task(desk.keep_running())
    waiting = asyncio.create_task(told.wait())
    try:
        await asyncio.wait((keeping, waiting), return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
        keeping.cancel()
        await desk.stop()
        await playground.stop()
    if keeping.done() and not keeping.cancelled():
        keeping.result()


def environment(playground: Playground, folder: Path) -> dict[str, str]:
    """Return the settings of a desk that works in the playground, with nothing of a real one's."""
    staff = next(chat for chat in playground.world.chats.values() if chat.type == "supergroup")
    owners = [str(m.user_id) for m in staff.members.values() if m.status == "creator"]
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper() not in NAMES - KEPT_FROM_SHELL
    }
    modules = [str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
    return kept | {
        "BOT_TOKEN": playground.token,
        "BOT_API_URL": playground.url,
        "STAFF_CHAT_ID": str(staff.id),
        "ADMIN_IDS": ",".join(owners),
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "PYTHONPATH": os.pathsep.join(filter(None, modules)),
        "PYTHONUTF8": "1",
        "NO_PROXY": "*",  # a proxy of the real desk knows nothing of this machine
        "no_proxy": "*",
    }


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def _refuse(sentence: str, status: int = 2) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return status
