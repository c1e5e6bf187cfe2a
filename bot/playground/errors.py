"""What the playground refuses, on the bot's side and on the people's."""

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal in Telegram's words: `description` carries the prefix that belongs to `code`."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(text: str) -> ApiError:
    """Return a 400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> ApiError:
    """Return a 403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {text}")


class PeopleError(Exception):
    """What a person cannot do, as one sentence for the page."""
