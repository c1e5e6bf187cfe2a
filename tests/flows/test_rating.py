"""How the help was: asked once, answered with a tap, never at the price of anybody's words."""

from datetime import timedelta

from sqlalchemy import select, update

from storage.models import Rating, User
from tests.conftest import Team
from tests.desk import Desk
from tests.people import find_button, labels, words

ASKED = "How was our help"


async def resolved(team: Team) -> int:
    """Have Boris answer and resolve a ticket of Anna's."""
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.boris.says("Unplug it.", reply_to=card["message_id"])
    await team.anna.private.sees("Unplug it.")
    await team.boris.taps("Resolve", f"#{number}")
    await team.anna.private.sees(ASKED, f"#{number}")
    return number


async def questions(team: Team) -> int:
    await team.desk.quiet()
    shown = await team.anna.private.history()
    return sum(ASKED in words(m) or "Thank you! ★" in words(m) for m in shown)


async def test_one_tap_rates_and_the_next_words_go_with_it(team: Team) -> None:
    number = await resolved(team)
    anna = team.anna.private
    assert await anna.taps("4 ⭐", ASKED) == "★★★★☆"
    await anna.sees("Thank you! ★★★★☆", "not into the ticket", button="Skip")
    await team.boris.sees(f"Anna Petrova rates the help with #{number}: ★★★★☆", "Boris")
    said = await anna.says("Boris was very kind")
    await team.boris.sees("on the help", "★★★★☆\nBoris was very kind")
    await anna.sees("Taken as a comment", after=said)
    await anna.sees("Thank you!", "Boris was very kind", button="Change the comment")
    await team.boris.sees(f"#{number}", "✅ resolved · Boris")  # it was not reopened
    await team.boris.taps("More", f"#{number}")
    await team.boris.taps("Log", f"#{number}")
    await team.boris.sees("Asked for a rating", "★★★★☆", "Comment on the rating")
    await team.boris.says("/stats")
    await team.boris.sees("Rated 4 or 5: 100% (1 of 1 asked responded)")
    after = await anna.says("Oh, and it burns again")
    await team.boris.sees("Oh, and it burns again")
    await anna.sees("→ #", after=after)


async def test_a_rating_can_be_changed_and_the_comment_skipped_or_edited(team: Team) -> None:
    await resolved(team)
    anna = team.anna.private
    await anna.taps("1 ⭐", ASKED)
    await anna.taps("5 ⭐", "Thank you! ★☆☆☆☆")
    told = await team.boris.sees("rates the help", "★★★★★")
    await anna.taps("Skip", "Thank you! ★★★★★")
    await anna.sees("Thank you! ★★★★★", button="Add a comment")
    await team.desk.quiet()
    rates = [words(m) for m in await team.boris.history() if "rates the help" in words(m)]
    assert rates == [words(told)]
    await anna.says("It is warm in here")  # for the ticket, which it brings back
    await team.boris.sees("It is warm in here")
    await team.boris.sees("🔵 in progress · Boris")

    await anna.taps("Add a comment", "Thank you! ★★★★★")
    await anna.sees("not into the ticket", button="Skip")
    said = await anna.says("Quick and good")
    await team.boris.sees("Quick and good")
    await anna.taps("Change the comment", "Thank you!", "Quick and good")
    await anna.taps("4 ⭐", "not into the ticket")
    await anna.sees("Thank you! ★★★★☆", "not into the ticket", button="Skip")
    await anna.taps("Skip", "Thank you! ★★★★☆")
    await anna.sees("Thank you! ★★★★☆", button="Change the comment")
    await anna.edits(said, "Quick and very good")
    await team.boris.sees("Quick and very good")
    await anna.sees("Thank you!", "Quick and very good")
    assert await questions(team) == 1


