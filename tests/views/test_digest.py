"""A list of as many tickets as stand in one has to fit into one message."""

import pytest

from bot.i18n import languages, texts
from bot.rules.words import TEXT_LIMIT, units
from bot.services.digest import SIZE
from bot.views.digest import digest
from storage.enums import Priority
from storage.models import Ticket, User

MOST_BUTTONS = 100  # of one message
LAST = 2**31 - 1  # the longest number


@pytest.mark.parametrize("language", languages())
def test_the_longest_list_fits_into_one_message(language: str) -> None:
    somebody = User(id=1, first_name="\U0001f600" * 60, last_name="W" * 60, username="w" * 32)
    tickets = [
        Ticket(
            number=LAST - n,
            subject="\U0001f525 <b>&" * 40,
            priority=Priority.URGENT,
            requester=somebody,
        )
        for n in range(SIZE)
    ]
    screen = digest(tickets, texts(language))
    assert units(screen.text) <= TEXT_LIMIT
    buttons = [button for row in screen.keyboard for button in row]
    assert len(buttons) == SIZE <= MOST_BUTTONS
