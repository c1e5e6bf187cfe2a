"""Who may do what: one function, asked at every door."""

from dataclasses import dataclass
from enum import StrEnum

from storage.enums import Role


class Act(StrEnum):
    """Everything that somebody may want to do; the values are only for reading logs."""

    # in a private chat, with one's own tickets
    OPEN_TICKET = "open a ticket"
    SEE_OWN = "see an own ticket"
    WRITE_OWN = "write in an own ticket"
    SOLVE_OWN = "close an own ticket as solved"
    REOPEN_OWN = "reopen an own ticket"
    ANSWER_CLOSE_OWN = "accept that an own ticket is closed, or not"
    RATE_OWN = "rate the help with an own ticket"
    TRANSCRIPT_OWN = "get an own ticket as a file"
    SEARCH_OWN = "search in one's own tickets"
    OWN_DATA = "get or erase one's own data"  # a ban does not end this right
    # in the staff group, with any ticket
    SEE_ANY = "see any ticket"
    TRANSCRIPT_ANY = "get any ticket as a file, notes included"
    SEARCH_ANY = "search in all tickets, notes included"
    ANSWER = "answer"
    NOTE = "write an internal note"
    TRIAGE = "assign, change, resolve, close, reopen"
    WITHDRAW = "take an own answer back"
    WITHDRAW_ANY = "take anybody's answer back"
    ASK_CLOSE = "ask the requester whether to close"
    TAKE = "become the assignee"
    SEE_STATS = "see the statistics"
    KEEP_CANNED = "add, edit, delete canned replies"
    BAN = "ban somebody, lift a ban"
    MANAGE_AGENTS = "see the team, activate and deactivate agents"
    LINK = "link tickets"
    MERGE = "merge a duplicate into another ticket"
    SPLIT = "split a message off into a ticket of its own"
    SET_GROUP = "change the group's settings"
    SEE_AUDIT = "read what the audit has besides tickets"
    # anywhere
    SETUP = "bind the staff group"


class Denial(StrEnum):
    """Why not; each is the id of a sentence in the catalogues."""

    BANNED = "denied-banned"
    NOT_FOUND = "denied-not-found"  # somebody else's ticket: its existence is not admitted
    NOT_AGENT = "denied-not-agent"
    DEACTIVATED = "denied-deactivated"
    UNSURE = "denied-unsure"  # Telegram could not tell whether the person is still a member
    NOT_ADMIN = "denied-not-admin"
    NOT_NAMED = "denied-not-named"  # in ADMIN_IDS
    ANONYMOUS = "denied-anonymous"


@dataclass(frozen=True)
class Actor:
    """What the decision needs to know of a person at this moment."""

    user_id: int
    role: Role = Role.REQUESTER
    is_sure: bool = True  # the role was confirmed by Telegram less than a minute ago
    is_banned: bool = False
    is_deactivated: bool = False
    is_named_admin: bool = False  # in ADMIN_IDS
    is_anonymous: bool = False  # writes as the group itself


OWN = {
    Act.SEE_OWN,
    Act.WRITE_OWN,
    Act.SOLVE_OWN,
    Act.REOPEN_OWN,
    Act.ANSWER_CLOSE_OWN,
    Act.RATE_OWN,
    Act.TRANSCRIPT_OWN,
}
STAFF = {
    Act.SEE_ANY,
    Act.TRANSCRIPT_ANY,
    Act.SEARCH_ANY,
    Act.ANSWER,
    Act.NOTE,
    Act.TRIAGE,
    Act.WITHDRAW,
    Act.WITHDRAW_ANY,
    Act.ASK_CLOSE,
    Act.TAKE,
    Act.SEE_STATS,
    Act.SET_GROUP,
    Act.KEEP_CANNED,
    Act.BAN,
    Act.MANAGE_AGENTS,
    Act.LINK,
    Act.MERGE,
    Act.SPLIT,
    Act.SEE_AUDIT,
}
# Of these, what only administrators may do.
ADMINS = {
    Act.SET_GROUP,
    Act.WITHDRAW_ANY,
    Act.KEEP_CANNED,
    Act.BAN,
    Act.MANAGE_AGENTS,
    Act.SEE_AUDIT,
}


def denial(actor: Actor, act: Act, owner_id: int | None = None) -> Denial | None:
    """Return why `actor` may not do `act` to a ticket of `owner_id`, or None if they may."""
    if act is Act.SETUP:
        return None if actor.is_named_admin else Denial.NOT_NAMED
    if act in STAFF:
        if not actor.is_sure:
            return Denial.UNSURE
        if actor.role is Role.REQUESTER:
            return Denial.NOT_AGENT
        if actor.is_deactivated:
            return Denial.DEACTIVATED
        if act in ADMINS and actor.role is not Role.ADMIN:
            return Denial.NOT_ADMIN
        if act is Act.TAKE and actor.is_anonymous:
            return Denial.ANONYMOUS
        return None
    if act is Act.OWN_DATA:
        return None
    if actor.is_banned:
        return Denial.BANNED
    if act in OWN and owner_id != actor.user_id:
        return Denial.NOT_FOUND
    return None
