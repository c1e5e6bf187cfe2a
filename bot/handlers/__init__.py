"""Every flow of the desk, in the order in which updates are offered to them."""

from typing import Any

from telegram.ext import Application
from telegram.ext.filters import StatusUpdate

from bot import buttons
from bot.context import Place, Turn
from bot.handlers import (
    agents,
    askclose,
    bans,
    batch,
    canned,
    categories,
    edits,
    forum,
    history,
    instead,
    intake,
    links,
    members,
    menu,
    merge,
    notes,
    own,
    own_list,
    privacy,
    queue,
    rating,
    replies,
    routing,
    search,
    settings,
    split,
    stats,
    tags,
    transcript,
    triage,
    who,
    withdrawal,
)
from bot.handlers import help as help_flow
from bot.handlers.route import Route, command, for_us, on, pressed, said
from bot.rules.transitions import Move
from bot.services.outgoing import at
from bot.services.work import Refused
from bot.views.names import ticket_number
from bot.views.screen import Screen

PRIVATE, STAFF, GROUP = Place.PRIVATE, Place.STAFF, Place.GROUP


def _is_service(turn: Turn) -> bool:
    if turn.update.message is None or turn.message.text:  # sparing words forty questions
        return False
    return bool(StatusUpdate.ALL.check_update(turn.update))


def _is_command(turn: Turn) -> bool:
    """In a private chat only text can be a command: a caption belongs to its file."""
    return turn.command is not None and bool(turn.message.text)


async def _nothing(turn: Turn) -> None:
    """Leave an update alone on purpose."""


async def _unknown_command(turn: Turn) -> None:
    assert turn.command is not None
    raise Refused("command-unknown", name=f"/{turn.command.name}")


async def _unknown_press(turn: Turn) -> None:
    raise Refused("button-unknown")


