"""What the staff group and the bot's place in it lack, from what Telegram says of both."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Lack(StrEnum):
    """What must be mended."""

    NOT_A_GROUP = "not_a_group"
    PUBLIC = "public"
    NOT_THERE = "not_there"
    NOT_ADMINISTRATOR = "not_administrator"
    DELETE_MESSAGES = "can_delete_messages"
    PIN_MESSAGES = "can_pin_messages"
    MANAGE_TOPICS = "can_manage_topics"

    @property
    def key(self) -> str:
        """The id of the sentence that says how to mend it."""
        return f"setup-problem-{self.value.replace('_', '-')}"


UNUSABLE = {Lack.NOT_A_GROUP, Lack.PUBLIC, Lack.NOT_THERE}
RIGHTS = (Lack.DELETE_MESSAGES, Lack.PIN_MESSAGES)
FORUM_RIGHTS = (*RIGHTS, Lack.MANAGE_TOPICS)


def missing_rights(member: Mapping[str, Any], chat: Mapping[str, Any]) -> list[Lack]:
    """Return what is wrong, the gravest first; `member` is the bot's ChatMember in `chat`."""
    if chat["type"] not in ("group", "supergroup"):
        return [Lack.NOT_A_GROUP]
    lacks = []
    # A public group can be read by anybody, and with it every internal note.
    if chat.get("username") or chat.get("active_usernames"):
        lacks.append(Lack.PUBLIC)
    status = member["status"]
    if status in ("left", "kicked") or (status == "restricted" and not member.get("is_member")):
        return [*lacks, Lack.NOT_THERE]
    if status == "creator":
        return lacks
    if status != "administrator":
        return [*lacks, Lack.NOT_ADMINISTRATOR]
    needed = FORUM_RIGHTS if chat.get("is_forum") else RIGHTS
    return [*lacks, *(right for right in needed if not member.get(right))]
