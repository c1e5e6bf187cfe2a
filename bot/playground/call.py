"""One call of the bot: its parameters, read the lenient way Telegram reads them."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.playground.errors import Json, bad_request
from bot.playground.schema import Method, unknown_fields

if TYPE_CHECKING:
    from bot.playground.world import World

TRUE_WORDS = frozenset({"true", "yes", "1"})
FALSE_WORDS = frozenset({"false", "no", "0", ""})


@dataclass(slots=True)
class Upload:
    """A file that came with the request itself."""

    name: str
    data: bytes
    mime_type: str | None


class Call:
    """A method with its parameters; a parameter is a string, or JSON where the body was JSON."""

    __slots__ = ("_decoded", "method", "params", "uploads", "world")

    def __init__(
        self, world: "World", method: Method, params: Json, uploads: dict[str, Upload]
    ) -> None:
        self.world = world
        self.method = method
        self.params = params
        self.uploads = uploads
        self._decoded: Json = {}

    def has(self, name: str) -> bool:
        """Tell whether a parameter came with a value."""
        return self.params.get(name) not in (None, "")

    def string(self, name: str) -> str:
        """Return a parameter as text, empty if it did not come."""
        value = self.params.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return json.dumps(value) if isinstance(value, dict | list | bool) else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a parameter as a number; what is no number counts as 0."""
        value = self.params.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            self.fault(f"{name} is not an integer: {value!r}")
            return 0

    def number(self, name: str) -> float:
        """Return a parameter as a decimal number; raises where it is none."""
        try:
            return float(self.params.get(name) or "")
        except (TypeError, ValueError):
            raise bad_request(f"{name} is empty") from None

    def boolean(self, name: str) -> bool:
        """Return a parameter as yes or no; absent is no."""
        value = self.params.get(name)
        if value is None or isinstance(value, bool):
            return bool(value)
        word = str(value).strip().lower()
        if word not in TRUE_WORDS | FALSE_WORDS:
            self.fault(f"{name} is neither true nor false: {value!r}")
        return word in TRUE_WORDS

    def decoded(self, name: str, refusal: str) -> Any:
        """Return a parameter that carries JSON, None if it did not come.

        Raises a 400 with the given text where the JSON cannot be read.
        """
        if name in self._decoded:
            return self._decoded[name]
        value = self.params.get(name)
        if isinstance(value, str):
            if not value:
                return None
            try:
                value = json.loads(value)
            except ValueError:
                raise bad_request(refusal) from None
        self._decoded[name] = value
        if isinstance(value, dict | list):
            for path in unknown_fields(self.method.types.get(name, ""), value, name):
                self.fault(f"unknown field {path}")
        return value

    def fault(self, description: str) -> None:
        """Record a mistake that Telegram passes over in silence."""
        self.world.journal.fault(self.method.name, description, self.public_params())

    def public_params(self) -> Json:
        """Return the parameters for the log: files by name and size, never their bytes."""
        if not self.uploads:
            return self.params
        files = {k: {"name": u.name, "size": len(u.data)} for k, u in self.uploads.items()}
        return {**self.params, **files}
