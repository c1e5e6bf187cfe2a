"""Looking for words in tickets: a requester in their own, an agent in all."""

from collections.abc import Sequence

from bot.rules.access import Act
from bot.rules.search import QUERY_LIMIT, Found, Hit, Query, score
from bot.rules.words import one_line
from bot.services.work import Desk, Work
from storage.queries import search
from storage.queries.search import MOST, Document
from storage.words import Term

PAGE = 5


def own(work: Work, words: str, page: int = 1) -> Query:
    """Return the query of a requester; it reaches nothing but their own tickets."""
    return Query(clean(words), page, work.allow(Act.SEARCH_OWN).id)


def anything(work: Work, words: str, page: int = 1) -> Query:
    """Return the query of an agent; it reaches everything, internal notes too."""
    work.allow(Act.SEARCH_ANY)
    return Query(clean(words), page, None)


def clean(words: str) -> str:
    """Return what is looked for as one line of bearable length."""
    return one_line(words, QUERY_LIMIT)


async def look(desk: Desk, query: Query) -> Found:
    """Search without a transaction: it can take a while, and holds nobody up."""
    async with desk.database.read() as session:
        documents = await search.newest(session, query.terms, query.requester_id)
        ranked = best(documents, query.terms)
        pages = max(1, -(-len(ranked) // PAGE))
        page = min(max(query.page, 1), pages)
        shown = ranked[(page - 1) * PAGE : page * PAGE]
        tickets = await search.tickets(session, [item.ticket_id for item in shown])
        messages = await search.messages(
            session,
            [item.message_id for item in shown if item.message_id],
            internal=query.requester_id is None,
        )
    hits = [
        Hit(tickets[item.ticket_id], messages.get(item.message_id) if item.message_id else None)
        for item in shown
        if query.requester_id in (None, tickets[item.ticket_id].requester_id)
    ]
    return Found(query, hits, len(ranked), len(documents) < MOST, page, pages)


def best(documents: Sequence[Document], wanted: Sequence[Term]) -> list[Document]:
    """Return the best document of each ticket, the best first, newer ones before older."""
    ranked = sorted(
        documents,
        key=lambda item: score(item.words, wanted, is_ticket=item.message is None),
        reverse=True,
    )
    first: dict[object, Document] = {}
    for item in ranked:
        first.setdefault(item.ticket, item)
    return list(first.values())
