"""The one staff group: binding it, following it when Telegram gives it another id."""

from dataclasses import dataclass, field

from bot.services import forum
from bot.services.people import Membership, Person
from bot.services.work import Refused, Work
from storage.enums import EventKind
from storage.models import StaffGroup, User
from storage.queries import holding, tickets

CARDS_AT_ONCE = 200


@dataclass(frozen=True)
class GroupFacts:
    """What Telegram says of a group; `problems` are catalogue keys of what must be mended."""

    chat_id: int
    title: str
    kind: str
    is_forum: bool = False
    problems: list[str] = field(default_factory=list)
    administrators: list[tuple[Person, Membership]] = field(default_factory=list)


async def bind(work: Work, facts: GroupFacts, by: User | None) -> StaffGroup:
    """Make a chat the staff group; refused while another one is bound."""
    group, chat_id, title, kind = work.group, facts.chat_id, facts.title, facts.kind
    if group is not None and group.chat_id != chat_id:
        raise Refused("setup-other", title=group.title)
    if group is None:
        group = StaffGroup(
            id=1,
            chat_id=chat_id,
            title=title[:256],
            kind=kind,
            language=work.desk.default_language,
            bound_by_id=by.id if by else None,
            bound_at=work.now,
            is_forum=facts.is_forum,
            forum_seen_at=work.now,
            can_manage_topics=True,
            can_pin=True,
        )
        work.session.add(group)
        work.group = group
        await work.session.flush()
        work.record(EventKind.GROUP_BOUND, after={"chat_id": chat_id, "title": title})
    group.title, group.kind = title[:256], kind
    await forum.seen(work, is_forum=facts.is_forum)
    group.forum_seen_at = work.now
    await forum.rights(work, topics_too=True, pins=True)  # until Telegram refuses
    await cards(work)
    return group


async def cards(work: Work) -> None:
    """Have a card made for every ticket that is not closed and has none in the group."""
    if work.group is None:
        return
    for ticket in await tickets.without_card(work.session, work.group.chat_id, CARDS_AT_ONCE):
        work.touch(ticket)


async def migrated(work: Work, old: int, new: int) -> None:
    """Follow a group that was upgraded: its new id counts, its old messages are void."""
    if old == new:
        return
    await work.session.flush()
    await holding.move_chat(work.session, old, new, work.now)
    group = work.group
    if group is None or group.chat_id != old:
        return
    group.chat_id, group.kind = new, "supergroup"
    await work.session.flush()
    work.record(EventKind.GROUP_MIGRATED, before={"chat_id": old}, after={"chat_id": new})
    await cards(work)


async def choose_language(work: Work, language: str) -> None:
    """Set the language of the group's messages; cards follow as they are touched."""
    assert work.group is not None
    before, work.group.language = work.group.language, language
    work.record(
        EventKind.LANGUAGE_CHANGED,
        before={"group": before},
        after={"group": language},
    )
