"""What administrators set for the desk from the group."""

from bot.rules.access import Act
from bot.rules.fair_use import CHOICES, NAMES, FairUse
from bot.services import fair_use
from bot.services.work import Refused, Work
from storage.enums import EventKind


def seen(work: Work) -> FairUse:
    """Return the limits that hold now, for an administrator to look at."""
    work.allow(Act.SET_GROUP)
    return fair_use.limits(work)


def asks_ratings(work: Work) -> bool:
    """Whether requesters are asked how the help was when their ticket ends."""
    work.allow(Act.SET_GROUP)
    return work.group is None or work.group.asks_ratings


def set_asks_ratings(work: Work, *, is_on: bool) -> None:
    """Ask requesters from now on, or no more; what was asked before can still be answered."""
    before = asks_ratings(work)
    assert work.group is not None
    work.group.asks_ratings = is_on
    if before is not is_on:
        work.record(
            EventKind.SETTINGS_CHANGED,
            before={"asks_ratings": before},
            after={"asks_ratings": is_on},
        )


def set_limit(work: Work, name: str, value: int | None) -> None:
    """Set one of the limits for each requester; None goes back to what the settings say."""
    work.allow(Act.SET_GROUP)
    if name not in NAMES or (value is not None and value not in CHOICES[name]):
        raise Refused("button-unknown")
    assert work.group is not None
    before = fair_use.limits(work)
    chosen = dict(work.group.limits or {})
    if value is None:
        chosen.pop(name, None)
    else:
        chosen[name] = value
    work.group.limits = chosen or None
    after = fair_use.limits(work)
    if before != after:
        work.record(
            EventKind.SETTINGS_CHANGED,
            before={name: getattr(before, name)},
            after={name: getattr(after, name)},
        )