ROUTES: list[Route] = [
    # comings and goings
    on(lambda turn: turn.update.my_chat_member is not None, members.myself),
    on(lambda turn: turn.update.chat_member is not None and turn.place is STAFF, members.member),
    on(lambda turn: turn.update.chat_member is not None, _nothing),
    on(
        lambda turn: bool(
            turn.update.message
            and (turn.message.migrate_to_chat_id or turn.message.migrate_from_chat_id)
        ),
        members.migrated,
    ),
    on(
        lambda turn: (
            _is_service(turn) and turn.place is STAFF and bool(turn.message.new_chat_title)
        ),
        members.retitled,
    ),
    on(
        lambda turn: (
            _is_service(turn) and turn.place is STAFF and bool(turn.message.new_chat_members)
        ),
        members.arrived,
    ),
    on(lambda turn: _is_service(turn) and turn.place is STAFF, forum.changed_by_hand),
    on(_is_service, _nothing),
    on(lambda turn: bool(turn.parts) and turn.work.user is None, _nothing),
    # one's own data, which a ban does not take away
    command(PRIVATE, "privacy", to=privacy.show),
    pressed(PRIVATE, buttons.PrivacyPress, privacy.press),
    # who is banned gets no further
    on(bans.is_banned, bans.turned_away),
    # edits
    on(
        lambda turn: turn.update.edited_message is not None and turn.place in (PRIVATE, STAFF),
        edits.edited,
    ),
    # the requester
    pressed(PRIVATE, buttons.FormChoice, intake.choose),
    pressed(PRIVATE, buttons.FormGo, intake.go),
    pressed(PRIVATE, buttons.FormInto, instead.form_into),
    pressed(PRIVATE, buttons.Menu, menu.menu),
    pressed(PRIVATE, buttons.SetLanguage, menu.set_language),
    pressed(PRIVATE, buttons.OwnList, own_list.turn_page),
    pressed(PRIVATE, buttons.OpenTicket, own.open_page),
    pressed(PRIVATE, buttons.OwnTicket, own.act),
    pressed(PRIVATE, buttons.SearchPage, search.turn_own_page),
    pressed(PRIVATE, buttons.RouteTo, routing.answer),
    pressed(PRIVATE, buttons.NotThisTicket, routing.not_this),
    pressed(PRIVATE, buttons.MoveBurst, routing.move),
    pressed(PRIVATE, buttons.AnswerClose, askclose.answer),
    pressed(PRIVATE, buttons.Rate, rating.rate),
    pressed(PRIVATE, buttons.RatingComment, rating.comment_act),
    pressed(PRIVATE, buttons.CommentToTicket, rating.to_ticket),
    command(PRIVATE, "start", "menu", to=menu.start),
    command(PRIVATE, "new", to=intake.new),
    command(PRIVATE, "tickets", to=own_list.listing),
    command(PRIVATE, "ticket", to=own.ticket),
    command(PRIVATE, "search", to=search.search_own),
    command(PRIVATE, "transcript", to=transcript.for_requester),
    command(PRIVATE, "language", to=menu.language),
    command(PRIVATE, "help", to=help_flow.help_requester),
    command(PRIVATE, "cancel", to=intake.cancel),
    said(PRIVATE, _unknown_command, when=_is_command),
    said(PRIVATE, rating.said, when=rating.is_comment),
    said(PRIVATE, routing.wrote, when=routing.is_reply),
    said(PRIVATE, routing.wrote, when=routing.is_tied),
    said(PRIVATE, intake.typed, when=intake.has_form),
    said(PRIVATE, routing.wrote),
    # the staff group
    pressed(STAFF, buttons.Card, triage.card),
    pressed(STAFF, buttons.AssignTo, triage.assign),
    pressed(STAFF, buttons.SetStatus, triage.set_status),
    pressed(STAFF, buttons.SetPriority, triage.set_priority),
    pressed(STAFF, buttons.SetCategory, triage.set_category),
    pressed(STAFF, buttons.SetTag, triage.set_tag),
    pressed(STAFF, buttons.ShowCard, triage.show_card),
    pressed(STAFF, buttons.Conversation, history.show_conversation),
    pressed(STAFF, buttons.Log, history.show_log),
    pressed(STAFF, buttons.DeskLog, history.turn_desk_log),
    pressed(STAFF, buttons.Who, who.press),
    pressed(STAFF, buttons.Decide, replies.decide),
    pressed(STAFF, buttons.ReopenAndSend, replies.reopen_and_send),
    pressed(STAFF, buttons.Merge, merge.confirm),
    pressed(STAFF, buttons.Queue, queue.turn_page),
    pressed(STAFF, buttons.SearchPage, search.turn_page),
    pressed(STAFF, buttons.Stats, stats.switch),
    pressed(STAFF, buttons.SetLanguage, menu.set_language),
    pressed(STAFF, buttons.CannedPage, canned.turn_page),
    pressed(STAFF, buttons.ShowCanned, canned.show),
    pressed(STAFF, buttons.DropCanned, canned.drop),
    pressed(STAFF, buttons.LiftBan, bans.lift),
    pressed(STAFF, buttons.CategoryMenu, categories.press),
    pressed(STAFF, buttons.AgentMenu, agents.press),
    pressed(STAFF, buttons.SettingMenu, settings.press),
    said(STAFF, notes.note, when=notes.is_note),
    command(STAFF, "ticket", to=triage.ticket),
    command(STAFF, "tickets", to=queue.list_all),
    command(STAFF, "mine", to=queue.list_mine),
    command(STAFF, "find", "search", to=search.find),
    command(STAFF, "stats", to=stats.show_stats),
    command(STAFF, "transcript", to=transcript.for_staff),
    command(STAFF, "subject", to=triage.subject),
    command(STAFF, "resolve", to=batch.moving(Move.RESOLVE, "batch-resolved")),
    command(STAFF, "close", to=batch.moving(Move.CLOSE, "batch-closed")),
    command(STAFF, "withdraw", "takeback", to=withdrawal.withdraw),
    command(STAFF, "askclose", to=askclose.command),
    command(STAFF, "reopen", to=batch.moving(Move.REOPEN, "batch-reopened")),
    command(STAFF, "take", to=batch.take),
    command(STAFF, "release", to=batch.release),
    command(STAFF, "assign", to=batch.assign),
    command(STAFF, "priority", to=batch.priority),
    command(STAFF, "status", to=batch.status),
    command(STAFF, "category", to=batch.category),
    command(STAFF, "link", to=links.link),
    command(STAFF, "unlink", to=links.unlink),
    command(STAFF, "merge", to=merge.ask),
    command(STAFF, "split", to=split.split),
    command(STAFF, "tag", to=batch.tag),
    command(STAFF, "untag", to=batch.untag),
    command(STAFF, "tags", to=tags.in_use),
    command(STAFF, "log", to=history.log),
    command(STAFF, "who", to=who.command),
    command(STAFF, "canned", to=canned.canned_command),
    command(STAFF, "c", to=canned.send),
    command(STAFF, "ban", to=bans.ban),
    command(STAFF, "unban", to=bans.unban),
    command(STAFF, "categories", to=categories.menu),
    said(STAFF, categories.typed, when=categories.is_value),
    command(STAFF, "agents", to=agents.menu),
    command(STAFF, "settings", to=settings.menu),
    command(STAFF, "language", to=menu.language),
    command(STAFF, "help", "start", to=help_flow.help_staff),
    command(STAFF, "setup", to=members.setup),
    said(STAFF, replies.wrote),
    # any other group
    command(GROUP, "setup", to=members.setup),
    on(lambda turn: turn.update.callback_query is not None, _unknown_press),
]


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Put every route into one group of the dispatcher."""
    for route in ROUTES:
        app.add_handler(route)


async def refuse(turn: Turn, refusal: Refused) -> None:
    """Say in a sentence why nothing was changed."""
    values = {
        name: ticket_number(value) if isinstance(value, int) else value
        for name, value in refusal.values.items()
    }
    text = turn.texts(refusal.key, **values)
    out = turn.work.out
    if turn.update.callback_query is not None:
        out.answer(turn.query.id, text, alert=len(text) > 60)
    elif turn.update.message is not None and turn.place is not Place.ELSEWHERE:
        if turn.command is not None and not for_us(turn):
            return
        out.say(
            turn.work.chat_id,
            Screen.of(text),
            reply_to=at(turn.message.message_id),
            silent=True,
        )
