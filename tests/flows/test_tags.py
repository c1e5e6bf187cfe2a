"""Tags: the team's own words on tickets, which no requester ever sees."""

from sqlalchemy import select

from bot.rules.tags import MOST
from storage.enums import EventKind
from storage.models import Event, Tag, Ticket, TicketTag
from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.flows.test_lists import choose, listed
from tests.flows.test_takeout import takes
from tests.flows.test_transcript import receives
from tests.people import find_button, labels, words
from tests.topics import Topics, topic_of_new_ticket


async def agree(team: Team) -> None:
    """Cards, lists and counts know the same tags."""
    async with team.desk.database.read() as session:
        rows = await session.execute(
            select(TicketTag.number, Tag.name).join(Tag, Tag.id == TicketTag.tag_id)
        )
        tickets = list(await session.scalars(select(Ticket)))
        uses = {tag.name: tag.uses for tag in await session.scalars(select(Tag))}
    borne = {(ticket.number, name) for ticket in tickets for name in ticket.tags or ()}
    assert {(number, name) for number, name in rows} == borne
    assert uses == {name: len([1 for _, other in borne if other == name]) for name in uses}


async def test_tags_by_number_by_reply_and_for_several(team: Team) -> None:
    first, second = await team.ticket("First"), await team.ticket("Second")
    boris = team.boris
    card = await boris.sees(f"#{first}", "First")
    said = await boris.says(f"/tag {first} Refund, #VIP")
    assert await boris.reaction(said) == "👌"
    await boris.sees("First", "🟢 open", "🏷 refund, vip", button="Take")
    await boris.says("/tag late-delivery refund", reply_to=card["message_id"])
    await boris.sees("First", "🏷 refund, vip, late-delivery")
    asked = await team.clara.says(f"/tag {first} {second} 424242 счёт")
    told = await team.clara.sees("🏷 счет", after=asked)
    assert words(told) == f"✅ 🏷 счет: #{first}, #{second}\n❓ No such ticket: #424242"
    await boris.sees("Second", "🏷 счет")
    asked = await boris.says(f"/untag {first} {second} СЧЕТ vip")
    told = await boris.sees("Without", after=asked)
    assert words(told) == f"✅ Without 🏷 счет, vip: #{first}, #{second}"
    await boris.sees("First", "🏷 refund, late-delivery")
    await boris.says("/untag refund late-delivery", reply_to=card["message_id"])
    await team.desk.quiet()
    assert "🏷" not in words(await boris.sees("First", button="Take"))
    await agree(team)
    async with team.desk.database.read() as session:
        query = select(Event).where(Event.kind == EventKind.TAGS_CHANGED).order_by(Event.id)
        events = list(await session.scalars(query))
    assert [(event.before["tags"], event.after["tags"]) for event in events][:2] == [
        ([], ["refund", "vip"]),
        (["refund", "vip"], ["refund", "vip", "late-delivery"]),
    ]
    assert events[0].actor_id == boris.user_id
    await boris.taps("More", "First")
    await boris.taps("Log", "First")
    await boris.sees("📜", "Tags changed · Boris", "+ refund, vip", "− vip, счет")


async def test_what_cannot_be_a_tag_changes_nothing(team: Team) -> None:
    number = await team.ticket()
    boris = team.boris
    many = " ".join(f"t{n}" for n in range(MOST))
    for text, told in (
        ("/tag", "Which words?"),
        (f"/tag {number}", "Which words?"),
        ("/tag refund", "Which words?"),
        (f"/tag {number} refund {'a' * 33}", "up to 32"),
        (f"/tag {number} <b>", "up to 32"),
        (f"/untag {number}", "Which words?"),
        (f"/untag {number} refund", f"#{number} has no such tag: refund"),
        (f"/tag {number} {many} more", f"as many tags as fit on a ticket ({MOST})"),
        ("/tag 424242 refund", "no such ticket"),
        ("/tickets refund", "No ticket has the tag refund"),
        ("/tickets re:fund now", "No ticket has the tag"),
        ("/tags", "No ticket has a tag yet"),
    ):
        asked = await boris.says(text)
        await boris.sees(told, after=asked)
    said = await boris.says(f"/tag {number} {many}")
    assert await boris.reaction(said) == "👌"
    said = await boris.says(f"/tag {number} t1 t2")  # as it is
    assert await boris.reaction(said) == "👌"
    asked = await boris.says(f"/tag {number} t1 more")
    await boris.sees("as many tags as fit", after=asked)
    await agree(team)


