"""Where words go: said, asked, chosen, or without doubt."""

import uuid
from datetime import UTC, datetime, timedelta

from bot.rules.routing import Ask, OpenTicket, ToTicket, route

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
A, B, CLOSED = (uuid.UUID(int=n) for n in (1, 2, 3))


def test_the_only_open_ticket_is_meant() -> None:
    assert _route([OpenTicket(A, None)]) == ToTicket(A, guessed=True)


def test_the_only_one_answered_within_a_day_is_meant() -> None:
    lately, long_ago = NOW - timedelta(hours=23), NOW - timedelta(hours=25)
    assert _route([OpenTicket(A, lately), OpenTicket(B, long_ago)]) == ToTicket(A, guessed=True)
    assert isinstance(_route([OpenTicket(A, lately), OpenTicket(B, lately)]), Ask)
    assert isinstance(_route([OpenTicket(A, None), OpenTicket(B, None)]), Ask)
    assert isinstance(_route([]), Ask)


def test_an_explicit_reply_comes_first_but_not_to_a_closed_ticket() -> None:
    tickets = [OpenTicket(A, None)]
    assert _route([*tickets, OpenTicket(B, None)], replied_to=B, chosen=A) == ToTicket(
        B, guessed=False
    )
    assert isinstance(_route(tickets, replied_to=CLOSED), Ask)


def test_a_choice_holds_while_its_ticket_is_open() -> None:
    tickets = [OpenTicket(A, None), OpenTicket(B, None)]
    assert _route(tickets, chosen=B) == ToTicket(B, guessed=False)
    assert isinstance(_route(tickets, chosen=CLOSED), Ask)


def test_while_a_question_stands_everything_waits_for_its_answer() -> None:
    assert isinstance(_route([OpenTicket(A, None)], chosen=A, question_stands=True), Ask)


def _route(
    tickets: list[OpenTicket],
    replied_to: uuid.UUID | None = None,
    chosen: uuid.UUID | None = None,
    *,
    question_stands: bool = False,
) -> ToTicket | Ask:
    return route(
        tickets, NOW, replied_to=replied_to, chosen=chosen, question_stands=question_stands
    )