async def test_words_meant_for_the_ticket_are_never_swallowed(team: Team) -> None:
    number = await resolved(team)
    anna = team.anna.private
    # A reply, a file, a press of Reply: all of them say that it is for the ticket.
    answer = await anna.sees("Unplug it.")
    await anna.taps("3 ⭐", ASKED)
    await anna.says("A reply is for the ticket", reply_to=answer["message_id"])
    await team.boris.sees(f"#{number}\nA reply is for the ticket")
    said = await anna.says("and so is what comes next")
    await team.boris.sees(f"#{number}\nand so is what comes next")
    assert await anna.reaction(said) == "👌"
    # What an agent asked meanwhile is answered, not commented on.
    await team.boris.taps("Resolve", f"#{number}")
    await anna.sees("Boris has marked", after=said)
    await anna.taps("2 ⭐", "Thank you! ★★★☆☆")
    await anna.sees("not into the ticket", "★★☆☆☆")
    card = await team.boris.sees(f"#{number}", "resolved", button="More")
    asked = await team.boris.says("Which model is it?", reply_to=card["message_id"])
    await anna.sees("Which model is it?")
    await anna.says("An old one")
    await team.boris.sees(f"#{number}\nAn old one", after=asked)
    # A photo is no comment, and ends the waiting for one.
    await team.boris.taps("Resolve", f"#{number}")
    await team.boris.sees("✅ resolved")
    await anna.taps("4 ⭐", "Thank you!")
    await anna.photo("look at that")
    await team.boris.sees("look at that")
    last = await anna.says("and at this")
    await team.boris.sees(f"#{number}\nand at this", after=asked)
    await anna.reaction(last)
    assert "on the help with" not in await team.boris.everything()


async def test_a_comment_that_was_meant_for_the_ticket_goes_there(team: Team) -> None:
    number = await resolved(team)
    anna = team.anna.private
    await anna.taps("2 ⭐", ASKED)
    said = await anna.says("But it still smokes!")
    await team.boris.sees("on the help with", "But it still smokes!")
    await anna.taps("It was for the ticket", "Taken as a comment")
    await team.boris.sees(f"💬 Anna Petrova · #{number}\nBut it still smokes!")
    await team.boris.gone("on the help with")
    await team.boris.sees("🔵 in progress · Boris")
    assert await anna.reaction(said) == "👌"
    receipt = await anna.sees("→ #", after=said)
    data = f"rt:{number}:{said}"
    assert "moved already" in await anna.presses(receipt["message_id"], data)

    await team.boris.taps("Close", f"#{number}")
    await anna.taps("3 ⭐", "Thank you!")
    await anna.says("One more thing")
    await anna.taps("It was for the ticket", "Taken as a comment")
    await anna.sees("is closed. I kept your words", "One more thing", button="Follow-up")


