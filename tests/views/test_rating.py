"""Ratings as they are read."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import languages, texts
from bot.rules.periods import Period
from bot.rules.words import TEXT_LIMIT, units
from bot.views.rating import comment_told, question, score_told, stars
from bot.views.stats import stats_screen
from storage.models import Rating, Ticket, User
from storage.queries.rating import Ratings
from storage.queries.stats import Figures, Spread

NOW = datetime(2026, 3, 29, 12, 5, tzinfo=UTC)
NOTHING = Figures(1, 0, 0, {}, {}, [], [], Spread(0), Spread(0))


def stats(ratings: Ratings, language: str = "en") -> str:
    zone = ZoneInfo("Europe/Berlin")
    return stats_screen(NOTHING, Period.ALL, None, NOW, zone, texts(language), ratings).text


def test_stars() -> None:
    assert [stars(score) for score in (1, 3, 5)] == ["★☆☆☆☆", "★★★☆☆", "★★★★★"]


def test_the_share_of_good_ratings_stands_beside_how_many_responded() -> None:
    text = stats(Ratings(asked=8, rated=6, good=5))
    assert "rated 4 or 5" in text
    assert "83%" in text
    assert "75%" in text
    assert "6 of 8 asked" in text
    assert "83" in stats(Ratings(8, 6, 5), "ru")


def test_no_ratings_are_not_nought_percent() -> None:
    assert "Ratings" not in stats(Ratings())
    text = stats(Ratings(asked=3))
    assert "asked 3, no rating yet" in text
    assert "%" not in text


@pytest.mark.parametrize("language", languages())
def test_the_longest_fits(language: str) -> None:
    t = texts(language)
    user = User(id=1, first_name="Ж" * 64, last_name="Ж" * 64)
    ticket = Ticket(number=123456, subject="😀" * 120, requester=user)
    rating = Rating(score=5, comment="😀" * 2048, comment_entities=[], agent=user)
    for screen in (
        question(ticket, rating, t, invites=True),
        score_told(ticket, rating, t),
        comment_told(ticket, rating, t),
    ):
        assert units(screen.text) <= TEXT_LIMIT
