"""The question how the help was, and what the group reads of the answer."""

from bot.buttons import CommentToTicket, Rate, RatingComment
from bot.i18n import Texts
from bot.rules.rating import SCORES
from bot.rules.words import one_line
from bot.views.names import agent_name, person_name, ticket_number
from bot.views.screen import Button, Keyboard, Screen, Text
from storage.models import Rating, Ticket

COMMENT_ROOM = 3000  # UTF-16 units of a comment that stand below a rating
OWN_COMMENT_ROOM = 300


def stars(score: int) -> str:
    """Return a score as people read it, like `★★★★☆`."""
    return "★" * score + "☆" * (SCORES[-1] - score)


def question(ticket: Ticket, rating: Rating, t: Texts, *, invites: bool = False) -> Screen:
    """Return the question; once answered the score with what can be added or changed."""
    if rating.score is None:
        text = Text().line(t("rating-ask", number=ticket_number(ticket.number)))
        text.line(one_line(ticket.subject, 120), "bold").line(t("rating-scale"), "italic")
        return Screen.of(text, [_scores(ticket, None)])
    text = Text().line(t("rating-thanks", stars=stars(rating.score)))
    number, subject = ticket_number(ticket.number), one_line(ticket.subject, 120)
    text.line(f"{number} · {subject}", "bold")
    keyboard: Keyboard = [_scores(ticket, rating.score)]
    if rating.comment:
        text.quote(rating.comment, rating.comment_entities, OWN_COMMENT_ROOM).line()
    if invites:
        text.line().line(t("rating-invite"))
        keyboard.append([Button(t("rating-skip"), RatingComment(ticket.number, "skip"))])
    else:
        label = t("rating-change-comment" if rating.comment else "rating-add-comment")
        keyboard.append([Button(label, RatingComment(ticket.number, "add"))])
    return Screen.of(text, keyboard)


def _scores(ticket: Ticket, given: int | None) -> list[Button]:
    return [
        Button(f"✓ {score}" if score == given else f"{score} ⭐", Rate(ticket.number, score))
        for score in SCORES
    ]


def commented(ticket: Ticket, message_id: int, t: Texts) -> Screen:
    """Return the receipt for a comment, with the way into the ticket for what was meant for it."""
    to_ticket = CommentToTicket(ticket.number, message_id)
    text = t("rating-commented", number=ticket_number(ticket.number))
    return Screen.of(text, [[Button(t("rating-to-ticket"), to_ticket)]])


def score_told(ticket: Ticket, rating: Rating, t: Texts) -> Screen:
    """Return what the group reads of a score."""
    assert rating.score is not None
    name, number = person_name(ticket.requester), ticket_number(ticket.number)
    text = Text().line(t("rating-told", name=name, number=number, stars=stars(rating.score)))
    if rating.agent is not None:
        text.line(t("rating-told-agent", name=agent_name(rating.agent)))
    return Screen.of(text)


def comment_told(ticket: Ticket, rating: Rating, t: Texts) -> Screen:
    """Return what the group reads of a comment."""
    name, number = person_name(ticket.requester), ticket_number(ticket.number)
    shown = stars(rating.score or 0)
    text = Text().line(t("rating-comment-told", name=name, number=number, stars=shown), "bold")
    text.words(rating.comment, rating.comment_entities, COMMENT_ROOM)
    return Screen.of(text)
