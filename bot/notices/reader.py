"""What every notice needs: whose ticket it is, and in which language its reader reads."""

from bot.i18n import Texts, texts
from bot.services.people import language_of
from bot.services.work import Happening, Work
from storage.models import Ticket, User


def texts_of(work: Work, user: User) -> Texts:
    """Return the texts in the language that somebody reads."""
    return texts(language_of(work, user))


def group_texts(work: Work) -> Texts:
    """Return the texts in the staff group's language."""
    return texts(work.group.language if work.group else work.desk.default_language)


def ticket_of(what: Happening) -> Ticket:
    """Return the ticket that something happened to."""
    assert what.ticket is not None
    return what.ticket
