"""The help pages are whole in every language."""

import pytest

from bot.i18n import languages, texts
from bot.rules.words import TEXT_LIMIT, units
from bot.views.help import requester_help, staff_help


@pytest.mark.parametrize("language", languages())
def test_help_names_the_commands(language: str) -> None:
    t = texts(language)
    staff, requester = staff_help(t).text, requester_help(t).text
    for command in ("/tickets", "/mine", "/ticket 1042", "/stats", "/note", "/help"):
        assert command in staff
    for command in ("/new", "/tickets", "/language", "/cancel", "/help"):
        assert command in requester
    assert "/note" not in requester
    assert max(units(staff), units(requester)) <= TEXT_LIMIT
