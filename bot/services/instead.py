"""A form that may not become one more ticket: what was typed goes to a ticket that is there."""

from bot.rules.access import Act
from bot.rules.content import Content
from bot.services import fair_use, intake, merge, routing
from bot.services.work import Refused, Work
from storage.enums import ContentKind, DraftKind
from storage.models import Ticket
from storage.queries import tickets


async def add_form_to(work: Work, number: int) -> Ticket:
    """Put everything in the form into one's own ticket, the subject first."""
    form = intake.current(work)
    if form is None:
        raise Refused("form-gone")
    found = await tickets.by_number(work.session, number)
    if found is None:
        raise Refused("denied-not-found")
    ticket = await merge.heir(work, found)
    work.allow(Act.WRITE_OWN, ticket)
    parts = list(form.parts)
    if form.subject:
        said_in = [form.subject_id] if form.subject_id is not None else []
        parts.insert(0, Content(ContentKind.TEXT, form.subject, message_ids=said_in))
    if not parts:
        raise Refused("limit-nothing")
    for part in parts:
        fair_use.check_files(work, ticket, part)
        routing.write(work, ticket, part)
    await work.end_draft(DraftKind.FORM)
    return ticket
