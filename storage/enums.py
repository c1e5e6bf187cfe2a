"""The closed sets of values that rows hold; stored as their lower-case names."""

from enum import StrEnum


class Status(StrEnum):
    """Where a ticket stands; the moves between them are in `bot.rules.transitions`."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Priority(StrEnum):
    """How pressing the requester or an agent says a ticket is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"


class ListOrder(StrEnum):
    """In which order a list of tickets stands."""

    NEWEST = "newest"  # first
    OLDEST = "oldest"
    LONGEST = "longest"  # those that have waited longest for the team, and no others


class Role(StrEnum):
    """What a person is to the desk, derived from their membership of the staff group."""

    REQUESTER = "requester"
    AGENT = "agent"
    ADMIN = "admin"


class ContentKind(StrEnum):
    """What a message carries; every kind here can be stored and relayed."""

    TEXT = "text"
    PHOTO = "photo"
    DOCUMENT = "document"
    VIDEO = "video"
    ANIMATION = "animation"
    AUDIO = "audio"
    VOICE = "voice"
    VIDEO_NOTE = "video_note"
    STICKER = "sticker"
    LOCATION = "location"
    VENUE = "venue"
    CONTACT = "contact"
    ALBUM = "album"


class Delivery(StrEnum):
    """Whether Telegram has accepted a ticket message for the other side."""

    NONE = "none"  # an internal note, or a description that the card itself shows
    PENDING = "pending"
    DELIVERED = "delivered"
    HELD = "held"  # the requester blocked the bot; sent when they come back
    FAILED = "failed"
    WITHDRAWN = "withdrawn"  # its author took it back: no requester is shown it any more


class LinkRole(StrEnum):
    """What a Telegram message is to the ticket it belongs to."""

    SOURCE = "source"  # what the author themself wrote
    COPY = "copy"  # the author's words as the bot showed them on the other side
    HEADER = "header"  # the header above a copy that cannot carry one
    CARD = "card"
    TOPIC = "topic"  # what opens the ticket's topic; its message id is the topic's id
    NOTICE = "notice"  # the bot's own words about a ticket
    FORM = "form"  # a message of a dialogue with one person


class DraftKind(StrEnum):
    """What a half-finished conversation is about; a person has at most one of each in a chat."""

    FORM = "form"  # a new ticket being written
    LOOSE = "loose"  # words whose ticket is not known yet
    TARGET = "target"  # the ticket that the person's next words go to
    RATING = "rating"  # the ticket whose rating their next words comment on
    ERASURE = "erasure"  # how far they have come in saying that their data shall be erased
    TAKEOUT = "takeout"  # they have just been given their data


class OutboxRank(StrEnum):
    """How an outgoing call is queued."""

    CONTENT = "content"  # people's words: kept in order, before notices, repeated when in doubt
    NOTICE = "notice"  # the bot's own words: repeated at most once when in doubt
    TOPIC = "topic"  # makes a ticket's topic, in a lane of its own; what belongs there waits
    ANSWER = "answer"  # callback answers: outside the lanes, worthless after ten seconds
    RECEIPT = "receipt"  # reactions: outside the lanes, since repeating one changes nothing


class OutboxState(StrEnum):
    """How far an outgoing call has come."""

    PENDING = "pending"
    SENDING = "sending"  # under a lease; found so after a crash: in doubt
    SENT = "sent"
    HELD = "held"  # its reader blocked the bot
    FAILED = "failed"
    DROPPED = "dropped"  # no longer worth sending
    ERASED = "erased"  # under way when its words were taken back: what it makes goes once it lands


class BacklogStep(StrEnum):
    """How a ticket left the backlog of what somebody still has to do, or that it came back."""

    RESOLVED = "resolved"
    CLOSED = "closed"  # without having been resolved
    REOPENED = "reopened"


class Keeping(StrEnum):
    """What became of the desk's own copy of an attachment."""

    WAITING = "waiting"  # for its turn, or for another try
    KEPT = "kept"
    TOO_LARGE = "too_large"  # for a bot to fetch
    GONE = "gone"  # Telegram does not give it any more


class EventKind(StrEnum):
    """What the audit log records."""

    TICKET_OPENED = "ticket_opened"
    TICKET_RECEIVED = "ticket_received"  # its card stands in the staff group
    REQUESTER_WROTE = "requester_wrote"
    AGENT_ANSWERED = "agent_answered"
    NOTE_ADDED = "note_added"
    MESSAGE_UNDECIDED = "message_undecided"
    MESSAGE_EDITED = "message_edited"
    EDIT_IGNORED = "edit_ignored"  # a public answer edited into a command
    MESSAGES_MOVED = "messages_moved"
    TAKEN = "taken"
    ASSIGNED = "assigned"
    RELEASED = "released"
    STATUS_CHANGED = "status_changed"
    PRIORITY_CHANGED = "priority_changed"
    CATEGORY_CHANGED = "category_changed"
    SUBJECT_CHANGED = "subject_changed"
    TAGS_CHANGED = "tags_changed"
    RESOLVED = "resolved"
    CLOSED = "closed"
    SOLVED = "solved"
    REOPENED = "reopened"
    DELIVERY_FAILED = "delivery_failed"
    DELIVERY_HELD = "delivery_held"
    DELIVERY_RESUMED = "delivery_resumed"
    GROUP_BOUND = "group_bound"
    GROUP_MIGRATED = "group_migrated"
    TOPICS_SWITCHED = "topics_switched"  # the staff group has topics now, or none any more
    TOPIC_LOST = "topic_lost"  # somebody deleted a ticket's topic
    RIGHT_MISSING = "right_missing"  # the bot may not do something that topics need
    LANGUAGE_CHANGED = "language_changed"
    CANNED_ADDED = "canned_added"
    CANNED_EDITED = "canned_edited"
    CANNED_DELETED = "canned_deleted"
    CANNED_USED = "canned_used"
    BANNED = "banned"
    UNBANNED = "unbanned"
    CATEGORY_ADDED = "category_added"
    CATEGORY_EDITED = "category_edited"
    AGENT_ACTIVATED = "agent_activated"
    AGENT_DEACTIVATED = "agent_deactivated"
    SETTINGS_CHANGED = "settings_changed"
    WITHDRAWN = "withdrawn"
    CLOSE_ASKED = "close_asked"
    STILL_NEEDED = "still_needed"  # the requester does not accept that it is closed
    RATING_ASKED = "rating_asked"
    RATED = "rated"
    RATING_COMMENTED = "rating_commented"
    RATING_COMMENT_MOVED = "rating_comment_moved"  # it was meant for the ticket
    LINKED = "linked"
    UNLINKED = "unlinked"
    MERGED = "merged"  # a duplicate, into another ticket
    DUPLICATE_MERGED = "duplicate_merged"  # the same, as that other ticket's log has it
    SPLIT_OFF = "split_off"  # one message, as another ticket
    SPLIT_FROM = "split_from"  # the same, as that other ticket's log has it
    TRANSCRIPT_TAKEN = "transcript_taken"
    DATA_GIVEN = "data_given"  # somebody took a copy of their own data
    ERASED = "erased"  # at the requester's own request
