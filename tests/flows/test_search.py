"""Finding: a requester in their own tickets, the team in everything; each word to its people."""

from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.people import Chat, find_button, labels, words


async def look(chat: Chat, what: str) -> str:
    """Search, and read what was found."""
    said = await chat.says(what)
    return words(await chat.sees("🔍", after=said))


def bold(message: dict[str, object]) -> list[str]:
    """What stands out in a message, below its first line."""
    raw = words(message).encode("utf-16-le")
    entities = message.get("entities") or []
    assert isinstance(entities, list)
    return [
        raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
        for entity in entities
        if entity["type"] == "bold" and entity["offset"] > 0
    ]


async def test_a_requester_finds_their_words_in_any_form(team: Team) -> None:
    anna = team.anna.private
    pay = await open_ticket(anna, "Не прошла Оплата", "Счёт № 77 не оплачен, принтером клянусь")
    fire = await open_ticket(anna, "Printer is on fire", "Batteries exploded in the café")
    for what, number in (
        ("оплату", pay),
        ("ОПЛАТЫ", pay),
        ("опл", pay),
        ("счета", pay),
        ("счет прошла", pay),
        ("принтеро", pay),
        ("77", pay),
        (str(fire), fire),
        ("battery", fire),
        ("EXPLODE", fire),
        ("cafe printers", fire),
        ("exp", fire),
    ):
        found = await look(anna, f"/search {what}")
        assert "1 ticket" in found, what
        assert f"#{number} ·" in found, what
    for what in ("ex", "xploded", "оплата fire", "'fire\" OR * NEAR(", "_", "fire water"):
        said = await anna.says(f"/search {what}")
        await anna.sees("Nothing found" if what != "_" else "What shall I look for?", after=said)
    said = await anna.says("/search")
    await anna.sees("/search invoice", after=said)
    said = await anna.says("/search взрыв smok")
    await anna.sees("Nothing found", after=said)
    said = await anna.says("/search batteries")
    hit = await anna.sees("🔍 batteries", after=said)
    assert bold(hit) == ["Batteries"]
    await anna.taps(f"#{fire}", "🔍 batteries")
    await anna.sees(f"#{fire}", "exploded in the café", button="Reply", after=hit["message_id"])


async def test_words_are_found_from_the_moment_they_stand(team: Team) -> None:
    """Edits, subjects and bursts that are moved, on the very next search."""
    anna = team.anna.private
    first = await team.ticket("Printer", "Smoke")
    said = await anna.says("the zebra is striped")
    await anna.sees(f"→ #{first}", after=said)
    assert f"#{first}" in await look(anna, "/search zebras")
    await anna.edits(said, "the giraffe is tall")
    await team.boris.sees("giraffe")
    assert "Nothing found" in await look(anna, "/search zebra")
    assert f"#{first}" in await look(anna, "/search giraffe")
    second = await team.ticket("Scanner", "Beeps")
    await anna.taps("Not this ticket", f"→ #{first}")
    await anna.taps(f"#{second}", "Where does it belong?")
    await anna.sees(f"moved to #{second}")
    assert f"#{second}" in await look(anna, "/search giraffe")
    await team.boris.says(f"/subject {first} Elephant in the room")
    await team.boris.sees("Elephant in the room", button="Take")
    found = await look(anna, "/search elephants")
    assert f"#{first} · Elephant" in found


