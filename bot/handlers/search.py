"""`/search` for requesters and `/find` in the staff group, and turning their pages."""

from telegram import Message

from bot.buttons import SearchPage
from bot.context import Turn
from bot.rules.access import Act
from bot.rules.search import Found, Query
from bot.services import search
from bot.services.outgoing import at
from bot.services.work import LookFirst, Refused
from bot.views.screen import Screen
from bot.views.search import search_screen, words_of


async def search_own(turn: Turn) -> None:
    """`/search invoice`: in one's own tickets."""
    await _answer(turn, search.own(turn.work, _words(turn, "/search")))


async def find(turn: Turn) -> None:
    """`/find invoice`: in everything, internal notes included."""
    await _answer(turn, search.anything(turn.work, _words(turn, "/find")))


async def turn_own_page(turn: Turn) -> None:
    """Another page of what `/search` found, in place."""
    assert isinstance(turn.press, SearchPage)
    await _turn(turn, search.own(turn.work, _shown(turn), turn.press.page))


async def turn_page(turn: Turn) -> None:
    """Another page of what `/find` found, in place."""
    assert isinstance(turn.press, SearchPage)
    turn.work.allow(Act.SEARCH_ANY)
    await _turn(turn, search.anything(turn.work, _shown(turn), turn.press.page))


def _words(turn: Turn, name: str) -> str:
    assert turn.command is not None
    if not turn.command.rest:
        raise Refused("search-what", example=f"{name} {turn.texts('search-example')}")
    return turn.command.rest


def _shown(turn: Turn) -> str:
    """Return the words that the pressed message says were looked for."""
    message = turn.query.message
    words = words_of(message.text or "") if isinstance(message, Message) else None
    if words is None:
        raise Refused("search-gone")
    return words


async def _answer(turn: Turn, query: Query) -> None:
    silent = query.requester_id is None
    turn.work.out.say(turn.work.chat_id, await _screen(turn, query), silent=silent)


async def _turn(turn: Turn, query: Query) -> None:
    work, message = turn.work, turn.query.message
    assert message is not None
    screen = await _screen(turn, query)
    await work.out.edit(work.chat_id, at(message.message_id), screen)
    work.out.answer(turn.query.id)


async def _screen(turn: Turn, query: Query) -> Screen:
    if not query.terms:
        raise Refused("search-what", example=turn.texts("search-example"))
    found, work = turn.facts, turn.work
    if not isinstance(found, Found) or found.query != query:
        raise LookFirst(lambda: search.look(work.desk, query))
    return search_screen(found, turn.texts)
