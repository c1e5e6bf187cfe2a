"""The bot's process, as far as the page can end and start it."""

from typing import Protocol

from bot.playground.journal import Journal


class BotControl(Protocol):
    """How the page ends and starts the bot's process."""

    def running(self) -> bool:
        """Tell whether the process runs."""

    async def kill(self) -> None:
        """End the process at once, as kill -9 does."""

    async def start(self) -> None:
        """Start the process anew."""


class BotWatch:
    """Tells the page when the bot's process has ended or started, also by itself."""

    def __init__(self, journal: Journal, control: BotControl | None) -> None:
        self.control = control
        self._journal = journal
        self._was_running: bool | None = None

    def look(self) -> None:
        """Compare with the last look."""
        if self.control is not None:
            running = self.control.running()
            if self._was_running is not None and running != self._was_running:
                self._journal.event("bot", running=running)
            self._was_running = running