async def test_a_card_offers_the_tags_in_use(team: Team) -> None:
    first, second = await team.ticket("First"), await team.ticket("Second")
    boris, clara = team.boris, team.clara
    await boris.taps("More", "First")
    assert f"/tag {first} refund" in await boris.taps("Tags", "First")
    await boris.says(f"/tag {second} refund")
    await boris.sees("Second", "🏷 refund")
    await boris.taps("Tags", "First")
    menu = await boris.sees("First", button="refund")
    data = find_button(menu, "refund")
    assert data is not None
    await boris.presses(menu["message_id"], data)
    await boris.sees("First", "🏷 refund", button="✓ refund")
    await clara.presses(menu["message_id"], data)  # a moment later: it stays on
    await boris.sees("First", "🏷 refund", button="✓ refund")
    await boris.taps("✓ refund", "First")
    shown = await boris.sees("First", button="refund")
    await team.desk.quiet()
    assert "🏷" not in words(await boris.sees("First", button="refund"))
    for forged in (f"tg:{first}:999:1", f"tg:{first}:0:1", f"tg:{first}:{2**40}:1", "tg:7:1:1"):
        assert await boris.presses(shown["message_id"], forged)
    await boris.taps("Back", "First")
    await boris.sees("First", button="Conversation")
    await agree(team)


