"""Faults of the network and of Telegram itself, ordered by tests."""

from dataclasses import dataclass

from bot.playground.errors import Json, PeopleError

HOW = frozenset({"500", "502html", "reset", "lost_answer", "late_answer", "hang", "429"})


@dataclass(slots=True)
class Order:
    """What to do to the next `times` calls of a method; "*" is any but getUpdates.

    Only to those that say `saying`, if it is given; nothing happens before `delay` seconds.
    """

    method: str
    times: int
    how: str
    seconds: float
    chat_id: int | None
    saying: str
    delay: float

    def fits(self, method: str, chat_id: str, params: Json) -> bool:
        """Tell whether a call is meant; `method` in lower case."""
        if self.method != method and (self.method != "*" or method == "getupdates"):
            return False
        if self.saying and not any(self.saying in str(value) for value in params.values()):
            return False
        return self.chat_id is None or str(self.chat_id) == chat_id


class Misbehaviour:
    """The orders still open."""

    def __init__(self) -> None:
        self.orders: list[Order] = []

    def add(self, body: Json) -> None:
        """Take an order as the people's side sends it."""
        how = str(body.get("how"))
        if how not in HOW:
            raise PeopleError(f"There is no misbehaviour {how!r}; known are {sorted(HOW)}.")
        self.orders.append(
            Order(
                str(body.get("method", "*")).lower(),
                int(body.get("times", 1)),
                how,
                float(body.get("seconds", 1)),
                int(body["chat_id"]) if body.get("chat_id") is not None else None,
                str(body.get("saying", "")),
                float(body.get("delay", 0)),
            )
        )

    def next(self, method: str, chat_id: str, params: Json) -> Order | None:
        """Return the order that this call falls under, and count it."""
        for order in self.orders:
            if order.fits(method, chat_id, params):
                order.times -= 1
                if order.times <= 0:
                    self.orders.remove(order)
                return order
        return None
