"""`/note`: an internal note, by reply to anything of a ticket or with its number."""

import re
from dataclasses import replace

from bot.context import Turn
from bot.handlers.decode import content_of
from bot.handlers.route import for_us
from bot.rules.access import Act
from bot.rules.content import Content
from bot.rules.words import parse_command, units
from bot.services import replies, tickets
from bot.services.work import Refused
from storage.models import Ticket

NUMBER = re.compile(r"#?(\d{1,9})(?=\s|$)")


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
    if await replies.late_part(work, content, is_command=True):
        return
    assert turn.command is not None
    rest, offset = turn.command.rest, turn.command.rest_offset
    ticket: Ticket | None = None
    if turn.link is not None and turn.link.ticket_id is not None:
        ticket = await tickets.get(work, turn.link.ticket_id)
    else:
        number = NUMBER.match(rest)
        if number is None:
            raise Refused("note-where")
        ticket = await tickets.find(work, int(number.group(1)))
        spaces = len(rest[number.end() :]) - len(rest[number.end() :].lstrip())
        offset += number.end() + spaces
        rest = rest[number.end() + spaces :]
    if not rest and not content.files and not content.extra:
        raise Refused("note-empty")
    replies.note(work, ticket, _without_command(content, rest, offset))


def _without_command(content: Content, rest: str, offset: int) -> Content:
    """Leave the command away, moving the entities of the words that stay."""
    full = content.text
    at = full.find(rest, min(offset, len(full))) if rest else len(full)
    shift = units(full[: max(at, 0)])
    room = units(rest)
    entities = [
        {**entity, "offset": entity["offset"] - shift}
        for entity in content.entities
        if entity["offset"] >= shift and entity["offset"] - shift + entity["length"] <= room
    ]
    return replace(content, text=rest, entities=entities)
