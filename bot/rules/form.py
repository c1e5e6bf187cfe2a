"""The new-ticket form: its steps, what has been filled in, and what comes next."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.rules.content import Content, together
from bot.rules.words import units
from storage.enums import ContentKind, Priority

SUBJECT_LIMIT = 120  # UTF-16 units; longer ones are kept as the description
SPLIT_ABOVE = 4000  # Telegram's apps cut longer texts into several messages, sent at once
SPLIT_WITHIN = timedelta(seconds=2)


class Step(StrEnum):
    """A page of the form, in the order they are asked; the review comes last."""

    CATEGORY = "category"
    PRIORITY = "priority"
    SUBJECT = "subject"
    DESCRIPTION = "description"
    FILES = "files"
    REVIEW = "review"


ORDER = list(Step)
ASKED = ORDER[:-1]


def position(step: Step) -> int:
    """Return the number of the page, from 1."""
    return ORDER.index(step) + 1


def next_step(step: Step, *, reviewing: bool) -> Step:
    """Return the page after `step`; a change made from the review goes back to the review."""
    return Step.REVIEW if reviewing else ORDER[ORDER.index(step) + 1]


def previous_step(step: Step, *, reviewing: bool) -> Step | None:
    """Return the page before `step`, or None on the first one."""
    if reviewing:
        return Step.REVIEW
    index = ORDER.index(step)
    return ORDER[index - 1] if index else None


@dataclass(frozen=True)
class Form:
    """What has been filled in so far; `parts` are the description and files as they were sent."""

    step: Step = Step.CATEGORY
    reviewing: bool = False
    category_id: int | None = None
    priority: Priority | None = None
    subject: str = ""
    subject_id: int | None = None  # the message that said it
    parts: list[Content] = field(default_factory=list)
    source: dict[str, Any] = field(default_factory=dict)
    follow_up_of: str | None = None

    @property
    def description(self) -> str:
        """All words of the description."""
        return self.words[0]

    @property
    def words(self) -> tuple[str, list[Any]]:
        """All words of the description, with their entities."""
        return together((part.text, part.entities) for part in self.parts)

    @property
    def file_count(self) -> int:
        """How many files, places and contacts are attached."""
        return sum(len(part.files) or bool(part.extra and not part.text) for part in self.parts)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON for the draft."""
        return {
            "step": self.step.value,
            "reviewing": self.reviewing,
            "category_id": self.category_id,
            "priority": self.priority.value if self.priority else None,
            "subject": self.subject,
            "subject_id": self.subject_id,
            "parts": [part.to_json() for part in self.parts],
            "source": self.source,
            "follow_up_of": self.follow_up_of,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Form":
        """Undo `to_json`."""
        return cls(
            step=Step(data["step"]),
            reviewing=data["reviewing"],
            category_id=data["category_id"],
            priority=Priority(data["priority"]) if data["priority"] else None,
            subject=data["subject"],
            subject_id=data.get("subject_id"),
            parts=[Content.from_json(part) for part in data["parts"]],
            source=data["source"],
            follow_up_of=data["follow_up_of"],
        )


def advance(form: Form) -> Form:
    """Go to the next page that still has to be asked; what is known already is passed over."""
    step = next_step(form.step, reviewing=form.reviewing)
    while (step is Step.SUBJECT and form.subject) or (
        step is Step.DESCRIPTION and form.description and not form.reviewing
    ):
        step = ORDER[ORDER.index(step) + 1]
    return replace(form, step=step, reviewing=step is not Step.REVIEW and form.reviewing)


def without_files(parts: list[Content]) -> list[Content]:
    """Return only the words of what was sent."""
    return [
        replace(part, kind=ContentKind.TEXT, files=[], extra={}, media_group_id=None)
        for part in parts
        if part.text
    ]


def joined(parts: list[Content], content: Content) -> list[Content]:
    """Append content; the late part of an album joins the parts that came before it."""
    for index, part in enumerate(parts):
        if content.media_group_id and part.media_group_id == content.media_group_id:
            text, entities = together(
                [(part.text, part.entities), (content.text, content.entities)]
            )
            whole = replace(
                part,
                kind=ContentKind.ALBUM,
                text=text,
                entities=entities,
                files=[*part.files, *content.files],
                message_ids=[*part.message_ids, *content.message_ids],
            )
            return [*parts[:index], whole, *parts[index + 1 :]]
    return [*parts, content]


def without_words(parts: list[Content]) -> list[Content]:
    """Return only the files, places and contacts of what was sent."""
    return [
        replace(part, text="", entities=[]) for part in parts if part.kind is not ContentKind.TEXT
    ]


def is_rest(parts: list[Content], content: Content) -> bool:
    """Whether a text is the rest of one that Telegram cut in two because it was too long."""
    last = parts[-1] if parts else None
    if last is None or last.sent_at is None or content.sent_at is None:
        return False
    return units(last.text) > SPLIT_ABOVE and content.sent_at - last.sent_at <= SPLIT_WITHIN