async def test_who_is_asked_and_when(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    first = await team.ticket("Nobody helped")
    await boris.taps("Close", f"#{first}")
    await anna.sees("was closed")
    second = await team.ticket("Found it myself")
    await anna.says("/tickets")
    await anna.taps(f"#{second}", "2 tickets")
    await anna.taps("Solved", f"#{second}", "🟢")
    await anna.sees(f"#{second} is closed as solved")
    assert await questions(team) == 0

    third = await team.ticket("Helped")
    await boris.taps("Take", f"#{third}")
    await boris.taps("Resolve", f"#{third}")
    await anna.sees(ASKED, f"#{third}")
    await anna.says("Not yet!")
    await boris.sees("Not yet!")
    await team.clara.says("hello")
    await team.desk.quiet()
    await boris.taps("Assign", f"#{third}", "in progress")
    await boris.taps("Clara", f"#{third}")
    await boris.sees("in progress · Clara")
    await boris.taps("Resolve", f"#{third}")
    await boris.sees("✅ resolved · Clara")
    await boris.taps("Close", f"#{third}")
    await boris.sees("🔒 closed · Clara")
    assert await questions(team) == 1  # the older one gave way; closing asks nobody again
    await anna.taps("5 ⭐", ASKED)
    await boris.sees("rates the help", "Clara")
    async with team.desk.database.read() as session:
        assert await session.scalar(select(Rating.agent_id)) == team.clara.user_id
    await boris.taps("Reopen", f"#{third}", "closed")
    await boris.taps("Release", f"#{third}")
    await boris.taps("Resolve", f"#{third}")
    await anna.sees("Boris has marked", f"#{third}")
    assert await questions(team) == 1
    async with team.desk.database.read() as session:
        assert await session.scalar(select(Rating.agent_id)) == team.clara.user_id


async def test_only_the_requester_and_only_for_two_weeks(team: Team) -> None:
    number = await resolved(team)
    question = await team.anna.private.sees(ASKED)
    at = question["message_id"]
    tom = await team.desk.person("Tom")
    start = await tom.private.says("/start")
    await tom.private.sees("Hello, Tom", after=start)
    greeting = await tom.private.sees("Hello, Tom")
    for data in (f"r:{number}:5", f"rc:{number}:add", f"rt:{number}:{at}"):
        assert "no such ticket" in await tom.private.presses(greeting["message_id"], data)
        card = await team.clara.sees(f"#{number}")
        assert "no longer works" in await team.clara.presses(card["message_id"], data)
    for data in (f"r:{number}:6", f"r:{number}:0", f"r:{number}:-1", f"rc:{number}:boom"):
        assert "no longer works" in await team.anna.private.presses(at, data)
    assert "tap a score" in await team.anna.private.presses(at, f"rc:{number}:add")
    fresh = await team.ticket("Not resolved yet")
    assert "can’t be rated yet" in await team.anna.private.presses(at, f"r:{fresh}:5")

    async with team.desk.database.write() as session:
        asked = await session.scalar(select(Rating.asked_at))
        assert asked is not None
        await session.execute(update(Rating).values(asked_at=asked - timedelta(days=13.9)))
    await team.anna.private.taps("4 ⭐", ASKED)
    async with team.desk.database.write() as session:
        await session.execute(update(Rating).values(asked_at=asked - timedelta(days=14.1)))
    assert "two weeks" in await team.anna.private.presses(at, f"r:{number}:1")
    async with team.desk.database.write() as session:
        await session.execute(update(User).where(User.id == team.anna.id).values(is_banned=True))
    assert await team.anna.private.presses(at, f"r:{number}:1") == ""
    async with team.desk.database.read() as session:
        assert await session.scalar(select(Rating.score)) == 4


async def test_a_form_or_a_question_keeps_the_words_it_waits_for(team: Team) -> None:
    await resolved(team)
    anna = team.anna.private
    start = await anna.says("/new")
    await anna.taps("Billing", "What is it about?", after=start)
    await anna.taps("Low", "How urgent", after=start)
    await anna.sees("Sum it up", after=start)
    await anna.taps("4 ⭐", ASKED)
    shown = await anna.sees("Thank you! ★★★★☆", button="Add a comment")
    assert find_button(shown, "Skip") is None
    assert "not into the ticket" not in words(shown)
    await anna.says("My invoice")
    await anna.sees("What happened?", after=start)
    await anna.taps("Add a comment", "Thank you! ★★★★☆")
    await anna.says("All was well")
    await team.boris.sees("on the help with", "All was well")
    await anna.says("It is too high")
    await anna.sees("attach", after=start)
    assert "too high" not in await team.boris.everything()


async def test_ratings_in_russian(desk: Desk) -> None:
    boris, _ = await desk.agents("Борис", "Клара")
    anna = (await desk.person("Анна", "ru")).private
    desk.language = "ru"
    await desk.start()
    await anna.says("/start")
    await anna.says("Принтер горит")
    await anna.taps("Новый тикет", "Создать с этим тикет?")
    await anna.taps("Техника", "О чём речь?")
    await anna.taps("Срочный", "Насколько это срочно?")
    await anna.says("Горит")
    await anna.taps("Без файлов", "Есть что приложить?")
    await anna.taps("Отправить", "проверка")
    card = await boris.sees("Горит", "пока никто")
    await boris.says("Сейчас", reply_to=card["message_id"])
    await anna.sees("Сейчас")
    await boris.taps("Решён", "Горит")
    question = await anna.sees("Как мы помогли вам", "Горит")
    assert labels(question) == [f"{score} ⭐" for score in range(1, 6)]
    await anna.taps("5 ⭐", "Как мы помогли")
    await anna.sees("Спасибо! ★★★★★", "комментарий к оценке, а не в тикет")
    await anna.says("Быстро!")
    await boris.sees("отзыв о #", "★★★★★\nБыстро!")
    await boris.says("/stats")
    await boris.sees("Оценки 4 и 5: 100", "оценок: 1, спросили: 1")


async def test_an_older_edit_that_failed_does_not_hide_the_comment(team: Team) -> None:
    await resolved(team)
    await team.desk.quiet()
    anna = team.anna.private
    await team.desk.post(
        "/misbehave", method="editMessageText", how="500", delay=1, chat_id=team.anna.id
    )
    asked = await anna.sees(ASKED, button="4 ⭐")
    await anna.act("press", message_id=asked["message_id"], data=find_button(asked, "4 ⭐"))
    await anna.says("kind people")
    await team.desk.quiet()
    await anna.sees("Thank you! ★★★★☆", "kind people", button="Change the comment")
