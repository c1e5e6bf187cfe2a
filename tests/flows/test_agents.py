"""The staff group: who may, who is too late, and where the desk lives."""

import asyncio

from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.people import find_button, words
from tests.web import calls


async def test_two_agents_press_take_at_once(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    answers = await asyncio.gather(
        team.boris.presses(card["message_id"], f"c:{number}:take"),
        team.clara.presses(card["message_id"], f"c:{number}:take"),
    )
    assert sum("is yours" in text for text in answers) == 1
    assert sum("already taken by" in text for text in answers) == 1
    again = await team.boris.presses(card["message_id"], f"c:{number}:take")
    assert "already" in again


async def test_an_old_cards_button_changes_nothing_and_says_why(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.anna.private.says("/tickets")
    await team.anna.private.taps(f"#{number}", "1 ticket")
    await team.anna.private.taps("Solved", f"#{number}", "open")
    await team.boris.sees(f"#{number}", "🔒 closed")
    for act in ("take", "resolve", "close", "assign"):
        text = await team.boris.presses(card["message_id"], f"c:{number}:{act}")
        if act != "assign":
            assert "closed" in text, act
    assert "denied" not in await team.boris.everything()
    assert "release" not in await team.boris.presses(card["message_id"], f"c:{number}:release")
    await team.boris.sees(f"#{number}", "🔒 closed · nobody")


async def test_somebody_who_left_may_do_nothing(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members", user_id=team.clara.user_id, status="left"
    )
    await team.desk.quiet()
    text = await team.clara.presses(card["message_id"], f"c:{number}:take")
    assert "Only members of the support team" in text
    stranger = await team.desk.person("Mallory")
    outside = stranger.in_group(team.desk.group_id)
    assert "Only members" in await outside.presses(card["message_id"], f"c:{number}:close")
    await team.boris.sees("🟢 open · nobody yet")


async def test_a_button_is_refused_when_membership_cannot_be_checked(desk: Desk) -> None:
    boris, clara = await desk.agents("Boris", "Clara")
    anna = await desk.person("Anna")
    await desk.start()
    await anna.private.says("/start")
    number = await open_ticket(anna.private, "Printer", "Smoke")
    card = await boris.sees(f"#{number}")
    await desk.post("/misbehave", method="getChatMember", times=3, how="500")
    text = await clara.presses(card["message_id"], f"c:{number}:take")
    assert "Telegram didn’t say" in text
    await desk.post("/misbehave", method="getChatMember", times=1, how="500")
    said = await clara.says("a message waits instead", reply_to=card["message_id"])
    await anna.private.sees("a message waits instead")
    assert await clara.reaction(said) == "👌"


async def test_anonymous_administrators_answer_as_the_group_and_are_never_assigned(
    team: Team,
) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members",
        user_id=team.boris.user_id,
        status="creator",
        is_anonymous=True,
    )
    await team.boris.says("from the team", reply_to=card["message_id"], anonymous=True)
    await team.anna.private.sees("💬 Support team", "from the team")
    await team.boris.sees("⏸️ waiting · nobody yet")
    text = await team.boris.presses(card["message_id"], f"c:{number}:take")
    assert "can’t be an assignee" in text
    await team.boris.says("/note among us", reply_to=card["message_id"], anonymous=True)
    await team.boris.presses(card["message_id"], f"c:{number}:resolve")
    await team.anna.private.sees("Support team has marked")
    assert "Boris" not in await team.anna.private.everything()


async def test_card_menus(team: Team) -> None:
    number = await team.ticket()
    await team.clara.says("Hello, I am new here")  # from now on she is known
    await team.desk.quiet()
    await team.boris.taps("Assign", f"#{number}")
    await team.boris.taps("Clara", f"#{number}")
    await team.boris.sees("🔵 in progress · Clara")
    await team.anna.private.sees("Clara is looking into")
    await team.clara.taps("Release", f"#{number}")
    await team.clara.sees("🟢 open · nobody yet")
    await team.clara.taps("More", f"#{number}")
    await team.clara.taps("Priority", f"#{number}")
    await team.clara.taps("Urgent", f"#{number}")
    await team.clara.sees("🔴 #")
    await team.clara.taps("More", f"#{number}")
    await team.clara.taps("Category", f"#{number}")
    await team.clara.taps("Billing", f"#{number}")
    await team.clara.sees("💳 Billing", f"#{number}")
    await team.clara.taps("More", f"#{number}")
    await team.clara.taps("Status", f"#{number}")
    await team.clara.taps("waiting", f"#{number}")
    await team.anna.private.sees("waiting for you")
    await team.clara.taps("More", f"#{number}")
    await team.clara.taps("Log", f"#{number}")
    await team.clara.sees("Clara", "Urgent")
    await team.clara.says(f"/subject {number} Fire in the office")
    await team.clara.sees("Fire in the office", "🔴")


async def test_commands_of_the_group(team: Team) -> None:
    first, second = await team.ticket("First"), await team.ticket("Second")
    await team.boris.taps("Take", f"#{first}")
    asked = await team.boris.says("/mine")
    mine = await team.boris.sees(f"#{first}", after=asked)
    assert f"#{second}" not in words(mine)
    asked = await team.boris.says("/tickets")
    await team.boris.sees(f"#{first}", f"#{second}", after=asked)
    asked = await team.boris.says(f"/ticket {second}")
    card = await team.boris.sees(f"#{second}", "Second", after=asked, button="Take")
    await team.boris.says("moved card, same ticket", reply_to=card["message_id"])
    await team.anna.private.sees("moved card, same ticket")
    asked = await team.boris.says("/ticket 99999999999")
    await team.boris.sees("Which one?", after=asked)
    asked = await team.boris.says("/ticket 424242")
    await team.boris.sees("no such ticket", after=asked)
    asked = await team.boris.says("/stats all")
    await team.boris.taps("7 days", after=asked)
    asked = await team.boris.says("/help")
    await team.boris.sees("/note", after=asked)
    for text in ("/note", "/note 1", f"/note {first}", "/subject", "/subject 1"):
        asked = await team.boris.says(text)
        await team.boris.sees("", after=asked)


async def test_a_group_is_bound_with_setup_and_a_second_one_is_refused(desk: Desk) -> None:
    boris = await desk.person("Boris")
    mallory = await desk.person("Mallory")
    desk.admin_ids = frozenset({boris.id})
    await desk.start()
    anna = await desk.person("Anna")
    await anna.private.says("/start")
    start = await anna.private.says("/new")
    await anna.private.taps("Other", "What is it about?", after=start)
    await anna.private.taps("Low", "How urgent", after=start)
    await anna.private.says("Early bird")
    await anna.private.sees("What happened?", after=start)
    await anna.private.says("before there was a team")
    await anna.private.taps("No files", "attach", after=start)
    await anna.private.taps("Send", "review", after=start)
    await anna.private.sees("is saved and on its way", after=start)

    async def group(kind: str, **more: object) -> int:
        members = [boris.id, mallory.id]
        chat = await desk.post("/chats", title="Team", type=kind, members=members, **more)
        return int(chat["id"])

    member = boris.in_group(await group("supergroup", bot_status="member"))
    await member.says("/setup")
    await member.sees("Not yet", "administrator")
    public = boris.in_group(
        await group("supergroup", bot_status="administrator", username="ourteam")
    )
    await public.says("/setup")
    await public.sees("Not yet")

    chat_id = await group("group", bot_status="administrator")
    await mallory.in_group(chat_id).says("/setup")
    await mallory.in_group(chat_id).sees("Only people named in ADMIN_IDS")
    await boris.in_group(chat_id).says("/setup")
    await boris.in_group(chat_id).sees("“Team” is the support team’s group now")
    card = await boris.in_group(chat_id).sees("Early bird", "before there was a team")
    await anna.private.sees("is with our team", after=start)
    await boris.in_group(chat_id).says("on it", reply_to=card["message_id"])
    await anna.private.sees("on it")

    other = boris.in_group(await group("supergroup", bot_status="administrator"))
    await other.says("/setup")
    await other.sees("has its group already: “Team”")

    upgraded = await desk.post(f"/chats/{chat_id}/migrate")
    supergroup = boris.in_group(upgraded["id"])
    await anna.private.says("still there?")
    again = await supergroup.sees("Early bird")
    await supergroup.sees("still there?")
    await supergroup.says("yes", reply_to=again["message_id"])
    await anna.private.sees("💬 Boris", "yes")


async def test_the_command_menus_follow_language_and_place(team: Team) -> None:
    await team.desk.quiet()
    group = team.desk.group_id
    russian = await team.desk.person("Иван", "ru", username="ivan")

    async def names(user: int, chat: int) -> dict[str, str]:
        data = await team.desk.get(f"/commands?user_id={user}&chat_id={chat}")
        return {item["command"]: item["description"] for item in data["commands"]}

    async with asyncio.timeout(30):
        while "note" not in await names(team.boris.user_id, group):
            await asyncio.sleep(0.2)
        while "new" not in await names(russian.id, russian.id):
            await asyncio.sleep(0.2)
    private = await names(team.anna.id, team.anna.id)
    assert {"new", "tickets", "language", "help", "cancel"} <= set(private)
    assert "note" not in private
    async with asyncio.timeout(30):
        while (await names(russian.id, russian.id))["new"] == private["new"]:
            await asyncio.sleep(0.2)


async def test_a_requesters_words_leave_the_card_alone_unless_it_shows_them(team: Team) -> None:
    number = await team.ticket()
    card = (await team.boris.sees(f"#{number}", button="Take"))["message_id"]
    await team.anna.private.says("Still burning")
    await team.boris.sees("Still burning")
    await team.desk.quiet()
    edits = await calls(team.desk, "editMessageText")
    assert str(card) not in [str(order.get("message_id")) for order in edits]
    await team.anna.private.photo("Look")
    await team.boris.sees("📎 1 file", f"#{number}", button="Take")
    await team.desk.post(f"/people/{team.anna.id}", last_name="Ivanova")
    await team.anna.private.says("I have married")
    await team.boris.sees("Anna Ivanova", f"#{number}", button="Take")


async def test_a_released_ticket_is_told_to_the_requester(team: Team) -> None:
    number = await team.ticket()
    await team.boris.taps("Take", f"#{number}")
    await team.anna.private.sees("Boris is looking into")
    await team.boris.taps("Release", f"#{number}")
    await team.anna.private.sees("waits for another colleague to take it")


async def test_nobody_who_left_is_made_the_assignee(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.clara.says("Bye!")
    await team.desk.quiet()
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members", user_id=team.clara.user_id, status="left"
    )
    await team.desk.quiet()
    data = f"as:{number}:{team.clara.user_id}"
    assert "Clara is not in the team" in await team.boris.presses(card["message_id"], data)
    assert "haven’t met" in await team.boris.presses(card["message_id"], f"as:{number}:987654")
    await team.boris.taps("Assign", f"#{number}")
    shown = await team.boris.sees(f"#{number}", button="Back")
    assert find_button(shown, "Clara") is None
    await team.boris.sees("🟢 open · nobody yet")


async def test_a_card_shown_anew_leaves_no_second_state_behind(team: Team) -> None:
    number = await team.ticket()
    old = await team.boris.sees(f"#{number}")
    asked = await team.boris.says(f"/ticket {number}")
    await team.boris.sees(f"#{number}", "Smoke!", after=asked, button="Take")
    left = await team.boris.sees(f"#{number}", "The card is further down")
    assert left["message_id"] == old["message_id"]
    assert "open" not in words(left)
    await team.boris.says("old card, same ticket", reply_to=old["message_id"])
    await team.anna.private.sees("old card, same ticket")


async def test_a_subject_is_changed_by_reply_with_or_without_the_number(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    reply = {"reply_to": card["message_id"]}
    await team.boris.says(f"/subject {number} Smoke in the office", **reply)
    await team.boris.sees(f"#{number} · Smoke in the office")
    await team.boris.says("/subject 5 printers smoke", **reply)
    await team.boris.sees(f"#{number} · 5 printers smoke")


async def test_forged_data_changes_nothing(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    receipt = await team.anna.private.sees("is with our team")
    long = "9" * 40
    nothing = "0" * 32
    forged = [
        "", "c", "c:1", f"c:{number}:explode", f"c:{long}:take", f"c:٣{number}:take",
        f"c:-{number}:take", f"c:0{number}:take", f"as:{number}:{long}", f"ss:{number}:gone",
        f"sp:{number}:ultra", f"sc:{number}:99999", f"cv:{long}:0", f"lg:{number}:-7",
        f"sh:{long}", "sh:424242", "d:nonsense:send", f"d:{nothing}:send", f"d:{nothing}:publish",
        f"rs:{nothing}", "q:n-n-a:٣:0:0:0", f"q:n-n-a:0:0:0:{long[:15]}", f"q:n-n-a:{long}:0:0:0",
        "st:ever", f"o:{number}:0", f"t:{number}:solved", "ol:a-n-a:0:0", "l:xx", "\u202e",
        "c:\x00:take",
    ]  # fmt: skip
    for data in forged:
        await team.boris.presses(card["message_id"], data)
    for data in (
        f"c:{number}:close", f"as:{number}:{team.boris.user_id}", f"ss:{number}:closed",
        f"cv:{number}:0", f"lg:{number}:0", f"sh:{number}", "q:n-n-a:0:0:0:0", "st:all",
        f"d:{nothing}:send",
    ):  # fmt: skip
        said = await team.anna.private.presses(receipt["message_id"], data)
        assert "no longer works" in said, data
    await team.boris.sees("🟢 open · nobody yet")


async def test_the_group_is_told_when_the_bot_loses_its_rights(team: Team) -> None:
    bot_id = team.desk.playground.world.bot_id
    path = f"/chats/{team.desk.group_id}/members"
    await team.desk.post(path, user_id=bot_id, status="member")
    lost = await team.boris.sees("I can no longer do all of my work", "not an administrator")
    await team.desk.post(path, user_id=bot_id, status="administrator")
    await team.desk.quiet()
    told = [words(message) for message in await team.boris.history()]
    assert [text for text in told if "no longer do" in text] == [words(lost)]
