"""Edited messages: the ticket keeps up, the other side too; the class never changes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.rules.access import Act
from bot.rules.content import Content, note_of, together
from bot.rules.form import SUBJECT_LIMIT, Form
from bot.rules.words import looks_like_command, one_line
from bot.services import canned
from bot.services.intake import fits_subject
from bot.services.routing import Loose
from bot.services.tickets import add_files, get
from bot.services.work import Work
from storage.enums import ContentKind, Delivery, DraftKind, EventKind, LinkRole
from storage.models import MessageLink, Ticket, TicketAttachment, TicketMessage
from storage.queries import keeping, tickets


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
        # Another part of an album, whose words stand elsewhere.
        content = replace(content, text=message.text, entities=message.entities)
    before: dict[str, Any] = {"text": message.text}
    after: dict[str, Any] = {"text": content.text, "message": message.id.hex}
    part = await _other_file(work, link, message, content)
    if part is not None:
        for item in message.attachments[part : part + 1]:
            await keeping.doubt(work.session, [item.sha256] if item.sha256 else [], work.now)
            item.copy_anew(work.now)
        _put_file(work, ticket, message, part, content, before, after)
    elif (message.text, message.entities) == (content.text, content.entities):
        return False
    opening = _description(ticket, await tickets.opening(work.session, ticket))
    message.text, message.entities = content.text, content.entities
    message.updated_at = ticket.updated_at = work.now
    if message in opening:
        ticket.description, ticket.description_entities = together(
            (said.text, said.entities) for said in opening
        )
    work.record(EventKind.MESSAGE_EDITED, ticket, before, after, message)
    return True


def _description(ticket: Ticket, said: Sequence[TicketMessage]) -> Sequence[TicketMessage]:
    """Return which of the first words are the description; none if it is another one."""
    for count in range(len(said), 0, -1):
        if together((one.text, one.entities) for one in said[:count])[0] == ticket.description:
            return said[:count]
    return ()


async def _other_file(
    work: Work, link: MessageLink, message: TicketMessage, content: Content
) -> int | None:
    """Return which file of the message the edit replaces (or adds, as its first), if it does."""
    if len(content.files) != 1:
        return None
    part = 0
    if message.kind is ContentKind.ALBUM:
        parts = await tickets.links_of(work.session, message.id, LinkRole.SOURCE)
        ids = [item.message_id for item in parts]
        if len(ids) != len(message.attachments):
            return None
        part = ids.index(link.message_id)
    old = message.attachments[part].file_unique_id if message.attachments else None
    return None if old == content.files[0].file_unique_id else part


def _put_file(
    work: Work,
    ticket: Ticket,
    message: TicketMessage,
    part: int,
    content: Content,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """Have a message carry another file; the audit keeps both."""
    file = content.files[0]
    if message.attachments:
        item = message.attachments[part]
        before["file"] = _in_audit(item)
        item.kind, item.file_id, item.file_unique_id = file.kind, file.file_id, file.file_unique_id
        item.filename, item.file_size, item.mime_type = (
            file.filename,
            file.file_size,
            file.mime_type,
        )
        item.uploaded_at = work.now
    else:
        add_files(work, ticket, message, replace(content, message_ids=[]))
    if message.kind is not ContentKind.ALBUM:
        message.kind = content.kind
    after |= {"file": _in_audit(message.attachments[part]), "part": part}


def _in_audit(file: TicketAttachment) -> dict[str, Any]:
    return {"kind": file.kind.value, "file_id": file.file_id, "name": file.filename}


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
