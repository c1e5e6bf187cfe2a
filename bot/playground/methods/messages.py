"""Sending what is no file: texts, places, contacts, polls, dice, chat actions."""

import random

from bot.playground.call import Call
from bot.playground.errors import Json, bad_request
from bot.playground.methods.target import count_flood, place, writable_chat
from bot.playground.text import MAX_TEXT, format_text, formatted, is_blank, units

ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
})  # fmt: skip
DICE = {"🎲": 6, "🎯": 6, "🏀": 5, "⚽": 5, "🎳": 6, "🎰": 64}


def _send(call: Call, content: Json, permission: str = "can_send_messages") -> Json:
    where = place(call, permission)
    count_flood(call.world, where.chat)
    return where.send(call.world, content).json


def send_message(call: Call) -> Json:
    """Send a text."""
    text, entities = formatted(call, "text", "entities", MAX_TEXT)
    if not text or is_blank(text):
        raise bad_request("message text is empty")
    content: Json = {"text": text, "entities": entities} if entities else {"text": text}
    return _send(call, content)


def _location(call: Call) -> Json:
    latitude, longitude = call.number("latitude"), call.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong latitude or longitude specified")
    location: Json = {"latitude": latitude, "longitude": longitude}
    if call.has("horizontal_accuracy"):
        location["horizontal_accuracy"] = call.number("horizontal_accuracy")
    for name in ("live_period", "heading", "proximity_alert_radius"):
        if call.has(name):
            location[name] = call.integer(name)
    return location


def send_location(call: Call) -> Json:
    """Send a point on the map."""
    return _send(call, {"location": _location(call)})


def send_venue(call: Call) -> Json:
    """Send a point with a name and an address."""
    for name in ("title", "address"):
        if not call.has(name):
            raise bad_request(f"{name} is empty")
    venue: Json = {
        "location": _location(call), "title": call.string("title"),
        "address": call.string("address"),
    }  # fmt: skip
    for name in ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type"):
        if call.has(name):
            venue[name] = call.string(name)
    return _send(call, {"venue": venue, "location": venue["location"]})


def send_contact(call: Call) -> Json:
    """Send a telephone number with a name."""
    if not call.has("phone_number"):
        raise bad_request("phone number is empty")
    if not call.has("first_name"):
        raise bad_request("first name is empty")
    names = ("phone_number", "first_name", "last_name", "vcard")
    return _send(call, {"contact": {n: call.string(n) for n in names if call.has(n)}})


def poll_content(question: str, options: list[str], number: int, **fields: object) -> Json:
    """Return a Poll nobody has voted in."""
    return {
        "id": str(number), "question": question,
        "options": [
            {"persistent_id": str(n), "text": text, "voter_count": 0}
            for n, text in enumerate(options)
        ],
        "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
        "allows_multiple_answers": False, "allows_revoting": True, "members_only": False,
        **fields,
    }  # fmt: skip


def send_poll(call: Call) -> Json:
    """Send a poll."""
    question, _ = format_text(call, call.string("question"), "", None, MAX_TEXT)
    given = call.decoded("options", "can't parse options JSON object")
    if not question:
        raise bad_request("poll question must be non-empty")
    if units(question) > 300:
        raise bad_request("poll question length must not exceed 300")
    if not isinstance(given, list):
        raise bad_request("expected an Array of String as options")
    options = [str(o.get("text", "")) if isinstance(o, dict) else str(o) for o in given]
    if not options:
        raise bad_request("poll must have at least 1 option")
    if len(options) > 12:
        raise bad_request("poll can't have more than 12 options")
    for option in options:
        if not option:
            raise bad_request("poll options must be non-empty")
        if units(option) > 100:
            raise bad_request("poll options length must not exceed 100")
    fields: Json = {"type": call.string("type") or "regular"}
    for name in ("is_closed", "is_anonymous", "allows_multiple_answers"):
        if call.has(name):
            fields[name] = call.boolean(name)
    poll = poll_content(question, options, call.world.unique(), **fields)
    return _send(call, {"poll": poll}, "can_send_polls")


def send_dice(call: Call) -> Json:
    """Throw a die."""
    emoji = (call.string("emoji") or "🎲").removesuffix("\ufe0f")
    if emoji not in DICE:
        raise bad_request("DICE_EMOJI_INVALID")
    dice = {"emoji": emoji, "value": random.randint(1, DICE[emoji])}
    return _send(call, {"dice": dice}, "can_send_other_messages")


def send_chat_action(call: Call) -> bool:
    """Show that the bot is doing something."""
    action = call.string("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(call)
    call.world.journal.event("typing", chat_id=chat.id)
    return True


METHODS = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "sendPoll": send_poll,
    "sendDice": send_dice,
    "sendChatAction": send_chat_action,
}
