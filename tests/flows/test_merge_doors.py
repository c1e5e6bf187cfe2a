"""Every way from a message or a number to a merged ticket: words go to its heir, with a word."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from storage.models import Ticket, TicketMessage
from tests.conftest import Team
from tests.flows.test_merge import merge
from tests.people import Chat, find_button, words


@dataclass
class Scene:
    """A duplicate with a past, merged by way of another one into the ticket that remains."""

    team: Team
    duplicate: int
    heir: int
    asked: int = 0  # Anna's message in the duplicate
    copy: int = 0  # the same, as the group sees it
    answered: int = 0  # Boris's answer in the duplicate
    answer: int = 0  # the same, as Anna sees it
    note: int = 0
    card: int = 0
    undecided: int = 0

    @property
    def anna(self) -> Chat:
        return self.team.anna.private

    @property
    def boris(self) -> Chat:
        return self.team.boris

    async def home_of(self, text: str) -> int:
        """The number of the ticket that words are in, and in no other."""
        await self.team.desk.quiet()
        async with self.team.desk.database.read() as session:
            query = (
                select(Ticket.number)
                .join(TicketMessage, TicketMessage.ticket_id == Ticket.id)
                .where(TicketMessage.text.contains(text))
            )
            [number] = (await session.scalars(query)).all()
        return number


Door = Callable[[Scene], Awaitable[str]]  # says something; returns the words


@pytest.fixture
async def scene(team: Team) -> Scene:
    anna, boris = team.anna.private, team.boris
    duplicate = await team.ticket("Duplicate")
    made = Scene(team, duplicate, 0)
    made.card = (await boris.sees(f"#{duplicate} · Duplicate"))["message_id"]
    made.answered = await boris.says("Which model?", reply_to=made.card)
    made.answer = (await anna.sees("Which model?"))["message_id"]
    made.asked = await anna.says("The old X-200", reply_to=made.answer)
    made.copy = (await boris.sees("The old X-200"))["message_id"]
    made.note = await boris.says("/note canary-note", reply_to=made.card)
    notice = await boris.says("/askclose", reply_to=made.card)
    await anna.sees("May we close it?")
    await anna.taps("I still need help", "May we close it?")
    told = await boris.sees("still needs help", after=notice)
    made.undecided = await boris.says("Undecided words", reply_to=told["message_id"])
    await boris.sees("Is this for Anna", after=made.undecided)
    await anna.taps("Reply", "Which model?")  # tied to the duplicate before it is one
    await anna.sees("everything goes to this ticket")
    between = await team.ticket("Between")
    made.heir = await team.ticket("Heir")
    await merge(boris, duplicate, between)
    await merge(boris, between, made.heir)
    await team.desk.quiet()
    return made


async def says_by_reply_to_own_words(scene: Scene) -> str:
    await scene.anna.says("Reply to my own", reply_to=scene.asked)
    return "Reply to my own"


async def says_by_reply_to_an_answer(scene: Scene) -> str:
    await scene.anna.says("Reply to an answer", reply_to=scene.answer)
    return "Reply to an answer"


async def sends_a_photo_by_reply(scene: Scene) -> str:
    await scene.anna.photo("Photo by reply", reply_to=scene.answer)
    return "Photo by reply"


async def says_after_reply_was_pressed(scene: Scene) -> str:
    popup = await scene.anna.presses(scene.answer, f"t:{scene.duplicate}:reply")
    assert f"#{scene.duplicate} is part of #{scene.heir} now" in popup
    await scene.anna.says("After the button")
    return "After the button"


async def just_says(scene: Scene) -> str:
    await scene.anna.says("Plainly written")
    return "Plainly written"


async def says_below_the_page(scene: Scene) -> str:
    after = await scene.anna.says(f"/ticket {scene.duplicate}")
    page = await scene.anna.sees("It goes on in", "The old X-200", after=after)
    assert "canary-note" not in words(page)
    await scene.anna.says("Below the page", reply_to=page["message_id"])
    return "Below the page"


async def says_below_what_was_told(scene: Scene) -> str:
    told = await scene.anna.sees(f"#{scene.duplicate} and", "about the same thing")
    await scene.anna.says("Below what was told", reply_to=told["message_id"])
    return "Below what was told"


REQUESTER: list[Door] = [
    just_says,
    says_by_reply_to_own_words,
    says_by_reply_to_an_answer,
    sends_a_photo_by_reply,
    says_after_reply_was_pressed,
    says_below_the_page,
    says_below_what_was_told,
]


async def test_what_the_requester_says(scene: Scene) -> None:
    for door in REQUESTER:
        said = await door(scene)
        await scene.boris.sees(f"Anna Petrova · #{scene.heir}", said)
        assert await scene.home_of(said) == scene.heir, door.__name__
    await scene.anna.sees(f"→ #{scene.heir} Heir", f"#{scene.duplicate} is part of it now")
    await scene.boris.sees("Duplicate", "🔒 closed")


async def test_the_first_words_of_somebody_who_was_tied_to_the_duplicate(scene: Scene) -> None:
    await scene.team.ticket("Another one")  # else there were no doubt anyway
    await scene.anna.presses(scene.answer, f"t:{scene.duplicate}:reply")
    await scene.anna.says("Tied words")
    await scene.boris.sees(f"Anna Petrova · #{scene.heir}", "Tied words")
    after = await scene.anna.says("More tied words")
    await scene.boris.sees(f"Anna Petrova · #{scene.heir}", "More tied words")
    await scene.team.desk.quiet()
    assert "Where does this belong" not in await scene.anna.everything()
    assert not [m for m in await scene.anna.history() if m["message_id"] > after]


async def says_by_reply_to_the_card(scene: Scene) -> str:
    await scene.boris.says("To the old card", reply_to=scene.card)
    return "To the old card"


async def says_by_reply_to_a_copy(scene: Scene) -> str:
    await scene.boris.says("To her old words", reply_to=scene.copy)
    return "To her old words"


async def says_by_reply_to_an_own_answer(scene: Scene) -> str:
    await scene.boris.says("To my old answer", reply_to=scene.answered)
    return "To my old answer"


async def sends_an_album(scene: Scene) -> str:
    await scene.boris.album("An album", "", reply_to=scene.card)
    return "An album"


async def decides_to_send(scene: Scene) -> str:
    popup = await scene.boris.taps("Send to Anna", "Is this for Anna", after=scene.undecided)
    assert popup == f"#{scene.duplicate} is part of #{scene.heir} now, and goes on there."
    return "Undecided words"


async def sends_a_canned_reply(scene: Scene) -> str:
    await scene.boris.says("/canned add wait Canned words for {number}")
    await scene.boris.sees("wait” is kept")
    await scene.boris.says(f"/c {scene.duplicate} wait")
    return f"Canned words for #{scene.heir}"


ANSWERS: list[Door] = [
    says_by_reply_to_the_card,
    says_by_reply_to_a_copy,
    says_by_reply_to_an_own_answer,
    sends_an_album,
    decides_to_send,
    sends_a_canned_reply,
]


async def test_what_an_agent_answers(scene: Scene) -> None:
    for door in ANSWERS:
        said = await door(scene)
        await scene.anna.sees("💬 Boris" if door is not sends_an_album else "", said)
        assert await scene.home_of(said) == scene.heir, door.__name__
    await scene.boris.sees(f"#{scene.duplicate} is merged into #{scene.heir}, so this belongs")
    assert f"💬 Boris · #{scene.duplicate} Duplicate\nTo the" not in await scene.anna.everything()


async def test_notes_follow_and_stay_among_the_team(scene: Scene) -> None:
    for text, more in (
        ("/note canary-by-card", {"reply_to": scene.card}),
        (f"/note {scene.duplicate} canary-by-number", {}),
        ("canary-by-note", {"reply_to": scene.note}),
    ):
        said = await scene.boris.says(text, **more)
        assert await scene.boris.reaction(said) == "✍"
        assert await scene.home_of(text.split()[-1]) == scene.heir
    await scene.team.desk.quiet()
    assert "canary" not in await scene.anna.everything()


async def test_what_was_said_before_is_edited_and_withdrawn_where_it_is(scene: Scene) -> None:
    await scene.anna.edits(scene.asked, "The old X-300")
    await scene.boris.sees(f"Anna Petrova · #{scene.duplicate}", "The old X-300")
    await scene.boris.edits(scene.answered, "Which model is it?")
    await scene.anna.sees(f"#{scene.duplicate} Duplicate", "Which model is it?")
    assert await scene.home_of("The old X-300") == scene.duplicate
    assert await scene.home_of("Which model is it?") == scene.duplicate
    await scene.boris.says("/withdraw", reply_to=scene.answered)
    await scene.anna.gone("Which model is it?")
    await scene.boris.sees("#", "Duplicate", "🔒 closed")


async def test_buttons_of_the_duplicate_point_to_its_heir(scene: Scene) -> None:
    number, heir, anna = scene.duplicate, scene.heir, scene.anna
    for act in ("solve", "reopen", "follow-up"):
        before = (await anna.history())[-1]["message_id"]
        popup = await anna.presses(scene.answer, f"t:{number}:{act}")
        assert f"#{number} is part of #{heir} now" in popup
        shown = await anna.sees(f"#{number} is part of #{heir} now", "Heir", after=before)
        assert find_button(shown, "Solved") == f"t:{heir}:solve"
    for choice in ("accept", "help"):
        popup = await anna.presses(scene.answer, f"ac:{number}:{choice}")
        assert "#" in popup
    tom = (await scene.team.desk.person("Tom")).private
    await tom.says("/start")
    hello = await tom.sees("Hello, Tom")
    for data in (f"t:{number}:reply", f"o:{number}:0", f"t:{number}:solve"):
        assert "no such ticket" in await tom.presses(hello["message_id"], data)
    await scene.boris.sees(f"#{heir} · Heir", "🟢 open")
    # Once the heir is closed, a follow-up is offered, of the heir.
    await scene.boris.says(f"/close {heir}")
    await anna.sees(f"#{heir} was closed")
    await anna.says("Is anybody there?", reply_to=scene.asked)
    asked = await anna.sees(f"#{heir} is closed", button="Follow-up ticket")
    assert find_button(asked, f"#{number}") is None
    await anna.taps("Follow-up ticket", f"#{heir} is closed")
    await anna.sees("What is it about?")


async def test_answers_kept_from_a_closed_heir_are_asked_about(scene: Scene) -> None:
    await scene.boris.says(f"/close {scene.heir}")
    await scene.anna.sees(f"#{scene.heir} was closed")
    said = await scene.boris.says("One more thing", reply_to=scene.card)
    await scene.boris.taps("Reopen and send", f"#{scene.heir} is closed", after=said)
    await scene.anna.sees(f"💬 Boris · #{scene.heir}", "One more thing")
    assert await scene.home_of("One more thing") == scene.heir


async def test_questions_asked_before_the_merge(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    first, second = await team.ticket("First"), await team.ticket("Second")
    loose = await anna.says("Words of no ticket")
    question = await anna.sees("Where does this belong", "Words of no ticket", after=loose)
    stale = find_button(question, f"To #{second}")
    assert stale is not None
    third = await team.ticket("Third")
    guess = await anna.says(
        "Meant for the third", reply_to=(await anna.sees("Third"))["message_id"]
    )
    await boris.sees("Meant for the third")
    await merge(boris, second, first)
    assert f"Added to #{first}" in await anna.presses(question["message_id"], stale)
    await boris.sees(f"Anna Petrova · #{first}", "Words of no ticket")
    scene = Scene(team, second, first)
    assert await scene.home_of("Words of no ticket") == first
    assert await scene.home_of("Meant for the third") == third
    assert guess


async def test_a_burst_moved_to_a_duplicate_goes_to_its_heir(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    first = await team.ticket("First")
    said = await anna.says("Wrong place")
    receipt = await anna.sees(f"→ #{first}", button="Not this ticket", after=said)
    second, third = await team.ticket("Second"), await team.ticket("Third")
    await anna.taps("Not this ticket", f"→ #{first}")
    asked = await anna.sees("Where does it belong?")
    stale = find_button(asked, f"To #{second}")
    assert stale is not None
    await merge(boris, second, third)
    await anna.presses(receipt["message_id"], stale)
    await anna.sees(f"→ moved to #{third}")
    await boris.sees(f"Anna Petrova · #{third}", "Wrong place")
    assert await Scene(team, second, third).home_of("Wrong place") == third


async def test_a_rating_of_the_duplicate_stays_and_its_comment_can_go_on(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    first = await team.ticket("First")
    second = await team.ticket("Second")
    card = await boris.sees(f"#{second} ·")
    await boris.says("Done", reply_to=card["message_id"])
    await anna.sees("Done")
    await boris.says(f"/resolve {second}")
    await anna.sees("How was our help")
    await merge(boris, second, first)
    await anna.taps("5", "How was our help")
    await anna.sees("Anything to add?")
    comment = await anna.says("Not a comment at all")
    await anna.taps("It was for the ticket", after=comment)
    await anna.sees(f"→ #{first} First")
    await boris.sees(f"Anna Petrova · #{first}", "Not a comment at all")
    assert await Scene(team, second, first).home_of("Not a comment at all") == first


async def test_a_question_about_a_closed_ticket_that_is_merged_meanwhile(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    first, second = await team.ticket("First"), await team.ticket("Second")
    said = await anna.says("For the second", reply_to=(await anna.sees("Second"))["message_id"])
    await boris.sees("For the second")
    await boris.says(f"/close {second}")
    await anna.sees(f"#{second} was closed")
    late = await anna.says("Too late?", reply_to=said)
    await anna.sees(f"#{second} is closed", button="Follow-up ticket")
    await boris.says(f"/link {first} {second}")
    await merge(boris, second, first)
    await anna.edits(late, "Not too late?")
    await anna.taps(f"To #{first}", "Where does this belong", "Not too late?")
    await boris.sees(f"Anna Petrova · #{first}", "Not too late?")
    assert await Scene(team, second, first).home_of("Not too late?") == first
    card = await boris.sees("First", f"🔀 merged into this one: #{second}")
    assert "🔗" not in words(card)  # one mark says it


async def test_words_said_in_the_moment_of_the_merge_are_in_one_of_both(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    first, second = await team.ticket("First"), await team.ticket("Second")
    below = (await anna.sees("Second"))["message_id"]
    scene = Scene(team, second, first)
    asked = await boris.says(f"/merge {second} into {first}")
    question = await boris.sees(f"Is #{second} a duplicate", after=asked)
    press = {"message_id": question["message_id"], "data": f"mg:{second}:{first}:do"}
    said = [anna.says(f"In the moment {n}.", reply_to=below) for n in range(3)]
    await asyncio.gather(boris.act("press", **press), *said)
    await boris.sees(f"#{second} is merged into #{first}", after=asked)
    for n in range(3):
        await boris.sees("Anna Petrova · #", f"In the moment {n}.")
        assert await scene.home_of(f"In the moment {n}.") in (first, second)
    await anna.says("After it", reply_to=below)
    await boris.sees(f"Anna Petrova · #{first}", "After it")


async def test_a_form_put_into_a_duplicate_goes_to_its_heir(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    first, second = await team.ticket("First"), await team.ticket("Second")
    start = await anna.says("/new")
    await anna.taps("Technical", "What is it about?", after=start)
    await anna.taps("High", "How urgent", after=start)
    await anna.says("Typed into the form")
    await anna.sees("What happened?", after=start)
    await merge(boris, second, first)
    told = await anna.sees("about the same thing")
    assert f"Added to #{first}" in await anna.presses(told["message_id"], f"fi:{second}")
    await boris.sees(f"Anna Petrova · #{first}", "Typed into the form")
    assert await Scene(team, second, first).home_of("Typed into the form") == first
