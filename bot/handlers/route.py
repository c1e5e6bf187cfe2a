"""How an update finds its handler: by place, command, button or unfinished conversation.

All routes stand in one group of python-telegram-bot's dispatcher, so the first that wants an
update gets it; all block, so the transaction is committed only after they have finished.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.buttons import Press
from bot.context import Place, Turn, current

Callback = Callable[[Turn], Awaitable[None]]
Test = Callable[[Turn], bool]


class Route(BaseHandler[Update, Any, None]):
    """Hands the current turn to `callback` when `test` says so.

    `doors` are the commands or the kind of button that it opens to, with their place.
    """

    def __init__(
        self, test: Test, callback: Callback, doors: tuple[tuple[Place, str], ...] = ()
    ) -> None:
        super().__init__(callback, block=True)  # type: ignore[arg-type]  # ours takes the turn alone
        self.test = test
        self.run = callback
        self.doors = doors

    def check_update(self, update: object) -> bool:
        """Say whether the update is for this handler."""
        return self.test(current())

    async def handle_update(
        self, update: Update, application: Any, check_result: object, context: Any
    ) -> None:
        """Run the handler."""
        await self.run(current())


def command(place: Place, *names: str, to: Callback) -> Route:
    """A route for one of these commands, addressed to this bot or to none."""

    def test(turn: Turn) -> bool:
        return (
            turn.place is place
            and turn.command is not None
            and turn.command.name in names
            # A requester's caption belongs to its file: as a command it would be thrown away.
            and (place is not Place.PRIVATE or bool(turn.message.text))
            and for_us(turn)
        )

    return Route(test, to, tuple((place, f"/{name}") for name in names))


def for_us(turn: Turn) -> bool:
    """Whether a command is meant for this bot."""
    target = turn.command.target if turn.command else None
    return target is None or target.lower() == turn.work.desk.bot_username.lower()


def pressed(place: Place, kind: type[Press], to: Callback) -> Route:
    """A route for presses of one kind of button."""
    doors = ((place, kind.__name__),)
    return Route(lambda turn: turn.place is place and isinstance(turn.press, kind), to, doors)


def said(place: Place, to: Callback, when: Test = lambda turn: True) -> Route:
    """A route for new messages in a place."""
    return Route(
        lambda turn: (
            (turn.place is place and turn.update.message is not None and bool(turn.parts))
            and when(turn)
        ),
        to,
    )


def on(test: Test, to: Callback) -> Route:
    """A route for anything else."""
    return Route(test, to)
