"""Nothing internal ever reaches a requester, however it is written."""

import pytest

from tests.conftest import Team
from tests.people import find_button, words

MARK = "pssst-4711"
COMMANDS = [
    f"/note {MARK}",
    f"/unknown {MARK}",
    f"/note@helpdesk_bot {MARK}",
    f"/ban@otherbot {MARK}",
    f"/заметка {MARK}",
    f"   /note {MARK}",
    f"\u200b/note {MARK}",
    f"\u2060\u200e /unknown {MARK}",
    f"\ufe0f/note\n{MARK}",
    f"\U000e0100/note {MARK}",
    f"\u180b\u0301/unknown {MARK}",
    f"\u00ad\u034f\u3164\u2800\ufeff\u00a0/note {MARK}",
    f"/ {MARK}",
    f"／note {MARK}",
]


async def _nothing_leaked(team: Team) -> None:
    await team.desk.quiet()
    assert MARK not in await team.anna.private.everything()
    for person_id in (team.boris.user_id, team.clara.user_id):
        assert person_id != team.anna.id
    requests = (await team.desk.get("/requests"))["requests"]
    for request in requests:
        if request["params"].get("chat_id") in (team.anna.id, str(team.anna.id)):
            assert MARK not in str(request["params"])


async def test_commands_never_reach_the_requester(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    answer = await team.boris.says("public", reply_to=card["message_id"])
    await team.anna.private.sees("public")
    targets = [None, card["message_id"], answer]
    for text in COMMANDS:
        for target in targets:
            more = {"reply_to": target} if target else {}
            await team.boris.says(text, **more)
            await team.boris.photo(text, **more)
    await team.boris.album("", "", f"/note {MARK}", reply_to=card["message_id"])
    await team.boris.album("fine", f"/unknown {MARK}", reply_to=card["message_id"])
    await team.boris.album("", f"/заметка {MARK}", gap=1.0, reply_to=card["message_id"])
    await _nothing_leaked(team)
    assert "I don’t know /unknown" in await team.boris.everything()
    photos = [m for m in await team.anna.private.history() if "photo" in m]
    assert photos == []


async def test_a_reply_to_a_note_is_a_note_whoever_writes_it(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    note = await team.boris.says(f"/note {MARK}", reply_to=card["message_id"])
    assert await team.boris.reaction(note) == "✍"
    reply = await team.clara.says(f"I agree, {MARK}", reply_to=note)
    assert await team.clara.reaction(reply) == "✍"
    own = await team.boris.says(f"Me too, {MARK}", reply_to=reply)
    assert await team.boris.reaction(own) == "✍"
    await _nothing_leaked(team)
    await team.boris.taps("More", f"#{number}")
    await team.boris.taps("Conversation", f"#{number}")
    await team.boris.sees("🔒", f"I agree, {MARK}")
    await team.anna.private.taps("Open", "is with our team")
    await _nothing_leaked(team)


async def test_an_edit_never_changes_the_class(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    note = await team.boris.says(f"/note {MARK}", reply_to=card["message_id"])
    await team.boris.reaction(note)
    await team.boris.edits(note, f"now without a slash {MARK}")
    answer = await team.boris.says("the answer", reply_to=card["message_id"])
    await team.anna.private.sees("the answer")
    await team.boris.edits(answer, f"/note {MARK}")
    await team.boris.sees("looks like a command")
    await _nothing_leaked(team)
    await team.anna.private.sees("the answer")
    await team.boris.edits(answer, "the better answer")
    await team.anna.private.sees("the better answer", "edited")


async def test_a_reply_to_a_colleague_or_a_notice_asks_first(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    answer = await team.boris.says("It is the fuse.", reply_to=card["message_id"])
    await team.anna.private.sees("It is the fuse.")
    await team.clara.says(f"Are you sure? {MARK}", reply_to=answer)
    question = await team.clara.sees("Is this for Anna", button="Send to Anna")
    await _nothing_leaked(team)
    data = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert "Only Clara" in await team.boris.presses(question["message_id"], data)
    await team.clara.taps("Keep as note", "Is this for Anna")
    await team.clara.sees("Kept as a note")
    assert "decided" in await team.clara.presses(question["message_id"], data)
    await _nothing_leaked(team)

    sent = await team.clara.says("Yes, the fuse.", reply_to=question["message_id"])
    await team.clara.taps("Send to Anna", "Is this for Anna", after=sent)
    await team.anna.private.sees("💬 Clara", "Yes, the fuse.")
    assert await team.clara.reaction(sent) == "👌"


async def test_an_answer_to_a_closed_ticket_is_kept_until_it_is_reopened(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.boris.taps("Close", f"#{number}")
    await team.anna.private.sees("was closed")
    sent = await team.boris.says(f"Late {MARK}", reply_to=card["message_id"])
    await team.boris.sees("nothing was sent", button="Reopen and send")
    await _nothing_leaked(team)
    await team.boris.taps("Reopen and send", "nothing was sent")
    await team.anna.private.sees(f"Late {MARK}")
    assert await team.boris.reaction(sent) == "👌"
    await team.boris.sees("⏸️ waiting · Boris")


@pytest.mark.parametrize("word", ["note", "reply"])
async def test_colleagues_may_talk_among_themselves(team: Team, word: str) -> None:
    await team.ticket()
    first = await team.boris.says(f"{word}: {MARK}, lunch?")
    await team.clara.says(f"Yes! {MARK}", reply_to=first)
    await _nothing_leaked(team)
    assert "Is this for" not in await team.boris.everything()


async def test_a_late_part_that_is_a_command_keeps_the_whole_album_inside(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    answer = await team.boris.says("It is the fuse.", reply_to=card["message_id"])
    await team.anna.private.sees("It is the fuse.")
    for command in ("/note", "/unknown"):
        sent = await team.clara.album("see", f"{command} {MARK}", gap=4, reply_to=answer)
        question = await team.clara.sees("", after=sent[0], button="Send to Anna")
        await team.clara.reaction(sent[0], patience=20)
        data = find_button(question, "Send to Anna")
        assert data is not None
        assert "decided" in await team.clara.presses(question["message_id"], data)
    await _nothing_leaked(team)
    assert not any("photo" in message for message in await team.anna.private.history())


async def test_a_late_caption_arrives_with_its_part(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    sent = await team.boris.album("", "the second page", gap=4, reply_to=card["message_id"])
    await team.anna.private.sees("the second page", patience=20)
    assert await team.boris.reaction(sent[0]) == "👌"
    await team.boris.album("front", "the back of it", gap=4, reply_to=card["message_id"])
    await team.anna.private.sees("the back of it", patience=20)
    await team.boris.taps("More", f"#{number}")
    await team.boris.taps("Conversation", f"#{number}")
    await team.boris.sees("front", "the back of it", "the second page")


async def test_a_note_in_one_caption_of_an_album_keeps_the_others(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    sent = await team.boris.album(
        f"invoice {MARK}", "/note the bill", "stamp", reply_to=card["message_id"]
    )
    assert await team.boris.reaction(sent[0]) == "✍"
    await team.boris.taps("More", f"#{number}")
    await team.boris.taps("Conversation", f"#{number}")
    shown = await team.boris.sees("🔒", f"invoice {MARK}\nthe bill\nstamp")
    assert "/note" not in words(shown)
    await _nothing_leaked(team)


async def test_an_edited_note_is_read_as_it_was_written(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    note = await team.boris.says(f"/note first {MARK}", reply_to=card["message_id"])
    loose = await team.boris.says(f"/note {number} aside {MARK}")
    assert await team.boris.reaction(note) == "✍"
    assert await team.boris.reaction(loose) == "✍"
    await team.boris.edits(note, f"/note second {MARK}")
    await team.boris.edits(loose, f"/note {number} beside {MARK}")
    await team.desk.quiet()
    await team.boris.taps("More", f"#{number}")
    await team.boris.taps("Conversation", f"#{number}")
    shown = await team.boris.sees("🔒", f"\nsecond {MARK}", f"\nbeside {MARK}")
    assert "/note" not in words(shown)
    await _nothing_leaked(team)


async def test_an_unknown_command_in_an_album_is_named(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.boris.album("fine", f"/unknown {MARK}", reply_to=card["message_id"])
    await team.boris.sees("I don’t know /unknown.")


async def test_words_edited_into_a_command_are_never_sent(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    answer = await team.boris.says("It is the fuse.", reply_to=card["message_id"])
    doubt = await team.clara.says(f"Is it? {MARK}", reply_to=answer)
    question = await team.clara.sees("Is this for Anna", button="Send to Anna")
    await team.clara.edits(doubt, f"\u200b/internal {MARK}")
    await team.desk.quiet()
    data = find_button(question, "Send to Anna")
    assert data is not None
    assert "look like a command" in await team.clara.presses(question["message_id"], data)
    photo = await team.clara.photo(f"Look {MARK}", reply_to=answer)
    question = await team.clara.sees("Is this for Anna", after=photo, button="Send to Anna")
    await team.clara.edits(photo, f"/no {MARK}", caption=True)
    await team.desk.quiet()
    data = find_button(question, "Send to Anna")
    assert data is not None
    assert "look like a command" in await team.clara.presses(question["message_id"], data)
    await _nothing_leaked(team)


async def test_an_anonymous_administrators_words_are_not_an_agents_to_send(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    answer = await team.clara.says("It is the fuse.", reply_to=card["message_id"])
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members",
        user_id=team.boris.user_id,
        status="creator",
        is_anonymous=True,
    )
    await team.boris.says(f"Is it? {MARK}", reply_to=answer, anonymous=True)
    question = await team.clara.sees("Is this for Anna", button="Send to Anna")
    data = find_button(question, "Send to Anna")
    assert data is not None
    assert "Only Support team" in await team.clara.presses(question["message_id"], data)
    await _nothing_leaked(team)
    await team.boris.presses(question["message_id"], data)
    await team.anna.private.sees("💬 Support team", "Is it?")


async def test_a_question_about_a_ticket_closed_meanwhile_offers_to_reopen_it(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    answer = await team.boris.says("It is the fuse.", reply_to=card["message_id"])
    await team.clara.says("Or the cable.", reply_to=answer)
    await team.clara.sees("Is this for Anna", button="Send to Anna")
    await team.boris.taps("Close", f"#{number}")
    await team.anna.private.sees("was closed")
    assert "is closed" in await team.clara.taps("Send to Anna", "Is this for Anna")
    await team.clara.taps("Reopen and send", "nothing was sent")
    await team.anna.private.sees("Or the cable.")


async def test_what_a_former_member_wrote_or_pressed_changes_nothing(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    answer = await team.boris.says("It is the fuse.", reply_to=card["message_id"])
    doubt = await team.clara.says(f"Is it? {MARK}", reply_to=answer)
    question = await team.clara.sees("Is this for Anna", button="Send to Anna")
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members", user_id=team.clara.user_id, status="left"
    )
    await team.desk.quiet()
    data = find_button(question, "Send to Anna")
    assert data is not None
    assert "Only members" in await team.clara.presses(question["message_id"], data)
    assert doubt
    await _nothing_leaked(team)


async def test_a_reply_waits_for_the_words_it_replies_to(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.desk.quiet()
    album = await team.boris.album("", f"/note {MARK}", reply_to=card["message_id"])
    reply = await team.clara.says(f"I agree, {MARK}", reply_to=album[0])  # the album still waits
    assert await team.clara.reaction(reply) == "✍"
    await _nothing_leaked(team)
