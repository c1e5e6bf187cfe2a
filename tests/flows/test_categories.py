"""Categories are changed from the group, seen in the form at once, and kept on old tickets."""

from sqlalchemy import select

from storage.enums import EventKind
from storage.models import Event
from tests.conftest import Team
from tests.people import labels, words


async def form_choices(team: Team) -> list[str]:
    """What the form offers Anna now."""
    await team.anna.private.says("/cancel")
    asked = await team.anna.private.says("/new")
    return labels(await team.anna.private.sees("What is it about?", after=asked))[:-1]


async def test_every_change_is_seen_in_the_form_at_once(team: Team) -> None:
    number = await team.ticket()  # about technical matters
    await team.boris.says("/categories")
    await team.boris.taps("Add one", "🏷 Categories")
    asked = await team.boris.sees("Reply to this message with an icon and the name")
    await team.boris.says("🎁 Gifts", reply_to=asked["message_id"])
    await team.boris.sees("⬜ 🎁 Gifts", button="Hide")
    assert (await form_choices(team))[-1] == "🎁 Gifts"
    await team.boris.gone("Reply to this message with an icon")

    await team.boris.taps("🇷🇺 Русский", "⬜ 🎁 Gifts")
    asked = await team.boris.sees("with the name of 🎁 Gifts in this language")
    await team.boris.says("Подарки", reply_to=asked["message_id"])
    await team.boris.sees("🇷🇺 Подарки", "🇬🇧 Gifts")
    ivan = await team.desk.person("Иван", "ru", username="ivan")
    await ivan.private.says("/new")
    assert "🎁 Подарки" in labels(await ivan.private.sees("О чём речь?"))

    await team.boris.taps("Icon", "🇷🇺 Подарки")
    asked = await team.boris.sees("new icon for 🎁 Gifts")
    await team.boris.says("not an icon", reply_to=asked["message_id"])
    await team.boris.sees("exactly one emoji")
    await team.boris.says("🎀", reply_to=asked["message_id"])
    await team.boris.sees("⬜ 🎀 Gifts")
    await team.boris.taps("Colour", "⬜ 🎀 Gifts")
    await team.boris.taps("🟪", "Which colour")
    await team.boris.sees("🟪 🎀 Gifts")
    await team.boris.taps("Up", "🟪 🎀 Gifts")
    await team.boris.sees("🟪 🎀 Gifts", "⬜ 💬 Other", button="Add one")
    assert [label.split()[0] for label in await form_choices(team)][-2:] == ["🎀", "💬"]

    # A hidden one stays where it is.
    await team.boris.says("/categories")
    await team.boris.taps("Technical", "🏷 Categories")
    await team.boris.taps("Hide", "🔧 Technical")
    await team.boris.sees("Hidden", "old ones keep it", button="Show again")
    assert "🔧 Technical" not in await form_choices(team)
    told = await team.boris.says(f"/ticket {number}")
    await team.boris.sees(f"#{number}", "🔧 Technical", after=told)
    await team.boris.taps("Show again", "Hidden")
    await team.boris.sees("🔧 Technical", button="Hide")
    assert "🔧 Technical" in await form_choices(team)

    async with team.desk.database.read() as session:
        query = select(Event).where(
            Event.kind.in_((EventKind.CATEGORY_ADDED, EventKind.CATEGORY_EDITED))
        )
        events = list(await session.scalars(query.order_by(Event.id)))
    assert events[0].after["names"] == {"en": "Gifts"}
    assert (events[1].before["names"], events[1].after["names"]) == (
        {"en": "Gifts"},
        {"en": "Gifts", "ru": "Подарки"},
    )
    assert (events[2].before["icon"], events[2].after["icon"]) == ("🎁", "🎀")
    assert (events[3].before["colour"], events[3].after["colour"]) == ("⬜", "🟪")
    assert events[4].before["order"] != events[4].after["order"]
    assert [event.after["is_active"] for event in events[5:]] == [False, True]
    assert {event.actor_id for event in events} == {team.boris.user_id}


async def test_a_value_is_a_reply_to_its_question_and_nothing_else(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.boris.says("/categories")
    await team.boris.taps("Add one", "🏷 Categories")
    question = (await team.boris.sees("with an icon and the name"))["message_id"]
    await team.boris.says("pssst-1")  # no reply: talk among colleagues
    asked = await team.boris.says("/pssst-2", reply_to=question)
    await team.boris.sees("I don’t know /pssst", after=asked)
    asked = await team.clara.says("pssst-3", reply_to=question)
    await team.clara.sees("Only an administrator", after=asked)
    asked = await team.boris.photo("pssst-4", reply_to=question)
    await team.boris.sees("can’t be a name", after=asked)
    asked = await team.boris.says("pssst-5" * 10, reply_to=question)
    await team.boris.sees("can’t be a name", after=asked)
    await team.desk.quiet()
    assert "pssst" not in await team.anna.private.everything()
    assert not any("pssst" in label for label in await form_choices(team))
    await team.boris.says("an answer meanwhile", reply_to=card["message_id"])
    await team.anna.private.sees("an answer meanwhile")
    await team.boris.says("Late", reply_to=question)
    await team.boris.sees("🏷 Late", button="Hide")


async def test_only_administrators_and_never_the_last_one(team: Team) -> None:
    number = await team.ticket()
    card = (await team.boris.sees(f"#{number}"))["message_id"]
    asked = await team.clara.says("/categories")
    await team.clara.sees("Only an administrator", after=asked)
    for act in ("list", "open", "hide", "show", "up", "down", "icon", "name-ru", "colour-1"):
        assert "administrator" in await team.clara.presses(card, f"ca:1:{act}")
    assert "administrator" in await team.clara.presses(card, "ca:0:add")
    receipt = await team.anna.private.sees("is with our team")
    assert "no longer" in await team.anna.private.presses(receipt["message_id"], "ca:1:hide")
    await team.boris.says("/categories")
    shown = await team.boris.sees("🏷 Categories")
    for data in ("ca:99:hide", "ca:99:name-ru", "ca:1:name-xx", "ca:1:colour-9", "ca:1:boom",
                 f"ca:{'9' * 15}:open"):  # fmt: skip
        assert await team.boris.presses(shown["message_id"], data)
    for category in (1, 2, 3, 4):
        assert await team.boris.presses(shown["message_id"], f"ca:{category}:hide") == ""
    assert "only one" in await team.boris.presses(shown["message_id"], "ca:5:hide")
    assert len(await form_choices(team)) == 1
    # The form that stood open before says so.
    start = await team.anna.private.sees("What is it about?")
    said = await team.anna.private.presses(start["message_id"], "f:category:1")
    assert "can’t be chosen any more" in said


async def test_an_anonymous_administrator(team: Team) -> None:
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members",
        user_id=team.boris.user_id,
        status="creator",
        is_anonymous=True,
    )
    await team.boris.says("/categories", anonymous=True)
    await team.boris.taps("Add one", "🏷 Categories")
    question = (await team.boris.sees("with an icon and the name"))["message_id"]
    await team.boris.says("🎁 Gifts", reply_to=question, anonymous=True)
    shown = await team.boris.sees("⬜ 🎁 Gifts")
    assert "Gifts" in words(shown)
    assert "🎁 Gifts" in await form_choices(team)
