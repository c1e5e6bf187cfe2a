"""Edited messages, on both sides."""

from bot.context import Place, Turn
from bot.handlers import intake as intake_flow
from bot.handlers import rating as rating_flow
from bot.handlers import routing as routing_flow
from bot.handlers.decode import content_of, without_command
from bot.rules.words import parse_command
from bot.services import edits, intake
from storage.enums import DraftKind


async def edited(turn: Turn) -> None:
    """Bring ticket, copy, form or question up to an edit."""
    content = content_of(turn.parts)
    work = turn.work
    if turn.place is Place.PRIVATE and content is not None:
        command = parse_command(content.text)
        if command is not None and command.name == "new":  # the words after it were taken
            content = without_command(content, command)
    if content is None or work.user is None:
        return
    if turn.place is Place.PRIVATE and await rating_flow.edited(turn, content):
        return
    if turn.link is not None:
        await edits.edited(work, turn.link, content)
        return
    if turn.place is not Place.PRIVATE:
        return
    where = await edits.edited_unsent(work, content)
    form = intake.current(work)
    if where is DraftKind.FORM and form is not None:
        await intake_flow.show(turn, form, below=False)
    elif where is DraftKind.LOOSE:
        await routing_flow.ask_anew(turn)
