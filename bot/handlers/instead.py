"""As many open tickets as one may have: the form is kept, its words may join another ticket."""

from bot.buttons import FormInto
from bot.context import Turn
from bot.rules.access import Act
from bot.services import fair_use, instead
from bot.services.intake import LOGICAL
from bot.services.outgoing import About, at
from bot.views import fair_use as view
from bot.views.routing import placed
from storage.enums import LinkRole


async def stopped(turn: Turn) -> bool:
    """Say that one more ticket would be too many, with the ways out; False if it is not."""
    tickets = await fair_use.full(turn.work)
    if not tickets:
        return False
    turn.work.out.say(turn.work.chat_id, view.full(tickets, turn.texts))
    return True


async def form_into(turn: Turn) -> None:
    """The form's words are added to one of the tickets."""
    assert isinstance(turn.press, FormInto)
    work = turn.work
    work.allow(Act.OPEN_TICKET)
    ticket = await instead.add_form_to(work, turn.press.number)
    await work.out.withdraw(work.chat_id, LOGICAL)
    screen = placed(ticket, turn.texts)
    if turn.query.message is not None:
        await work.out.edit(work.chat_id, at(turn.query.message.message_id), screen)
    else:
        work.out.say(work.chat_id, screen, role=LinkRole.NOTICE, about=About(ticket.id))
    work.out.answer(turn.query.id, turn.texts("routed-added", number=f"#{ticket.number}"))