async def test_the_list_of_one_tag(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    numbers = [await open_ticket(anna, f"Matter {n}", "Text") for n in range(11)]
    said = await boris.says("/tickets")
    page = await boris.sees("11 tickets", after=said)
    assert "Tag ▾" not in labels(page)
    await boris.says(f"/tag {' '.join(map(str, numbers[:9]))} refund")
    await boris.sees("✅ 🏷 refund")
    await boris.says(f"/tag {numbers[4]} {numbers[10]} vip")
    await boris.sees("✅ 🏷 vip")
    card = await boris.sees("Matter 2", button="Take")
    await boris.presses(card["message_id"], f"c:{numbers[2]}:close")
    said = await boris.says("/tickets #Refund")
    page = await boris.sees("8 tickets not closed", button="🏷 refund ▾", after=said)
    shown = page["message_id"]
    some = [number for number in numbers[:9] if number != numbers[2]]
    assert listed(page) == some[::-1]
    await choose(boris, shown, "Not closed", "All")
    page = await boris.sees("9 tickets", button="🏷 refund ▾", after=said)
    assert listed(page) == numbers[8:0:-1]
    await choose(boris, shown, "Older")
    page = await boris.sees("9 tickets", button="Newer", after=said)
    assert listed(page) == numbers[0:1]
    await choose(boris, shown, "Newest first", "Waiting longest")
    page = await boris.sees("8 tickets", button="🏷 refund ▾", after=said)
    assert listed(page) == some
    await choose(boris, shown, "🏷 refund", "vip")
    page = await boris.sees("2 tickets", button="🏷 vip ▾", after=said)
    assert listed(page) == [numbers[4], numbers[10]]
    await boris.presses(card["message_id"], f"c:{numbers[4]}:take")
    await choose(boris, shown, "Everybody’s", "Mine")
    page = await boris.sees("1 ticket", button="🏷 vip ▾", after=said)
    assert listed(page) == [numbers[4]]
    await choose(boris, shown, "All", "Not closed")
    await choose(boris, shown, "🏷 vip", "All")
    await boris.sees("Tickets of Boris", button="Tag ▾", after=said)
    said = await boris.says("/mine refund")
    page = await boris.sees("Tickets of Boris", button="🏷 refund ▾", after=said)
    assert listed(page) == [numbers[4]]
    said = await boris.says("/tags")
    page = await boris.sees("Tags in use", after=said)
    assert labels(page) == ["refund · 9", "vip · 2"]
    await boris.taps("vip · 2", "Tags in use")
    page = await boris.sees("2 tickets", button="🏷 vip ▾", after=said)
    assert listed(page) == [numbers[10], numbers[4]]
    assert await boris.presses(page["message_id"], "qt:n-n-a:0:0:0:0:999")
    await agree(team)


async def test_tags_are_found_by_the_team_and_seen_by_nobody_else(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    number = await team.ticket("Printer", "Smoke")
    await boris.says(f"/tag {number} troublemaker лжец")
    await boris.sees("🏷 troublemaker, лжец")
    for what in ("troublemakers", "troub", "лжеца", "#лжец", "printer лжец"):
        said = await boris.says(f"/find {what}")
        await boris.sees("🔍", "1 ticket", "🏷 troublemaker, лжец", after=said)
    for what in ("troublemaker", "troub", "_ttroublemaker", "_t troub", "лжец", "t", "printer лж"):
        said = await anna.says(f"/search {what}")
        await anna.sees("Nothing found", after=said)
    for press in ("tags", "more"):
        receipt = await anna.sees("is with our team")
        await anna.presses(receipt["message_id"], f"c:{number}:{press}")
    assert "no longer" in await anna.presses(receipt["message_id"], f"tg:{number}:1:1")
    assert "no longer" in await anna.presses(receipt["message_id"], "qt:n-n-a:0:0:0:0:1")
    for name in ("tag", "untag", "tags"):
        said = await anna.says(f"/{name} {number} troublemaker")
        await anna.sees(f"I don’t know /{name}", after=said)
    card = await boris.sees(f"#{number}", button="Take")
    await boris.says("Try this", reply_to=card["message_id"])
    await anna.sees("Try this")
    await anna.says("/tickets")
    await anna.says(f"/ticket {number}")
    said = await anna.says("/search smoke")
    await anna.sees("🔍 smoke", "1 ticket", after=said)
    asked = await anna.says(f"/transcript {number}")
    files = [await receives(team.desk, anna, asked)]
    asked = await boris.says(f"/transcript {number}")  # without notes: may be handed on
    files.append(await receives(team.desk, boris, asked))
    files += map(str, await takes(team, anna))
    await boris.says(f"/untag {number} лжец")
    await boris.says(f"/resolve {number}")
    await anna.sees("as resolved")
    await team.desk.quiet()
    theirs = [message for message in await anna.history() if message["from"]["is_bot"]]
    shown = "\n".join(f"{words(m)} {labels(m)}" for m in theirs if "🔍" not in words(m))
    for said_by_anna in ("/tag", "/untag", "/tags"):
        shown = shown.replace(said_by_anna, "")
    for text in (shown, *files):
        assert "Smoke" in text
        for mark in ("troublemaker", "лжец", "🏷"):
            assert mark not in text


async def test_only_the_team_may_tag(team: Team) -> None:
    number = await team.ticket()
    await team.boris.says(f"/tag {number} refund")
    card = await team.boris.sees("🏷 refund")
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members", user_id=team.clara.user_id, status="left"
    )
    await team.desk.quiet()
    for data in (f"tg:{number}:1:0", f"c:{number}:tags", "qt:n-n-a:0:0:0:0:1"):
        assert "Only members" in await team.clara.presses(card["message_id"], data)
    await team.boris.sees("🏷 refund")


async def test_in_a_topic_no_number_is_needed(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    boris = forum.team.boris
    said = await boris.says("/tag refund", message_thread_id=topic.id)
    assert await boris.reaction(said) == "👌"
    await boris.sees(f"#{number}", "🏷 refund", button="Take")


async def test_the_same_in_russian(desk: Desk) -> None:
    boris, _ = await desk.agents("Борис", "Клара")
    anna = (await desk.person("Анна", "ru")).private
    desk.language = "ru"
    await desk.start()
    await anna.says("/start")
    await open_ticket(anna, "Первый", "Горит", "ru")
    await boris.sees("Первый")
    asked = await boris.says("/tag 1001")
    await boris.sees("Какие метки?", after=asked)
    await boris.says("/tag 1001 Возврат")
    await boris.sees("Первый", "🏷 возврат")
    asked = await boris.says("/tickets возврат")
    await boris.sees("1 незакрытый тикет", button="🏷 возврат ▾", after=asked)
    asked = await boris.says("/tags")
    await boris.sees("Метки тикетов", button="возврат · 1", after=asked)
