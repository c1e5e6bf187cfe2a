"""Every command and every button, tried by everybody: as the one access function says.

A door that is not in the tables below fails the test, so that none is added without its rule.
"""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from bot import buttons as b
from bot.context import Place
from bot.handlers import ROUTES
from bot.i18n import texts
from bot.rules.access import Act, Actor, Denial, denial
from storage.enums import Role
from storage.models import Base, TicketMessage
from tests.conftest import Team, open_ticket
from tests.people import Chat, Person, words

LOOK_ELSEWHERE = "look elsewhere"  # a door of its own rule, tested where its flow is

COMMANDS: dict[tuple[Place, str], tuple[Act | str, str]] = {
    (Place.PRIVATE, "/start"): (Act.OPEN_TICKET, ""),
    (Place.PRIVATE, "/menu"): (Act.OPEN_TICKET, ""),
    (Place.PRIVATE, "/new"): (Act.OPEN_TICKET, ""),
    (Place.PRIVATE, "/tickets"): (Act.OPEN_TICKET, ""),
    (Place.PRIVATE, "/ticket"): (Act.SEE_OWN, "{n}"),
    (Place.PRIVATE, "/search"): (Act.SEARCH_OWN, "smoke"),
    (Place.PRIVATE, "/language"): (Act.OPEN_TICKET, ""),
    (Place.PRIVATE, "/privacy"): (Act.OWN_DATA, ""),
    (Place.PRIVATE, "/help"): (Act.OPEN_TICKET, ""),
    (Place.PRIVATE, "/cancel"): (Act.OPEN_TICKET, ""),
    (Place.PRIVATE, "/transcript"): (Act.SEE_OWN, "{n}"),
    (Place.STAFF, "/ticket"): (Act.SEE_ANY, "{n}"),
    (Place.STAFF, "/tickets"): (Act.SEE_ANY, ""),
    (Place.STAFF, "/mine"): (Act.SEE_ANY, ""),
    (Place.STAFF, "/find"): (Act.SEARCH_ANY, "smoke"),
    (Place.STAFF, "/search"): (Act.SEARCH_ANY, "smoke"),
    (Place.STAFF, "/stats"): (Act.SEE_STATS, ""),
    (Place.STAFF, "/subject"): (Act.TRIAGE, "{n} Another one"),
    (Place.STAFF, "/resolve"): (Act.TRIAGE, "{n}"),
    (Place.STAFF, "/close"): (Act.TRIAGE, "{n}"),
    (Place.STAFF, "/withdraw"): (Act.WITHDRAW, ""),
    (Place.STAFF, "/takeback"): (Act.WITHDRAW, ""),
    (Place.STAFF, "/askclose"): (Act.ASK_CLOSE, "{n}"),
    (Place.STAFF, "/reopen"): (Act.TRIAGE, "{n}"),
    (Place.STAFF, "/take"): (Act.TAKE, "{n}"),
    (Place.STAFF, "/release"): (Act.TRIAGE, "{n}"),
    (Place.STAFF, "/assign"): (Act.TRIAGE, "{n} @clara"),
    (Place.STAFF, "/priority"): (Act.TRIAGE, "{n} low"),
    (Place.STAFF, "/status"): (Act.TRIAGE, "{n} waiting"),
    (Place.STAFF, "/category"): (Act.TRIAGE, "{n} billing"),
    (Place.STAFF, "/tag"): (Act.TRIAGE, "{n} refund"),
    (Place.STAFF, "/untag"): (Act.TRIAGE, "{n} refund"),
    (Place.STAFF, "/tags"): (Act.SEE_ANY, ""),
    (Place.STAFF, "/log"): (Act.SEE_ANY, "{n}"),
    (Place.STAFF, "/who"): (Act.SEE_ANY, "{n}"),
    (Place.STAFF, "/link"): (Act.LINK, "{n} {other}"),
    (Place.STAFF, "/unlink"): (Act.LINK, "{n} {other}"),
    (Place.STAFF, "/merge"): (Act.MERGE, "{n} {other}"),
    (Place.STAFF, "/split"): (Act.SPLIT, ""),
    (Place.STAFF, "/transcript"): (Act.TRANSCRIPT_ANY, "{n} notes"),
    (Place.STAFF, "/canned"): (Act.SEE_ANY, ""),
    (Place.STAFF, "/c"): (Act.ANSWER, "{n} hello"),
    (Place.STAFF, "/ban"): (Act.BAN, ""),
    (Place.STAFF, "/unban"): (Act.BAN, "{n}"),
    (Place.STAFF, "/categories"): (Act.SET_GROUP, ""),
    (Place.STAFF, "/agents"): (Act.MANAGE_AGENTS, ""),
    (Place.STAFF, "/settings"): (Act.SET_GROUP, ""),
    (Place.STAFF, "/language"): (Act.SET_GROUP, ""),
    (Place.STAFF, "/help"): (Act.SEE_ANY, ""),
    (Place.STAFF, "/start"): (Act.SEE_ANY, ""),
    (Place.STAFF, "/setup"): (Act.SETUP, ""),
    (Place.GROUP, "/setup"): (LOOK_ELSEWHERE, ""),
}

