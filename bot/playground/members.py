"""Members of chats and their rights, in the shapes of the Bot API."""

from dataclasses import dataclass, field

from bot.playground.errors import Json

IN_CHAT = frozenset({"creator", "administrator", "member", "restricted"})
ADMINS = frozenset({"creator", "administrator"})
STATUSES = frozenset({*IN_CHAT, "left", "kicked"})

_ALWAYS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip
_IN_GROUPS = ("can_pin_messages",)
_IN_SUPERGROUPS = ("can_manage_topics",)
RIGHTS = (*_ALWAYS, *_IN_GROUPS, *_IN_SUPERGROUPS)

PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
    "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
    "can_send_other_messages", "can_add_web_page_previews", "can_react_to_messages",
    "can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages",
    "can_manage_topics",
)  # fmt: skip
DEFAULT_PERMISSIONS = {
    name: name not in ("can_change_info", "can_pin_messages", "can_manage_topics", "can_edit_tag")
    for name in PERMISSIONS
}


@dataclass(slots=True)
class Member:
    """How somebody stands in a chat; an administrator without `rights` has them all."""

    user_id: int
    status: str
    is_anonymous: bool = False
    rights: dict[str, bool] | None = None
    permissions: dict[str, bool] = field(default_factory=dict)

    @property
    def is_in(self) -> bool:
        """Tell whether this person is in the chat now."""
        return self.status in IN_CHAT

    @property
    def is_admin(self) -> bool:
        """Tell whether this person is an administrator or the creator."""
        return self.status in ADMINS

    def may(self, right: str) -> bool:
        """Tell whether an administrator's right is held."""
        if self.status == "creator":
            return True
        if self.status != "administrator":
            return False
        return self.rights is None or bool(self.rights.get(right))

    def can_write(self) -> bool:
        """Tell whether this member may send text."""
        if self.status == "restricted":
            return self.permissions.get("can_send_messages", False)
        return self.is_in

    def view(self) -> Json:
        """Return the member as the page sees it."""
        shown: Json = {"user_id": self.user_id, "status": self.status}
        if self.is_anonymous:
            shown["is_anonymous"] = True
        if self.status == "administrator" and self.rights is not None:
            shown["rights"] = self.rights
        return shown

    def as_chat_member(self, user: Json, chat_type: str) -> Json:
        """Return the ChatMember* object of the Bot API with all its required fields."""
        shown: Json = {"user": user, "status": self.status}
        match self.status:
            case "creator":
                shown["is_anonymous"] = self.is_anonymous
            case "administrator":
                names = RIGHTS if chat_type == "supergroup" else _ALWAYS + _IN_GROUPS
                shown |= {"can_be_edited": False, **{name: self.may(name) for name in names}}
                shown["can_manage_chat"] = True
                shown["is_anonymous"] = self.is_anonymous
            case "restricted":
                granted = {name: self.permissions.get(name, False) for name in PERMISSIONS}
                shown |= {"until_date": 0, "is_member": True, **granted}
            case "kicked":
                shown["until_date"] = 0
        return shown
