"""One table: what was recorded → who is told, with which view. Run when a unit of work ends."""

from bot.notices import (
    askclose,
    digest,
    forum,
    group,
    merge,
    rating,
    requester,
    split,
    together,
    withdrawal,
    words,
)
from bot.notices.reader import ticket_of
from bot.services.work import Work
from storage.enums import EventKind

TABLE: dict[EventKind, tuple[requester.Notice, ...]] = {
    EventKind.TICKET_OPENED: (requester.stored,),
    EventKind.TICKET_RECEIVED: (requester.received,),
    EventKind.REQUESTER_WROTE: (group.words_to_group,),
    EventKind.AGENT_ANSWERED: (requester.answer_to_requester,),
    EventKind.NOTE_ADDED: (group.noted,),
    EventKind.MESSAGE_UNDECIDED: (group.ask_author,),
    EventKind.MESSAGE_EDITED: (words.edit_copies,),
    EventKind.EDIT_IGNORED: (group.edit_ignored,),
    EventKind.TAKEN: (requester.taken_care_of,),
    EventKind.ASSIGNED: (requester.taken_care_of,),
    EventKind.RELEASED: (requester.let_go,),
    EventKind.STATUS_CHANGED: (requester.set_by_hand,),
    EventKind.RESOLVED: (requester.told("notice-resolved"), rating.ask),
    EventKind.CLOSED: (requester.told("notice-closed"), rating.ask),
    EventKind.REOPENED: (requester.told("notice-reopened"),),
    EventKind.WITHDRAWN: (withdrawal.take_away,),
    EventKind.CLOSE_ASKED: (askclose.asked,),
    EventKind.STILL_NEEDED: (askclose.still_needed,),
    EventKind.SOLVED: (rating.ask,),
    EventKind.RATED: (rating.score,),
    EventKind.RATING_COMMENTED: (rating.comment,),
    EventKind.RATING_COMMENT_MOVED: (rating.comment_moved,),
    EventKind.DELIVERY_FAILED: (group.not_delivered,),
    EventKind.DELIVERY_HELD: (group.held,),
    EventKind.SPLIT_OFF: (split.told,),
    EventKind.SPLIT_FROM: (group.words_to_group,),
    EventKind.MERGED: (merge.told, merge.point_in_topic),
    EventKind.MESSAGES_MOVED: (together.redraw,),
    EventKind.RIGHT_MISSING: (forum.right_missing,),
}


async def tell(work: Work) -> None:
    """Have everybody told of what was recorded, and show the touched tickets' cards anew."""
    await forum.keep_topics(work)
    fresh = await forum.furnish(work)
    cards_first = [item for item in work.happenings if item.event.kind is EventKind.TICKET_OPENED]
    for what in cards_first:
        if ticket_of(what).id not in fresh:
            await group.show_card(work, ticket_of(what))
    for ticket in [ticket for ticket in work.touched.values() if ticket.digest is not None]:
        await digest.make_card(work, ticket)
    for what in list(work.happenings):
        for notice in TABLE.get(what.event.kind, ()):
            await notice(work, what)
    fresh |= {ticket_of(what).id for what in cards_first} | await forum.furnish(work)
    for ticket in list(work.touched.values()):
        if ticket.id not in fresh:
            await group.show_card(work, ticket)
    work.happenings.clear()
    work.touched.clear()