BUTTONS: dict[tuple[Place, str], tuple[Act | str, Any]] = {
    (Place.PRIVATE, "FormChoice"): (Act.OPEN_TICKET, lambda w: b.FormChoice("category", "1")),
    (Place.PRIVATE, "FormGo"): (Act.OPEN_TICKET, lambda w: b.FormGo("category", "cancel")),
    (Place.PRIVATE, "FormInto"): (Act.OPEN_TICKET, lambda w: b.FormInto(w.number)),
    (Place.PRIVATE, "Menu"): (Act.OPEN_TICKET, lambda w: b.Menu("tickets")),
    (Place.PRIVATE, "SetLanguage"): (Act.OPEN_TICKET, lambda w: b.SetLanguage("en")),
    (Place.PRIVATE, "OwnList"): (Act.OPEN_TICKET, lambda w: b.OwnList("a", 0, 0)),
    (Place.PRIVATE, "OpenTicket"): (Act.SEE_OWN, lambda w: b.OpenTicket(w.number, 0)),
    (Place.PRIVATE, "OwnTicket"): (Act.SEE_OWN, lambda w: b.OwnTicket(w.number, "files")),
    (Place.PRIVATE, "SearchPage"): (Act.SEARCH_OWN, lambda w: b.SearchPage(1)),
    (Place.PRIVATE, "RouteTo"): (Act.OPEN_TICKET, lambda w: b.RouteTo(w.number, 1)),
    (Place.PRIVATE, "NotThisTicket"): (Act.OPEN_TICKET, lambda w: b.NotThisTicket(w.burst)),
    (Place.PRIVATE, "MoveBurst"): (Act.OPEN_TICKET, lambda w: b.MoveBurst(w.number, w.burst)),
    (Place.PRIVATE, "AnswerClose"): (
        Act.ANSWER_CLOSE_OWN,
        lambda w: b.AnswerClose(w.number, "help"),
    ),
    (Place.PRIVATE, "Rate"): (Act.RATE_OWN, lambda w: b.Rate(w.number, 5)),
    (Place.PRIVATE, "RatingComment"): (Act.RATE_OWN, lambda w: b.RatingComment(w.number, "add")),
    (Place.PRIVATE, "CommentToTicket"): (Act.RATE_OWN, lambda w: b.CommentToTicket(w.number, 1)),
    (Place.PRIVATE, "PrivacyPress"): (Act.OWN_DATA, lambda w: b.PrivacyPress("now", 1)),
    (Place.STAFF, "Card"): (Act.TRIAGE, lambda w: b.Card(w.number, "resolve")),
    (Place.STAFF, "AssignTo"): (Act.TRIAGE, lambda w: b.AssignTo(w.number, w.clara)),
    (Place.STAFF, "SetStatus"): (Act.TRIAGE, lambda w: b.SetStatus(w.number, "waiting")),
    (Place.STAFF, "SetPriority"): (Act.TRIAGE, lambda w: b.SetPriority(w.number, "low")),
    (Place.STAFF, "SetCategory"): (Act.TRIAGE, lambda w: b.SetCategory(w.number, 1)),
    (Place.STAFF, "SetTag"): (Act.TRIAGE, lambda w: b.SetTag(w.number, 1, 1)),
    (Place.STAFF, "DeskLog"): (Act.SEE_AUDIT, lambda w: b.DeskLog(1)),
    (Place.STAFF, "Who"): (Act.SEE_ANY, lambda w: b.Who(w.number, 0, "a")),
    (Place.STAFF, "ShowCard"): (Act.SEE_ANY, lambda w: b.ShowCard(w.number)),
    (Place.STAFF, "Conversation"): (Act.SEE_ANY, lambda w: b.Conversation(w.number, 0)),
    (Place.STAFF, "Log"): (Act.SEE_ANY, lambda w: b.Log(w.number, 0)),
    (Place.STAFF, "Merge"): (Act.MERGE, lambda w: b.Merge(w.number, w.number + 2, "do")),
    (Place.STAFF, "Decide"): (Act.NOTE, lambda w: b.Decide(w.undecided, "note")),
    (Place.STAFF, "ReopenAndSend"): (Act.ANSWER, lambda w: b.ReopenAndSend(w.undecided)),
    (Place.STAFF, "Queue"): (Act.SEE_ANY, lambda w: b.Queue("a", 0, 0, 0, 0)),
    (Place.STAFF, "SearchPage"): (Act.SEARCH_ANY, lambda w: b.SearchPage(1)),
    (Place.STAFF, "Stats"): (Act.SEE_STATS, lambda w: b.Stats("week", "desk")),
    (Place.STAFF, "SetLanguage"): (Act.SET_GROUP, lambda w: b.SetLanguage("en")),
    (Place.STAFF, "CannedPage"): (Act.SEE_ANY, lambda w: b.CannedPage(1)),
    (Place.STAFF, "ShowCanned"): (Act.SEE_ANY, lambda w: b.ShowCanned(1)),
    (Place.STAFF, "DropCanned"): (Act.KEEP_CANNED, lambda w: b.DropCanned(1, 0)),
    (Place.STAFF, "LiftBan"): (Act.BAN, lambda w: b.LiftBan(w.tom.id)),
    (Place.STAFF, "CategoryMenu"): (Act.SET_GROUP, lambda w: b.CategoryMenu(1, "hide")),
    (Place.STAFF, "AgentMenu"): (Act.MANAGE_AGENTS, lambda w: b.AgentMenu(w.clara, "open")),
    (Place.STAFF, "SettingMenu"): (Act.SET_GROUP, lambda w: b.SettingMenu("open_tickets", 3)),
}
DOORS = [(place, name, COMMANDS[place, name][0]) for place, name in COMMANDS] + [
    (place, name, BUTTONS[place, name][0]) for place, name in BUTTONS
]
# The rule knows nothing of databases: one is enough.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
T = texts("en")
DENIALS = {T(reason): reason for reason in Denial}


