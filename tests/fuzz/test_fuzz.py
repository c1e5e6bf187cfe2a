"""A short fire, the same one every time; a long one: `python -m tests.fuzz`."""

from tests.desk import Desk
from tests.fuzz.run import Fire, reason
from tests.fuzz.types import UPDATE_KINDS, fault


async def test_updates_valid_and_broken_are_handled_or_given_up_with_a_reason(desk: Desk) -> None:
    async with Fire(desk, number=4) as fire:
        for _ in range(2):
            await fire.go(150)
        assert fire.wrong == [], fire.report()
        assert fire.parked, "nothing was broken"
        assert fire.sent["sendMessage"] > 20


def test_the_types_tell_valid_from_broken() -> None:
    anna = {"id": 7, "is_bot": False, "first_name": "Anna"}
    chat = {"id": 7, "type": "private"}
    message = {"message_id": 1, "date": 0, "chat": chat, "from": anna, "text": "hi"}
    assert {"message", "callback_query", "chat_member"} <= set(UPDATE_KINDS)
    assert reason({"update_id": 1, "message": message}) is None
    assert reason({"update_id": 1, "message": message | {"text": 5}}) is not None
    assert reason({"update_id": 1, "message": {"text": "hi"}}) is not None
    assert reason([]) == "update is no Update"
    assert fault("MessageOrigin", {"type": "hidden_user", "date": 1}) is not None
