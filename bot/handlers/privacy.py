"""`/privacy` in private chats: what is kept, one's data to take along, and erasing all of it."""

from bot.buttons import PrivacyPress
from bot.context import Turn
from bot.notices.privacy import clear_chats
from bot.rules.access import Act
from bot.services import digest, privacy
from bot.services.outgoing import at
from bot.services.work import LookFirst, Refused
from bot.views import privacy as view
from bot.views.files import UPLOAD_LIMIT, MadeFile, MadeKind
from bot.views.screen import Screen
from storage.enums import LinkRole


async def show(turn: Turn) -> None:
    """Say what is kept and why."""
    turn.work.allow(Act.OWN_DATA)
    turn.work.out.say(turn.work.chat_id, view.page(turn.texts), role=LinkRole.FORM)


async def press(turn: Turn) -> None:
    """A button about one's own data."""
    work, t, what = turn.work, turn.texts, turn.press
    work.allow(Act.OWN_DATA)
    assert isinstance(what, PrivacyPress)
    match what.act:
        case "get":
            await _give(turn)
        case "erase":
            asked = await privacy.ask(work)
            await _put(turn, view.first_question(asked.stamp, t))
        case "sure":
            asked = await privacy.ask_again(work, what.stamp)
            screen = view.second_question(
                asked.stamp,
                asked.found,
                t,
                is_banned=asked.is_banned,
                is_in_team=asked.is_in_team,
            )
            await _put(turn, screen)
        case "now":
            await _erase(turn, what.stamp)
        case "keep":
            await privacy.keep(work)
            await _put(turn, view.kept(t))
        case _:
            raise Refused("button-unknown")
    work.out.answer(turn.query.id)


async def _give(turn: Turn) -> None:
    """Send the person's data; it is read and made before the transaction."""
    work, made, t = turn.work, turn.facts, turn.texts
    user = work.allow(Act.OWN_DATA)
    privacy.check_pace(work)
    if not isinstance(made, privacy.Takeout) or made.person_id != user.id:
        desk, person_id, now = work.desk, user.id, work.now
        raise LookFirst(lambda: privacy.look(desk, person_id, now, t))
    if max(len(made.json), len(made.html)) > UPLOAD_LIMIT:
        raise Refused("takeout-too-large")
    await privacy.given(work)
    for name, content, key in (
        ("my-data.html", made.html, "takeout-html"),
        ("my-data.json", made.json, "takeout-json"),
    ):
        file = MadeFile(MadeKind.DOCUMENT, name, content)
        await work.out.file(work.chat_id, file, Screen.of(t(key)))


async def _erase(turn: Turn, stamp: int) -> None:
    message = turn.query.message
    erased = await privacy.erase(turn.work, stamp)
    left = clear_chats(
        turn.work,
        erased.standing,
        erased.numbers,
        message.message_id if message else None,
        turn.texts,
    )
    await digest.went(turn.work)  # a list names others, too
    await _put(turn, view.done(left.files, left.by_hand, turn.texts))


async def _put(turn: Turn, screen: Screen) -> None:
    """Put a screen in place of the pressed one."""
    message = turn.query.message
    if message is not None:
        await turn.work.out.edit(turn.work.chat_id, at(message.message_id), screen)