async def test_no_door_is_without_its_rule(database: object) -> None:
    doors = {door for route in ROUTES for door in route.doors}
    assert doors == {*COMMANDS, *BUTTONS}


@dataclass
class World:
    """What there is to be tried on."""

    team: Team
    number: int
    card: int
    burst: uuid.UUID
    undecided: uuid.UUID
    clara: int
    banned: Person
    tom: Person
    zoe: Person
    dave: Chat
    eve: Chat


@pytest.fixture
async def world(team: Team) -> World:
    """A ticket of Anna's with an answer and words nobody has decided on; people of every kind."""
    desk = team.desk
    number = await team.ticket()
    card = (await team.clara.sees(f"#{number}", button="Take"))["message_id"]
    await team.boris.says("/canned add hello Hello there")
    answer = await team.boris.says("We are on it", reply_to=card)
    await team.anna.private.sees("We are on it")
    await team.clara.says("Are we?", reply_to=answer)
    await desk.quiet()
    dave, eve = [await desk.person(name) for name in ("Dave", "Eve")]
    for person in (dave, eve):
        await desk.post(f"/chats/{desk.group_id}/members", user_id=person.id, status="member")
        await person.in_group(desk.group_id).says("Hello team")
    await desk.quiet()
    await team.boris.presses(card, b.AgentMenu(eve.id, "off").pack())
    await desk.post(f"/chats/{desk.group_id}/members", user_id=dave.id, status="left")
    mallory, tom = await desk.person("Mallory"), await desk.person("Tom")
    for person in (mallory, tom):
        await open_ticket(person.private, f"Of {person.name}", "Mine alone")
    theirs = number + 1
    await team.boris.says(f"/ban {theirs} 3d spam")
    await team.boris.sees("Mallory can’t write to us")
    await desk.quiet()
    async with desk.database.read() as session:
        messages = list(await session.scalars(select(TicketMessage)))
    undecided = next(m.id for m in messages if m.text == "Are we?")
    return World(
        team=team,
        number=number,
        card=card,
        burst=uuid.uuid4(),
        undecided=undecided,
        clara=team.clara.user_id,
        banned=mallory,
        tom=tom,
        zoe=await desk.person("Zoe"),
        dave=dave.in_group(desk.group_id),
        eve=eve.in_group(desk.group_id),
    )


