"""Keyboards, checked as Telegram checks them."""

import json
from typing import Any

from bot.playground.call import Call
from bot.playground.errors import Json, bad_request

MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
MAX_BYTES = 10_000
_KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
    "callback_game", "pay",
)  # fmt: skip
_STYLES = ("primary", "success", "danger")
_URL_STARTS = ("http://", "https://", "tg://", "mailto:", "tel:", "t.me/")


def reply_markup(call: Call, *, only_inline: bool = False) -> Json | None:
    """Return the keyboard of a call, or None; an empty inline keyboard is none."""
    if "reply_markup" not in call.params:
        return None
    value = call.decoded("reply_markup", "can't parse reply keyboard markup JSON object")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    kind = next((name for name in _KINDS if name in value), None)
    if kind == "inline_keyboard":
        return _inline(value[kind])
    if only_inline and value:
        raise bad_request("inline keyboard expected")
    if kind == "keyboard":
        for row in _rows(value[kind], "ReplyKeyboardMarkup", kind):
            for button in row:
                if not isinstance(button, str | dict):
                    raise bad_request("can't parse keyboard button: expected an Object")
                if not (button if isinstance(button, str) else button.get("text")):
                    raise bad_request("keyboard button text must be non-empty")
    return value or None


def is_inline(markup: Json | None) -> bool:
    """Tell whether a keyboard belongs under its message."""
    return bool(markup and "inline_keyboard" in markup)


def _rows(rows: Any, kind: str, field: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}" of the {kind} should be an Array of Arrays')
    return rows


def _inline(rows: Any) -> Json | None:
    kept = [
        [_button(button) for button in row]
        for row in _rows(rows, "InlineKeyboardMarkup", "inline_keyboard")
        if row
    ]
    count = sum(map(len, kept))
    if count > MAX_BUTTONS or (count > 20 and len(json.dumps(kept)) > MAX_BYTES):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request(
            'can\'t parse inline keyboard button: Field "text" must be of type String'
            if "text" in button
            else "can't parse inline keyboard button: Can't find field \"text\""
        )
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    style = button.get("style")
    if style and style not in _STYLES:
        raise bad_request("can't parse inline keyboard button: Invalid button style specified")
    _CHECKS.get(actions[0], _nothing)(button[actions[0]])
    return button


def _check_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(url: Any) -> None:
    known = isinstance(url, str) and (url.lower().startswith(_URL_STARTS) or "." in url)
    if not known or " " in str(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_copy(copied: Any) -> None:
    text = copied.get("text") if isinstance(copied, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _nothing(_: Any) -> None:
    pass


_CHECKS = {"callback_data": _check_data, "url": _check_url, "copy_text": _check_copy}
