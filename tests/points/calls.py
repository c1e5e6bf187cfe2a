"""Telegram's side of the points: the playground's server strikes at one call."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable

from bot.playground.errors import Json
from bot.playground.misbehave import Misbehaviour, Order
from tests.points import points
from tests.points.points import CALL, Point

# What the desk asks and sets up at every start says nothing about a flow.
BESIDE = ("getupdates", "getme", "getmy", "setmy", "setchatmenubutton", "getwebhook", "getforum")


class Calls(Misbehaviour):
    """Counts calls from the first time that updates are asked for, and strikes at one."""

    def __init__(
        self, point: Point | None, said: tuple[str, ...], kill: Callable[[], None]
    ) -> None:
        super().__init__()
        self._point = point if point is not None and point.kind == CALL else None
        self._said = said
        self._kill = kill
        self.seen: Counter[str] = Counter()
        self.armed = False
        self.struck = ""
        self.size = 1  # how many messages the call makes, or words share the one it makes
        # The server only asks while there are orders.
        self.orders = [Order("", 1, "", 0, None, "", 0)]

    def next(self, method: str, chat_id: str, params: Json) -> Order | None:
        """Return what is to be done to this call, if it is the one."""
        if method == "getupdates":
            self.armed = True
        if not self.armed or method.startswith(BESIDE):
            return None
        call = f"{method} {chat_id}".strip()
        self.seen[call] += 1
        which = f"{call} {self.seen[call]}"
        if self._point is None or self._point.which != which:
            return None
        self.struck = which
        if method == "sendmediagroup":
            self.size = len(json.loads(params["media"]))
        elif method == "sendmessage":
            lines = str(params["text"]).split("\n")
            self.size = max(1, sum(word in lines for word in self._said))
        match self._point.fault:
            case points.KILLED_BEFORE:
                self._kill()
                return Order(method, 1, "reset", 0, None, "", 0)
            case points.KILLED_AFTER:  # it acts at once; before it answers, the process is gone
                asyncio.get_running_loop().call_later(0.05, self._kill)
                return Order(method, 1, "late_answer", 1, None, "", 0)
        return Order(method, 1, self._point.fault, 0, None, "", 0)