async def contents(world: World) -> str:
    """Everything the desk keeps but the queues and what it knows of who has just been seen."""
    rows: list[Any] = []
    kept = [table for table in Base.metadata.sorted_tables if table.name not in PASSING]
    async with world.team.desk.database.read() as session:
        for table in kept:
            shown = [column for column in table.columns if column.name not in SEEN]
            found = await session.execute(select(*shown))
            rows += sorted(str((table.name, *row)) for row in found)
    return "\n".join(rows)


PASSING = {"users", "inbox", "outbox", "outgoing_files", "message_links", "drafts"}
PASSING |= {"duties", "processes"}  # those of the desk
SEEN = {"updated_at", "role_checked_at", "ban_told_at"}


async def attempt(
    world: World, chat: Chat, place: Place, doors: set[str], *, anonymous: bool = False
) -> dict[str, str]:
    """Have somebody try these doors, all before any is answered; returns the answers."""
    commands, presses = {}, {}
    for (where, name), (_, rest) in COMMANDS.items():
        if where is place and name in doors:
            text = f"{name} {rest.format(n=world.number, other=world.number + 2)}".strip()
            commands[await chat.says(text, **({"anonymous": True} if anonymous else {}))] = name
    below = world.card if place is Place.STAFF else (await chat.history())[-1]["message_id"]
    for (where, name), (_, make) in BUTTONS.items():
        if where is place and name in doors:
            data = make(world).pack()
            query = await chat.act("press", message_id=below, data=data)
            presses[query["query_id"]] = name
    await world.team.desk.quiet()
    answers = dict.fromkeys([*commands.values(), *presses.values()], "")
    for message in await chat.history():
        target = (message.get("reply_to_message") or {}).get("message_id")
        if message["from"]["is_bot"] and target in commands:
            answers[commands[target]] += words(message)
    for event in (await world.team.desk.get("/events?after=0&timeout=0"))["events"]:
        if event["type"] == "answer" and event["query_id"] in presses:
            answers[presses[event["query_id"]]] += event.get("text") or ""
    return answers


def actor_of(world: World, who: str) -> tuple[Place, Chat, Actor]:
    """Return where somebody tries, and what the access function knows of them."""
    team = world.team
    group = team.desk.group_id
    clara = team.clara.user_id
    return {
        "requester": (Place.PRIVATE, team.anna.private, Actor(team.anna.id)),
        "other requester": (Place.PRIVATE, world.tom.private, Actor(world.tom.id)),
        "stranger": (Place.PRIVATE, world.zoe.private, Actor(world.zoe.id)),
        "agent in private": (Place.PRIVATE, Chat(team.clara.http, clara, clara), Actor(clara)),
        "agent": (Place.STAFF, team.clara, Actor(clara, Role.AGENT)),
        "administrator": (Place.STAFF, team.boris, Actor(team.boris.user_id, Role.ADMIN)),
        "anonymous administrator": (
            Place.STAFF,
            team.boris,
            Actor(group, Role.ADMIN, is_anonymous=True),
        ),
        "deactivated agent": (
            Place.STAFF,
            world.eve,
            Actor(world.eve.user_id, Role.AGENT, is_deactivated=True),
        ),
        "former agent": (Place.STAFF, world.dave, Actor(world.dave.user_id)),
    }[who]


