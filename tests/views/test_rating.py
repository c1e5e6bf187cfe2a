"""Ratings as they are read."""

from datetime import UTC, datetime

import pytest

from bot.i18n import languages, texts
from bot.rules.words import TEXT_LIMIT, units
from bot.views.rating import comment_told, question, score_told, stars
from bot.views.stats import stats_caption
from storage.models import Rating, Ticket, User
from storage.queries.figures import Measures
from storage.queries.rating import Ratings
from tests.views.test_stats import stats

NOW = datetime(2026, 3, 29, 12, 5, tzinfo=UTC)


def told(ratings: Ratings, language: str = "en") -> str:
    return stats_caption(stats(total=1, whole=Measures(ratings=ratings)), texts(language)).text


def test_stars() -> None:
    assert [stars(score) for score in (1, 3, 5)] == ["★☆☆☆☆", "★★★☆☆", "★★★★★"]


def test_the_share_of_good_ratings_stands_beside_how_many_responded() -> None:
    shown = told(Ratings(asked=8, rated=6, good=5))
    assert "Rated 4 or 5: 83% (6 of 8 asked responded)" in shown
    assert "83" in told(Ratings(8, 6, 5), "ru")


def test_no_ratings_are_not_nought_percent() -> None:
    assert "⭐" not in told(Ratings())
    text = told(Ratings(asked=3))
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
