"""Which methods and parameters the Bot API has.

`bot_api.json` is the Bot API as data, cut down to kinds of updates, methods, parameters and the
types that may be handed in: from PaulSonOfLars/telegram-bot-api-spec (MIT licence). A required
field has a "!" before its type.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

_DATA = json.loads(Path(__file__).with_name("bot_api.json").read_text(encoding="utf-8"))
UPDATE_KINDS = frozenset[str](_DATA["updates"])
_TYPES: dict[str, dict[str, str]] = _DATA["types"]

_ARRAY = "Array of "


class Method:
    """A method's official name and its parameters' types by name."""

    def __init__(self, name: str, params: dict[str, str]) -> None:
        self.name = name
        self.key = name.lower()
        self.types = {param: expr.removeprefix("!") for param, expr in params.items()}
        self.names = frozenset(params)
        self.nested = frozenset(p for p, expr in self.types.items() if _is_nested(expr))


def _is_nested(expr: str) -> bool:
    return any(_inner(part) in _TYPES for part in expr.split("|")) and expr != "InputFile|String"


def _inner(part: str) -> str:
    while part.startswith(_ARRAY):
        part = part[len(_ARRAY) :]
    return part


METHODS: dict[str, Method] = {
    name.lower(): Method(name, params) for name, params in _DATA["methods"].items()
}


@cache
def _fields(expr: str) -> dict[str, str] | None:
    """Return the fields any of the alternatives has, or None where no object is described."""
    merged: dict[str, str] = {}
    known = False
    for part in expr.split("|"):
        if part in _TYPES:
            known = True
            for name, inner in _TYPES[part].items():
                inner = inner.removeprefix("!")
                merged[name] = f"{merged[name]}|{inner}" if name in merged else inner
    return merged if known else None


@cache
def _items(expr: str) -> str:
    return "|".join(part[len(_ARRAY) :] for part in expr.split("|") if part.startswith(_ARRAY))


def unknown_fields(expr: str, value: Any, path: str) -> list[str]:
    """Return the paths of all fields inside a value that its type does not have."""
    found: list[str] = []
    if isinstance(value, list):
        inner = _items(expr)
        if inner:
            for index, item in enumerate(value):
                if isinstance(item, dict | list):
                    found += unknown_fields(inner, item, f"{path}[{index}]")
    elif isinstance(value, dict):
        fields = _fields(expr)
        if fields is not None:
            for name, item in value.items():
                if name not in fields:
                    found.append(f"{path}.{name}")
                elif isinstance(item, dict | list):
                    found += unknown_fields(fields[name], item, f"{path}.{name}")
    return found
