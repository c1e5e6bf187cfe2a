"""Public or internal: decided once, from the words and from what they reply to."""

from enum import StrEnum

from bot.rules.words import looks_like_command
from storage.enums import LinkRole


class Visibility(StrEnum):
    """What becomes of something an agent writes in the staff group."""

    PUBLIC = "public"  # goes to the requester
    NOTE = "note"
    COMMAND = "command"  # for the bot; never public, whether it knows the command or not
    ASK = "ask"  # kept as a note until its author says
    CHAT = "chat"  # colleagues talking; nothing to do with a ticket


class ReplyTo(StrEnum):
    """What the message in the group replies to."""

    NOTHING = "nothing"
    CARD = "card"
    TOPIC = "topic"  # nothing in particular of a ticket's topic
    REQUESTER = "requester"  # the requester's words as the bot shows them
    OWN_ANSWER = "own answer"  # the writer's own public answer
    COLLEAGUE_ANSWER = "colleague's answer"
    NOTE = "note"
    NOTICE = "notice"  # the bot's own words about a ticket


TABLE = {
    ReplyTo.NOTHING: Visibility.CHAT,
    ReplyTo.CARD: Visibility.PUBLIC,
    ReplyTo.TOPIC: Visibility.PUBLIC,
    ReplyTo.REQUESTER: Visibility.PUBLIC,
    ReplyTo.OWN_ANSWER: Visibility.PUBLIC,
    ReplyTo.COLLEAGUE_ANSWER: Visibility.ASK,
    ReplyTo.NOTE: Visibility.NOTE,
    ReplyTo.NOTICE: Visibility.ASK,
}


def visibility(texts: list[str], reply_to: ReplyTo) -> Visibility:
    """Decide for a message, or for a whole album, from every text or caption in it."""
    if any(looks_like_command(text) for text in texts):
        return Visibility.COMMAND
    return TABLE[reply_to]


def reply_target(role: LinkRole, *, is_staff: bool, is_internal: bool, is_own: bool) -> ReplyTo:
    """Say what a linked message in the group is; the flags are those of its ticket message."""
    if role is LinkRole.CARD:
        return ReplyTo.CARD
    if role is LinkRole.TOPIC:
        return ReplyTo.TOPIC
    if role is LinkRole.NOTICE or role is LinkRole.FORM:
        return ReplyTo.NOTICE
    if is_internal:
        return ReplyTo.NOTE
    if not is_staff:
        return ReplyTo.REQUESTER
    return ReplyTo.OWN_ANSWER if is_own else ReplyTo.COLLEAGUE_ANSWER
