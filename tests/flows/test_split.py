"""One message of a requester is split off: a ticket of its own, the original where it was said."""

from sqlalchemy import func, select

from bot.services import links
from storage.models import Ticket
from tests.conftest import Team
from tests.desk import Desk
from tests.people import find_button, labels, words
from tests.topics import Topics


async def test_words_get_a_ticket_of_their_own(team: Team) -> None:
    first = await team.ticket("Printer")
    second = first + 1
    boris, clara, anna = team.boris, team.clara, team.anna.private
    said = await anna.says("And my invoice is wrong: <b>&\"'_*[ 42")
    copy = await boris.sees("my invoice is wrong")
    assert await anna.reaction(said) == "👌"
    asked = await boris.says("/split Wrong invoice", reply_to=copy["message_id"])
    told = await boris.sees(f"✂️ Split off as #{second}.", after=asked)
    assert labels(told) == [f"✂️ #{second}"]
    card = await clara.sees(
        f"🟠 #{second} · Wrong invoice", "🔧 Technical", f"🔗 #{first}", "🟢 open"
    )
    assert "And my invoice is wrong: <b>&\"'_*[ 42" in words(card)
    assert "Anna Petrova" in words(card)
    await clara.sees("Printer", f"🔗 #{second}")
    notice = await anna.sees(f"a ticket of its own now, #{second}", "Wrong invoice")
    assert "And my invoice is wrong" in words(notice)
    assert labels(notice) == ["📄 Open"]

    # The original stays; the log and the conversation of the staff say what became of it.
    await clara.taps("More", "#", "Printer")
    await clara.taps("Conversation", "Printer", "nobody yet")
    await clara.sees("💬 #", "Printer", f"✂️ #{second}", "my invoice is wrong")
    await clara.taps("Log", "Printer", "nobody yet")
    await clara.sees(f"Message split off as #{second} · Boris")
    await clara.taps("More", "Wrong invoice", "nobody yet")
    await clara.taps("Log", "Wrong invoice", "nobody yet")
    await clara.sees(f"Split off from #{first} · Boris", "Wrong invoice")
    page = await anna.says(f"/ticket {first}")
    shown = await anna.sees("my invoice is wrong", after=page)
    assert f"#{second}" not in words(shown)

    # Each goes on by itself, and a message is split off once.
    asked = await clara.says("/split", reply_to=copy["message_id"])
    await clara.sees(f"has its own ticket already: #{second}", after=asked)
    await boris.says("Which invoice?", reply_to=card["message_id"])
    answer = await anna.sees("💬 Boris", f"#{second} Wrong invoice", "Which invoice?")
    await anna.says("Number 7", reply_to=answer["message_id"])
    await boris.sees(f"Anna Petrova · #{second}", "Number 7")
    await anna.says("This one, of course", reply_to=notice["message_id"])
    await boris.sees(f"Anna Petrova · #{second}", "This one, of course")
    await anna.says("Still smoking", reply_to=said)
    await boris.sees(f"Anna Petrova · #{first}", "Still smoking")
    await anna.edits(said, "And my invoice is right after all")
    await boris.sees(f"Anna Petrova · #{first}", "right after all")
    await team.desk.quiet()
    assert await clara.everything()
    assert "is with our team" not in words(await anna.sees(f"#{second}"))
    asked = await anna.says("/search invoice")
    found = await anna.sees("#", after=asked)
    assert find_button(found, f"#{second}") or f"#{second}" in words(found)


async def test_files_come_along(team: Team) -> None:
    first = await team.ticket("Printer")
    anna, boris = team.anna.private, team.boris
    await anna.photo("The invoice")
    copy = await boris.sees("The invoice")
    await boris.says("/split", reply_to=copy["message_id"])
    await boris.sees(f"#{first + 1} · The invoice", "📎 1 file")
    await boris.sees(f"Anna Petrova · #{first + 1}", "The invoice")
    await anna.taps("Open", f"a ticket of its own now, #{first + 1}")
    await anna.taps("Files", "The invoice", "open")
    await anna.sees(f"#{first + 1} The invoice")
    album = await anna.album(
        "Three pages", "", "", reply_to=(await anna.sees("Printer"))["message_id"]
    )
    header = await boris.sees(f"Anna Petrova · #{first}", after=copy["message_id"])
    assert await anna.reaction(album[0]) == "👌"
    await boris.says("/split Pages", reply_to=header["message_id"])
    await boris.sees(f"#{first + 2} · Pages", "📎 3 files")
    await boris.sees(f"Anna Petrova · #{first + 2}")
    await anna.sees(f"a ticket of its own now, #{first + 2}", "Three pages")


