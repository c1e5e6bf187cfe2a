"""One function decides for everybody."""

import pytest

from bot.rules.access import OWN, STAFF, Act, Actor, Denial, denial
from storage.enums import Role

ANNA, TOM = 1, 2
ADMIN_ONLY = {
    Act.SET_GROUP,
    Act.WITHDRAW_ANY,
    Act.KEEP_CANNED,
    Act.BAN,
    Act.MANAGE_AGENTS,
    Act.SEE_AUDIT,
}
PEOPLE = {
    "owner": Actor(ANNA),
    "other requester": Actor(TOM),
    "banned owner": Actor(ANNA, is_banned=True),
    "agent": Actor(10, Role.AGENT),
    "administrator": Actor(11, Role.ADMIN),
    "deactivated agent": Actor(12, Role.AGENT, is_deactivated=True),
    "agent nobody could ask about": Actor(13, Role.AGENT, is_sure=False),
    "former agent": Actor(14, Role.REQUESTER),
    "anonymous administrator": Actor(-100, Role.ADMIN, is_anonymous=True),
    "named administrator outside": Actor(15, is_named_admin=True),
}


def expected(name: str, act: Act) -> Denial | None:
    """The matrix in words, independent of how the rule computes it."""
    if act is Act.SETUP:
        return None if name == "named administrator outside" else Denial.NOT_NAMED
    if act in STAFF:
        special = {
            "agent": None,
            "administrator": None,
            "deactivated agent": Denial.DEACTIVATED,
            "agent nobody could ask about": Denial.UNSURE,
            "anonymous administrator": Denial.ANONYMOUS if act is Act.TAKE else None,
        }
        verdict = special.get(name, Denial.NOT_AGENT)
        if verdict is None and act in ADMIN_ONLY and name == "agent":
            return Denial.NOT_ADMIN
        return verdict
    if act is Act.OWN_DATA:
        return None  # the banned too: their rights do not end with a ban
    if name == "banned owner":
        return Denial.BANNED
    if act in OWN and name != "owner":
        return Denial.NOT_FOUND
    return None


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("name", PEOPLE)
def test_matrix(name: str, act: Act) -> None:
    assert denial(PEOPLE[name], act, owner_id=ANNA) == expected(name, act)
