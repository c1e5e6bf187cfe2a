"""Edited messages: the ticket keeps up, the other side too; the class never changes."""

from dataclasses import replace

from bot.rules.access import Act
from bot.rules.content import Content, note_of
from bot.rules.form import SUBJECT_LIMIT, Form
from bot.rules.words import looks_like_command, one_line
from bot.services import canned
from bot.services.intake import fits_subject
from bot.services.routing import Loose
from bot.services.tickets import get
from bot.services.work import Work
from storage.enums import Delivery, DraftKind, EventKind
from storage.models import MessageLink, Ticket, TicketMessage
from storage.queries import tickets


async def edited(work: Work, link: MessageLink, content: Content) -> bool:
    """Take an edit of a message that is in a ticket; False if it changes nothing.

    An answer edited into a command stays as it was, here and at the requester's.
    """
    if link.ticket_message_id is None:
        return False
    message = await tickets.message(work.session, link.ticket_message_id)
    if message is None or work.user is None or message.author_id != work.user.id:
        return False
    if message.delivery is Delivery.WITHDRAWN:
        return False
    ticket = await get(work, message.ticket_id)
    _allow(work, ticket, message)
    if link.logical is not None and link.logical.startswith(canned.COMMAND):
        work.record(EventKind.EDIT_IGNORED, ticket, after={"by": "command"}, message=message)
        return False
    if message.is_internal and not message.is_undecided:
        content = note_of(content, ticket.number)
    if message.is_staff_reply and looks_like_command(content.text):
        work.record(EventKind.EDIT_IGNORED, ticket, message=message)
        return False
    if len(message.attachments) > 1 and not content.text and message.text:
        return False  # another part of an album, whose words stand elsewhere
    if (message.text, message.entities) == (content.text, content.entities):
        return False
    before = message.text
    message.text, message.entities = content.text, content.entities
    message.updated_at = ticket.updated_at = work.now
    if message.position == 1 and not message.is_internal and ticket.description == before:
        ticket.description, ticket.description_entities = content.text, content.entities
    work.record(
        EventKind.MESSAGE_EDITED,
        ticket,
        before={"text": before},
        after={"text": content.text, "message": message.id.hex},
        message=message,
    )
    return True


def _allow(work: Work, ticket: Ticket, message: TicketMessage) -> None:
    if message.is_internal:
        work.allow(Act.NOTE)
    elif message.is_staff_reply:
        work.allow(Act.ANSWER)
    else:
        work.allow(Act.SEE_OWN, ticket)


async def edited_unsent(work: Work, content: Content) -> DraftKind | None:
    """Take an edit of words that are still in a form or wait for an answer; says in which."""
    if await _subject_edited(work, content):
        return DraftKind.FORM
    for kind in (DraftKind.FORM, DraftKind.LOOSE):
        draft = work.draft(kind)
        if draft is None:
            continue
        parts = [Content.from_json(part) for part in draft.data["parts"]]
        for index, part in enumerate(parts):
            if set(content.message_ids) & set(part.message_ids):
                if len(part.message_ids) == 1:
                    parts[index] = content
                elif content.text or not part.text:
                    parts[index] = replace(part, text=content.text, entities=content.entities)
                else:  # another part of an album, whose words stand elsewhere
                    return None
                data = (
                    replace(Form.from_json(draft.data), parts=parts).to_json()
                    if kind is DraftKind.FORM
                    else replace(Loose.from_json(draft.data), parts=parts).to_json()
                )
                await work.keep_draft(kind, data, step=draft.step, due_at=draft.due_at)
                return kind
    return None


async def _subject_edited(work: Work, content: Content) -> bool:
    """Take an edit of a form's subject; one that is too long is kept as description as well."""
    draft = work.draft(DraftKind.FORM)
    form = Form.from_json(draft.data) if draft is not None else None
    if draft is None or form is None or form.subject_id not in content.message_ids:
        return False
    form = replace(form, subject=one_line(content.text, SUBJECT_LIMIT))
    if not fits_subject(content.text):
        form = replace(form, subject_id=None, parts=[*form.parts, content])
    await work.keep_draft(DraftKind.FORM, form.to_json(), step=draft.step)
    return True
