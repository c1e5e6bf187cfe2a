"""Privacy mode: what a bot that is no administrator hears of a group."""

from bot.playground.errors import Json
from bot.playground.model import is_service


def meant_for_bot(bot: Json, body: Json) -> bool:
    """Tell whether a bot in privacy mode gets a message of a group."""
    replied = body.get("reply_to_message")
    if replied and replied.get("from", {}).get("id") == bot["id"]:
        return True
    text = body.get("text", body.get("caption"))
    if text is None:
        return is_service(body)
    entities = body.get("entities") or body.get("caption_entities") or []
    for entity in entities:
        if entity["type"] == "bot_command":
            data = text.encode("utf-16-le")
            start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
            command = data[start:end].decode("utf-16-le")
            _, _, addressed = command.partition("@")
            if not addressed or addressed.lower() == bot["username"].lower():
                return True
    return False