async def test_nobody_finds_what_is_not_for_them(team: Team) -> None:
    number = await team.ticket("Printer", "Smoke")
    card = await team.boris.sees(f"#{number}", button="Take")
    await team.boris.says("/note secretword about her", reply_to=card["message_id"])
    answer = await team.boris.says("Try publicword", reply_to=card["message_id"])
    await team.anna.private.sees("publicword")
    await team.clara.says("undecidedword", reply_to=answer)
    await team.clara.sees("or a note for the team?")
    tom = await team.desk.person("Tom")
    await tom.private.says("/start")
    theirs = await open_ticket(tom.private, "Stranger", "strangeword and smoke")
    anna = team.anna.private
    for hidden in (
        "secretword",
        "secr",
        "undecidedword",
        "strangeword",
        f"_{tom.id}",
        f"_{tom.id} smoke",
        f'x" OR "_{tom.id}',
        f"{theirs}",
    ):
        said = await anna.says(f"/search {hidden}")
        found = words(await anna.sees("🔍", after=said))
        assert "Nothing found" in found, hidden
    assert "1 ticket" in await look(anna, "/search smoke")
    assert "💬 Boris: Try publicword" in await look(anna, "/search publicwords")
    for everything, where in (
        ("secretword", number),
        ("undecidedword", number),
        ("strangewords", theirs),
        (str(number), number),
    ):
        found = await look(team.boris, f"/find {everything}")
        assert f"#{where} ·" in found
    assert "🔒 Boris" in await look(team.boris, "/find secretword")
    assert "2 tickets" in await look(team.boris, "/find smoke")
    await team.clara.taps("Send to Anna", "or a note for the team?")
    await anna.sees("undecidedword")
    assert f"#{number}" in await look(anna, "/search undecidedword")
    everything = await anna.everything()
    assert "secret" not in everything.replace("🔍 secretword", "").replace(
        "/search secretword", ""
    )


async def test_only_the_team_may_search_everything(team: Team) -> None:
    number = await team.ticket("Printer", "Smoke")
    said = await team.anna.private.says("/find smoke")
    await team.anna.private.sees("I don’t know /find", after=said)
    said = await team.boris.says("/find")
    await team.boris.sees("/find invoice", after=said)
    found = await team.boris.sees("🔍 smoke", after=await team.boris.says("/find smoke"))
    assert bold(found) == ["Smoke"]
    before = await team.boris.sees(f"#{number}", button="Take")
    await team.boris.taps(f"#{number}", "🔍 smoke")
    await team.boris.sees(f"#{number}", button="Take", after=before["message_id"])
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members", user_id=team.clara.user_id, status="left"
    )
    await team.desk.quiet()
    text = await team.clara.presses(found["message_id"], "fd:1")
    assert "Only members" in text
    menu = await team.anna.private.sees("Hello, Anna")
    assert "can’t read any more" in await team.anna.private.presses(menu["message_id"], "fd:1")


async def test_many_hits_in_pages_the_best_first(team: Team) -> None:
    anna = team.anna.private
    for n in range(6):
        await open_ticket(anna, f"Matter {n}", f"There is a long story about a lamp, part {n}")
    best = await open_ticket(anna, "Lamp", "Broken")
    said = await anna.says("/search lamp")
    page = await anna.sees("🔍 lamp", "7 tickets, best match first", button="1/2", after=said)
    assert words(page).split("\n\n")[1].startswith(f"#{best} · Lamp")
    assert len([label for label in labels(page) if label.startswith("#")]) == 5
    forward = find_button(page, "›")
    assert forward is not None
    await anna.presses(page["message_id"], forward)
    second = await anna.sees("🔍 lamp", button="2/2", after=said)
    assert second["message_id"] == page["message_id"]
    assert len([label for label in labels(second) if label.startswith("#")]) == 2
    shown = labels(page)[:5] + labels(second)[:2]
    assert len(set(shown)) == 7
    await anna.presses(page["message_id"], "fd:999999")
    await anna.sees("🔍 lamp", button="2/2", after=said)


async def test_searching_keeps_the_form_and_speaks_russian(desk: Desk) -> None:
    await desk.agents("Boris", "Clara")
    olga = await desk.person("Ольга", language="ru")
    await desk.start()
    await olga.private.says("Сломался принтер")
    await olga.private.taps("Новый тикет", "Создать с этим тикет?")
    form = await olga.private.sees("О чём речь?")
    said = await olga.private.says("/search принтер")
    await olga.private.sees("Ничего не нашлось", after=said)
    await olga.private.taps("Техника", "О чём речь?")
    await olga.private.sees("Насколько это срочно?", after=form["message_id"] - 1)
    said = await olga.private.says("/search")
    await olga.private.sees("/search счёт", after=said)
