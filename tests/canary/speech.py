"""What people say: words with marks in them, in every kind that Telegram can send."""

import random
import re
from typing import Any

from tests.canary.marks import Marks, Said

COMMON = ["printer", "принтер", "<b>printer</b>", "_printer_ {requester}", "Принтеры!"]
NUMBER = re.compile(r"#(\d+)")


class Speech:
    """Makes up what is said, with the walk's dice."""

    def __init__(self, rng: random.Random, marks: Marks) -> None:
        self.rng = rng
        self.marks = marks

    def of_requester(self, person_id: int, step: int) -> Said:
        """Something a requester says: for themselves and the team."""
        return Said("words", person_id, step, {person_id})

    def words(self, said: Said) -> str:
        """Return words that begin and end with a mark, now and then very many."""
        filling = self.rng.choice(COMMON)
        if self.rng.random() < 0.04:
            filling = f"{filling} {'long ' * 700}"
        return f"{self.marks.new(said)} {filling} {self.marks.new(said)}"

    def commanding(self, said: Said, command: str) -> dict[str, Any]:
        """Return words behind a command, as a text or where captions are."""
        text = f"{command} {self.words(said)}"[:1000]
        chance = self.rng.random()
        if chance < 0.6:
            return {"text": text}
        if chance < 0.8:
            return {**self.file(said, "document"), "caption": text}
        if chance < 0.85:
            return {"poll": {"question": text[:250], "options": [self.marks.new(said), "no"]}}
        parts = [self.file(said, "photo"), {**self.file(said, "photo"), "caption": text}]
        self.rng.shuffle(parts)
        return {"album": parts}

    def file(self, said: Said, kind: str) -> dict[str, Any]:
        """Return a file with a marked name."""
        return {kind: {"name": f"{self.marks.new(said)}.png"}}

    def content(self, said: Said) -> dict[str, Any]:
        """Return anything one can send."""
        new, words = self.marks.new, self.words
        chance = self.rng.random()
        if chance < 0.5:
            body: dict[str, Any] = {"text": words(said)}
        elif chance < 0.62:
            kind = self.rng.choice(["photo", "document", "video", "animation", "audio", "voice"])
            body = {**self.file(said, kind), "caption": words(said)[:900]}
        elif chance < 0.68:
            body = self.file(said, self.rng.choice(["document", "sticker", "video_note"]))
        elif chance < 0.76:
            first = {**self.file(said, "photo"), "caption": new(said)}
            body = {"album": [first, {**self.file(said, "photo"), "caption": words(said)[:900]}]}
        elif chance < 0.81:
            body = {"contact": {"phone_number": "+4930123", "first_name": new(said)}}
        elif chance < 0.86:
            at = {"latitude": 52.5, "longitude": 13.4}
            body = {"venue": {"location": at, "title": new(said), "address": new(said)}}
        elif chance < 0.88:
            body = {"location": {"latitude": 52.5, "longitude": 13.4}}
        elif chance < 0.94:
            body = {"poll": {"question": words(said)[:200], "options": [new(said), new(said)]}}
        else:
            origin = {"type": "hidden_user", "sender_user_name": new(said)}
            body = {"text": words(said), "forward_origin": origin}
        return body

    def edited(self, said: Said, message: dict[str, Any]) -> dict[str, Any] | None:
        """Return another wording, or another file, for a message that can be edited."""
        if "text" in message:
            return {"text": self.words(said)}
        if "photo" in message or "document" in message:
            if self.rng.random() < 0.4:
                kind = "photo" if "photo" in message else "document"
                return {**self.file(said, kind), "caption": self.words(said)[:900]}
            return {"caption": self.words(said)[:900]}
        return None

    def numbers(self, message: dict[str, Any]) -> set[int]:
        """Return the tickets that a message of the bot's names in its first line."""
        text = str(message.get("text") or message.get("caption") or "")
        return {int(number) for number in NUMBER.findall(text.partition("\n")[0])}
