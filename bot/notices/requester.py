"""What a requester is told."""

from collections.abc import Awaitable, Callable

from bot.notices.reader import texts_of, ticket_of
from bot.notices.words import is_late, send_words, whole_or_late
from bot.services import delivery, usual
from bot.services.outgoing import About, receipt_name
from bot.services.place import Place
from bot.services.split import is_split_off
from bot.services.work import Happening, Work
from bot.views import form as form_view
from bot.views import own
from bot.views.names import agent_name
from bot.views.screen import Screen
from storage.enums import LinkRole, Status
from storage.models import Ticket

Notice = Callable[[Work, Happening], Awaitable[None]]


async def stored(work: Work, what: Happening) -> None:
    """Show a receipt, in place of the form; "with our team" is said only once the card stands."""
    ticket = ticket_of(what)
    if is_split_off(ticket):
        return
    chat_id, name = ticket.requester_id, receipt_name(ticket.id)
    screen = form_view.waiting(ticket, texts_of(work, ticket.requester))
    link = await work.out.stands(chat_id, name)
    if link is not None:
        link.ticket_id = ticket.id
        await work.out.edit(chat_id, name, screen, delay_s=3)
    else:
        await work.out.show(chat_id, name, screen, About(ticket.id), delay_s=3)


async def received(work: Work, what: Happening) -> None:
    """Say that the team has the ticket."""
    ticket = ticket_of(what)
    if is_split_off(ticket):
        return
    t = texts_of(work, ticket.requester)
    how_long = await usual.answer_time(work, t.language)
    screen = form_view.received(ticket, how_long, t)
    name = receipt_name(ticket.id)
    if await work.out.stands(ticket.requester_id, name):
        await work.out.edit(ticket.requester_id, name, screen)
    else:
        await work.out.show(ticket.requester_id, name, screen, About(ticket.id))


async def answer_to_requester(work: Work, what: Happening) -> None:
    """Relay an agent's public answer."""
    ticket, message = ticket_of(what), what.message
    assert message is not None
    t = texts_of(work, ticket.requester)
    header = own.answer_header(ticket, agent_name(message.author), t)
    calls = whole_or_late(header, message, what, t)
    await delivery.try_again(work, ticket.requester)
    send_words(work, ticket, message, Place(ticket.requester_id), calls, late=is_late(what))


def told(key: str) -> Notice:
    """Return a notice that says the sentence `key`, unless the requester did it."""

    async def notice(work: Work, what: Happening) -> None:
        ticket = ticket_of(what)
        if what.actor is not None and what.actor.id == ticket.requester_id:
            return  # one's own doing is seen where one did it
        t = texts_of(work, ticket.requester)
        name = agent_name(what.actor) if what.actor else ""
        _say(work, ticket, own.notice(key, ticket, t, name=name))

    return notice


async def taken_care_of(work: Work, what: Happening) -> None:
    """Say that somebody looks into it, when that is news."""
    ticket = ticket_of(what)
    if what.event.before.get("status") == Status.OPEN and ticket.assignee is not None:
        t = texts_of(work, ticket.requester)
        name = agent_name(ticket.assignee)
        _say(work, ticket, own.notice("notice-taken", ticket, t, name=name))


async def let_go(work: Work, what: Happening) -> None:
    """Say that nobody looks into it any more, where somebody was said to."""
    ticket = ticket_of(what)
    if what.event.before.get("status") == Status.IN_PROGRESS:
        t = texts_of(work, ticket.requester)
        _say(work, ticket, own.notice("notice-released", ticket, t))


async def set_by_hand(work: Work, what: Happening) -> None:
    """Say that the status was changed by hand."""
    ticket = ticket_of(what)
    t = texts_of(work, ticket.requester)
    key = f"notice-set-{ticket.status.value.replace('_', '-')}"
    _say(work, ticket, own.notice(key, ticket, t))


def _say(work: Work, ticket: Ticket, screen: Screen) -> None:
    work.out.say(
        ticket.requester_id, screen, role=LinkRole.NOTICE, about=About(ticket.id), silent=False
    )
