"""Edited messages, on both sides."""

from bot.context import Place, Turn
from bot.handlers import intake as intake_flow
from bot.handlers.decode import content_of
from bot.rules.routing import BURST_QUIET_S
from bot.services import edits, intake, routing
from bot.views import routing as view
from storage.queries import tickets


async def edited(turn: Turn) -> None:
    """Bring ticket, copy, form or question up to an edit."""
    content = content_of(turn.parts)
    work = turn.work
    if content is None or work.user is None:
        return
    if turn.link is not None:
        await edits.edited(work, turn.link, content)
        return
    if turn.place is not Place.PRIVATE or not await edits.edited_unsent(work, content):
        return
    form = intake.current(work)
    if form is not None:
        await intake_flow.show(turn, form, below=False)
    loose = routing.current(work)
    if loose is not None:
        open_tickets = await tickets.not_closed(work.session, work.user.id)
        screen = view.question(loose.parts, loose.stamp, open_tickets, None, turn.texts)
        await work.out.show(work.chat_id, routing.QUESTION, screen, delay_s=BURST_QUIET_S)