async def test_only_what_a_requester_said_in_public(team: Team) -> None:
    number = await team.ticket("Printer")
    boris, clara, anna = team.boris, team.clara, team.anna.private
    card = (await boris.sees("Printer"))["message_id"]
    answer = await boris.says("An answer", reply_to=card)
    await anna.sees("An answer")
    note = await boris.says("/note canary-note", reply_to=card)
    assert await boris.reaction(note) == "✍"
    for target, why in (
        (answer, "not a note or an answer"),
        (note, "not a note or an answer"),
        (card, "Reply to a customer’s message"),
        (None, "Reply to a customer’s message"),
    ):
        more = {"reply_to": target} if target else {}
        asked = await clara.says("/split Something", **more)
        await clara.sees(why, after=asked)
    said = await anna.says("/split this", reply_to=(await anna.sees("An answer"))["message_id"])
    await anna.sees("I don’t know /split", after=said)
    await team.desk.quiet()
    text = await anna.everything()
    assert "canary" not in text
    assert f"#{number + 1}" not in text + await boris.everything()


async def test_in_a_forum_it_gets_a_topic(forum: Topics) -> None:
    number = await forum.team.ticket("Printer")
    anna, boris = forum.team.anna.private, forum.team.boris
    await forum.desk.quiet()
    topic = forum.of(number)
    await anna.says("And another thing")
    copy = await boris.sees("And another thing")
    here = {"message_thread_id": topic.id}
    await boris.says("/split Another", reply_to=copy["message_id"], **here)
    await boris.sees(f"Split off as #{number + 1}")
    await forum.desk.quiet()
    assert f"Split off as #{number + 1}" in await forum.text(topic.id)
    fresh = forum.of(number + 1)
    text = await forum.text(fresh.id)
    assert text.count("And another thing") == 1
    assert f"🔗 #{number}" in text
    asked = await boris.says("/split", **here)
    await boris.sees("Reply to a customer’s message", after=asked)


async def test_the_same_in_russian(desk: Desk) -> None:
    boris, _ = await desk.agents("Борис", "Клара")
    anna = (await desk.person("Анна", "ru")).private
    desk.language = "ru"
    await desk.start()
    await anna.says("/start")
    await anna.sees("Анна")
    asked = await anna.says("/new")
    await anna.taps("Техника", "О чём речь?")
    await anna.taps("Срочный", "Насколько это срочно?")
    await anna.says("Принтер")
    await anna.sees("Что случилось?")
    await anna.says("Горит")
    await anna.taps("Без файлов", "Есть что приложить?", after=asked)
    await anna.taps("Отправить", "проверка", after=asked)
    await boris.sees("Принтер")
    await anna.says("И ещё счёт неверный")
    copy = await boris.sees("счёт неверный")
    await boris.says("/split Счёт", reply_to=copy["message_id"])
    await boris.sees("✂️ Выделено в #1002.")
    await boris.sees("#1002 · Счёт", "🔗 #1001")
    await anna.sees("Чтобы ничего не перепуталось", "#1002", "счёт неверный")


async def test_a_ticket_with_as_many_links_as_a_card_shows_is_not_split(team: Team) -> None:
    number = await team.ticket("Printer")
    await team.anna.private.says("And my invoice is wrong")
    copy = await team.boris.sees("my invoice is wrong")
    async with team.desk.database.write() as session:
        ticket = await session.scalar(select(Ticket).where(Ticket.number == number))
        assert ticket is not None
        ticket.links = list(range(2001, 2001 + links.MOST))
    asked = await team.boris.says("/split", reply_to=copy["message_id"])
    await team.boris.sees(f"#{number} has as many links as a card can show", after=asked)
    await team.desk.quiet()
    async with team.desk.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Ticket)) == 1
