"""What the generator takes for valid and for broken; the fire itself is `python -m tests.fuzz`."""

from tests.fuzz.run import reason
from tests.fuzz.types import UPDATE_KINDS, fault


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