WHO = [  # those first who may do least
    "stranger",
    "other requester",
    "agent in private",
    "former agent",
    "deactivated agent",
    "requester",
    "agent",
    "administrator",
    "anonymous administrator",
]


async def test_everybody_gets_as_far_as_the_access_function_says(world: World) -> None:
    for who in WHO:
        await tries(world, who)


async def tries(world: World, who: str) -> None:
    place, chat, actor = actor_of(world, who)
    desk, owner = world.team.desk, world.team.anna.id
    expected = {
        name: denial(actor, Act(act), owner)
        for where, name, act in DOORS
        if where is place and act != LOOK_ELSEWHERE
    }
    anonymous = who == "anonymous administrator"
    if anonymous:
        await desk.post(
            f"/chats/{desk.group_id}/members",
            user_id=chat.user_id,
            status="creator",
            is_anonymous=True,
        )
    if anonymous:  # a press carries the real person
        expected = {name: why for name, why in expected.items() if name[0] == "/"}
    if who == "former agent":  # nobody outside can write in a group
        expected = {name: why for name, why in expected.items() if name[0] != "/"}
    denied = {name: why for name, why in expected.items() if why is not None}
    before = await contents(world)
    answers = await attempt(world, chat, place, {*denied}, anonymous=anonymous)
    got = {name: DENIALS.get(text) for name, text in answers.items()}
    assert (who, got) == (who, denied)
    assert await contents(world) == before, who
    allowed = {*expected} - {*denied}
    answers = await attempt(world, chat, place, allowed, anonymous=anonymous)
    got = {name: DENIALS[text] for name, text in answers.items() if text in DENIALS}
    assert (who, got) == (who, {})


async def test_a_banned_requester_is_told_once_and_changes_nothing(world: World) -> None:
    chat = world.banned.private
    doors = {
        name
        for where, name, act in DOORS
        if where is Place.PRIVATE and denial(Actor(chat.user_id, is_banned=True), Act(act))
    }
    before, seen = await contents(world), len(await chat.history())
    answers = await attempt(world, chat, Place.PRIVATE, doors)
    assert set(answers.values()) == {""}
    assert await contents(world) == before
    said = [m for m in (await chat.history())[seen:] if m["from"]["is_bot"]]
    assert len(said) == 1
    assert "spam" in words(said[0])


@pytest.mark.parametrize("who", ["requester", "agent in private"])
async def test_the_teams_doors_are_shut_in_private_chats_also_to_agents(
    world: World, who: str
) -> None:
    _, chat, _ = actor_of(world, who)
    private = {name for where, name, _ in DOORS if where is Place.PRIVATE}
    before = await contents(world)
    below = await chat.says("/start")
    for (where, name), (_, make) in BUTTONS.items():
        if where is Place.STAFF and name not in private:
            assert T("button-unknown") in await chat.presses(below, make(world).pack()), name
    for (where, name), (act, rest) in COMMANDS.items():
        if where is Place.STAFF and name not in private and act is not LOOK_ELSEWHERE:
            asked = await chat.says(
                f"{name} {rest.format(n=world.number, other=world.number + 2)}".strip()
            )
            await chat.sees(T("command-unknown", name=name), after=asked)
    await world.team.desk.quiet()
    assert await contents(world) == before


async def test_requesters_doors_are_shut_in_the_group(world: World) -> None:
    staff = {name for where, name, _ in DOORS if where is Place.STAFF}
    before = await contents(world)
    for (where, name), (_, make) in BUTTONS.items():
        if where is Place.PRIVATE and name not in staff:
            popped = await world.team.boris.presses(world.card, make(world).pack())
            assert T("button-unknown") in popped, name
    await world.team.desk.quiet()
    assert await contents(world) == before
