"""A new ticket: a form that is filled in step by step, and becomes a ticket at the end."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.rules.access import Act
from bot.rules.content import Content, together
from bot.rules.fair_use import takes_files
from bot.rules.form import (
    ORDER,
    SUBJECT_LIMIT,
    Form,
    Step,
    advance,
    is_rest,
    joined,
    previous_step,
    without_files,
    without_words,
)
from bot.rules.words import CARD_ROOM, one_line, units
from bot.services import fair_use
from bot.services.outgoing import receipt_name
from bot.services.tickets import add_message, link_source, turned_to
from bot.services.work import Refused, Work
from bot.views.names import KIND_ICONS
from storage.enums import ContentKind, DraftKind, EventKind, Priority, Status
from storage.models import Ticket, TicketCategory, TicketMessage, User
from storage.queries import tickets

LOGICAL = "form"
MAX_PARTS = 50


def current(work: Work) -> Form | None:
    """Return the form that the person is filling in."""
    draft = work.draft(DraftKind.FORM)
    return Form.from_json(draft.data) if draft else None


async def keep(work: Work, form: Form) -> Form:
    """Store the form as it is now; what is said next is for it, whatever was chosen before."""
    await work.end_draft(DraftKind.TARGET)
    await work.keep_draft(DraftKind.FORM, form.to_json(), step=form.step.value)
    return form


async def begin(
    work: Work,
    *,
    payload: str | None = None,
    parts: list[Content] | None = None,
    follow_up_of: uuid.UUID | None = None,
) -> Form:
    """Begin a form, or go on with the one that is there; words brought along are kept in it."""
    user = work.allow(Act.OPEN_TICKET)
    form = current(work)
    if form is None:
        source = {"language_code": user.language_code, "payload": payload, "chat_id": work.chat_id}
        form = Form(source=source, follow_up_of=follow_up_of.hex if follow_up_of else None)
    return await keep(work, replace(form, parts=[*form.parts, *(parts or [])]))


def expect(work: Work, step: str) -> Form:
    """Return the form if it stands at the step that a pressed button belongs to."""
    form = current(work)
    if form is None:
        raise Refused("form-gone")
    if form.step.value != step:
        raise Refused("form-moved-on")
    return form


async def choose(work: Work, step: str, value: str) -> Form:
    """Take an answer given by button."""
    work.allow(Act.OPEN_TICKET)
    form = expect(work, step)
    if form.step is Step.CATEGORY:
        known = {
            str(category.id): category.id for category in await tickets.categories(work.session)
        }
        if value not in known:
            raise Refused("category-gone")
        form = replace(form, category_id=known[value])
    elif form.step is Step.PRIORITY and value in list(Priority):
        form = replace(form, priority=Priority(value))
    else:
        raise Refused("form-moved-on")
    return await keep(work, advance(form))


async def go(work: Work, step: str, to: str) -> Form | None:
    """Move within the form; None when it was cancelled."""
    work.allow(Act.OPEN_TICKET)
    form = expect(work, step)
    if to == "cancel":
        await work.end_draft(DraftKind.FORM)
        return None
    if to == "back":
        before = previous_step(form.step, reviewing=form.reviewing)
        if before is None:
            raise Refused("form-moved-on")
        return await keep(work, replace(form, step=before, reviewing=False))
    if to == "next" and form.step is Step.SUBJECT and form.subject:
        return await keep(work, advance(form))
    if to == "next" and form.step in (Step.FILES, Step.DESCRIPTION):
        if form.step is Step.DESCRIPTION and not form.parts:
            raise Refused("form-needs-description")
        return await keep(work, advance(form))
    if to == "clear" and form.step is Step.DESCRIPTION:
        return await keep(work, replace(form, parts=without_words(form.parts)))
    if to == "clear" and form.step is Step.FILES:
        return await keep(work, replace(form, parts=without_files(form.parts)))
    if form.step is Step.REVIEW and to in {item.value for item in ORDER}:
        return await keep(work, replace(form, step=Step(to), reviewing=True))
    raise Refused("form-moved-on")


@dataclass(frozen=True)
class Typed:
    """What became of typed words or a file; `hint` names a sentence to show, if any."""

    form: Form
    hint: str | None = None


async def typed(work: Work, content: Content) -> Typed:
    """Take what was typed or sent while the form is open; nothing is ever thrown away."""
    work.allow(Act.OPEN_TICKET)
    form = current(work)
    assert form is not None
    if len(form.parts) >= MAX_PARTS:
        raise Refused("form-full")
    plain = content.kind is ContentKind.TEXT
    if form.step is Step.SUBJECT and plain:
        if fits_subject(content.text) and not is_rest(form.parts, content):
            subject, said = " ".join(content.text.split()), content.message_ids[0]
            form = advance(replace(form, subject=subject, subject_id=said))
            return Typed(await keep(work, form))
        form = replace(form, parts=[*form.parts, content])
        return Typed(await keep(work, form), "form-subject-too-long")
    if not takes_files(form.file_count, len(content.files), fair_use.limits(work)):
        words = without_files([content])
        return Typed(
            await keep(work, replace(form, parts=[*form.parts, *words])), "limit-files-form"
        )
    form = replace(form, parts=joined(form.parts, content))
    if form.step is Step.DESCRIPTION and content.text:
        return Typed(await keep(work, advance(form)))
    if form.step is Step.DESCRIPTION or (form.step is Step.FILES and not content.text):
        return Typed(await keep(work, form))  # it was asked for
    return Typed(await keep(work, form), "form-kept" if content.text else "form-kept-file")


def fits_subject(text: str) -> bool:
    """Whether words are short enough for a subject."""
    return units(" ".join(text.split())) <= SUBJECT_LIMIT


async def send(work: Work, step: str) -> Ticket:
    """Make the ticket out of the finished form."""
    work.allow(Act.OPEN_TICKET)
    form = expect(work, step)
    if form.step is not Step.REVIEW:
        raise Refused("form-moved-on")
    await fair_use.check(work)
    follow_up = uuid.UUID(hex=form.follow_up_of) if form.follow_up_of else None
    ticket = await open_ticket(
        work,
        form.parts,
        subject=form.subject,
        subject_id=form.subject_id,
        category_id=form.category_id,
        priority=form.priority or Priority.MEDIUM,
        source=form.source,
        follow_up_of=follow_up,
    )
    await work.end_draft(DraftKind.FORM)
    await work.out.rename(work.chat_id, LOGICAL, receipt_name(ticket.id))
    return ticket


async def open_ticket(
    work: Work,
    parts: list[Content],
    *,
    subject: str = "",
    subject_id: int | None = None,
    category_id: int | None = None,
    priority: Priority = Priority.MEDIUM,
    source: dict[str, Any] | None = None,
    follow_up_of: uuid.UUID | None = None,
    requester: User | None = None,
) -> Ticket:
    """Open a ticket of the acting person, or of the `requester` for whom an agent acts.

    Without a subject the first words make one.
    """
    user = requester or work.user
    assert user is not None
    description, entities = together((part.text, part.entities) for part in parts)
    if not subject:
        subject = subject_of(parts)
    category = (
        await work.session.get(TicketCategory, category_id) if category_id is not None else None
    )
    ticket = Ticket(
        id=uuid.uuid4(),
        number=await tickets.next_number(work.session),
        requester_id=user.id,
        requester=user,
        category_id=category.id if category else None,
        category=category,
        subject=subject,
        description=description,
        description_entities=entities,
        status=Status.OPEN,
        priority=priority,
        assignee=None,
        follow_up_of_id=follow_up_of,
        message_count=0,
        file_count=0,
        is_received=False,
        source=source or {"language_code": user.language_code, "chat_id": work.chat_id},
        created_at=work.now,
        updated_at=work.now,
    )
    turned_to(work, ticket)
    work.session.add(ticket)
    await work.session.flush()
    if subject_id is not None:  # whoever replies to it means the ticket
        link_source(work, ticket, subject_id)
    messages = [add_message(work, ticket, user, part) for part in parts]
    await work.session.flush()
    work.record(
        EventKind.TICKET_OPENED,
        ticket,
        after={"number": ticket.number, "priority": priority.value, "subject": ticket.subject},
    )
    for message in messages:
        work.record(
            EventKind.REQUESTER_WROTE, ticket, after={"message": message.id.hex}, message=message
        )
    return ticket


def subject_of(parts: Sequence[Content]) -> str:
    """Return a subject made of the first words; without any, of what was sent first."""
    said = next((part.text for part in parts if part.text), "")
    named = next((file.filename for part in parts for file in part.files if file.filename), "")
    icons = [KIND_ICONS[part.kind] for part in parts[:1]]
    return one_line(said or " ".join(filter(None, (*icons, named))), 80)


def fits_card(ticket: Ticket, message: TicketMessage) -> bool:
    """Whether the card shows all of a message as the description, so that no copy is needed."""
    return (
        message.position == 1
        and message.kind is ContentKind.TEXT
        and not message.extra
        and message.text == ticket.description
        and units(ticket.description) <= CARD_ROOM
    )
