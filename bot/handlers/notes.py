"""`/note`: an internal note, by reply to anything of a ticket or with its number."""

from bot.context import Turn
from bot.handlers.decode import content_of
from bot.handlers.merge import followed
from bot.handlers.named import number_and_words
from bot.handlers.route import for_us
from bot.rules.access import Act
from bot.rules.content import note_of
from bot.rules.words import parse_command
from bot.services import replies, tickets
from bot.services.work import Refused
from storage.models import Ticket


def is_note(turn: Turn) -> bool:
    """Whether any part says `/note`; one part decides for its whole album."""
    if turn.update.message is None:
        return False
    for part in turn.parts:
        command = parse_command(part.text or part.caption or "")
        if command is not None and command.name == "note":
            turn.command = command
            return for_us(turn)
    return False


async def note(turn: Turn) -> None:
    """Keep words and files as an internal note."""
    work = turn.work
    work.allow(Act.NOTE)
    content = content_of(turn.parts)
    if content is None:
        raise Refused("kind-refused")
    start = _start(turn)
    if await replies.late_part(work, note_of(content, 0, start), is_command=True):
        return
    said_to = await _ticket(turn)
    content = note_of(content, said_to.number, start)
    if not content.text and not content.files and not content.extra:
        raise Refused("note-empty")
    replies.note(work, await followed(turn, said_to), content)


def _start(turn: Turn) -> int:
    """Return where the command begins in the words of all parts, which stand in lines."""
    start = 0
    for part in turn.parts:
        text = part.text or part.caption or ""
        if parse_command(text) == turn.command:
            break
        start += len(text) + 1 if text else 0
    return start


async def _ticket(turn: Turn) -> Ticket:
    number, _ = await number_and_words(turn)
    if number is None:
        raise Refused("note-where")
    return await tickets.find(turn.work, number)
