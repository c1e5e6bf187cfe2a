"""The help pages are whole in every language."""

import re

import pytest

from bot.i18n import languages, texts
from bot.loops.menus import REQUESTER, STAFF
from bot.rules.words import TEXT_LIMIT, units
from bot.views.help import requester_help, staff_help


@pytest.mark.parametrize("language", languages())
def test_help_names_the_commands(language: str) -> None:
    t = texts(language)
    staff, requester = staff_help(t).text, requester_help(t).text
    for page, menu in ((staff, STAFF), (requester, REQUESTER)):
        named = set(re.findall(r"/([a-z]+)", page))
        assert named == {name for name, _ in menu}
    assert "/note" not in requester
    assert max(units(staff), units(requester)) <= TEXT_LIMIT
