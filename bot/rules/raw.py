"""Updates as they came, before anybody knows that they make sense."""

import json
from typing import Any


def read(payload: str | None) -> dict[str, Any]:
    """Return what came as an object, an empty one for whatever is none."""
    try:
        return part(json.loads(payload or "{}"))
    except (ValueError, RecursionError):
        return {}


def part(value: Any, *names: str) -> dict[str, Any]:
    """Return an object, or one within it by name, an empty one where there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
