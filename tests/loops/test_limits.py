"""No schedule that the pace allows ever breaks one of Telegram's limits."""

from hypothesis import given
from hypothesis import strategies as st

from bot.loops.limits import Limits, Pace

CHATS = [1, 2, 3, -10, -20]


@given(st.lists(st.sampled_from(CHATS), min_size=1, max_size=300))
def test_no_window_is_ever_exceeded(chats: list[int]) -> None:
    pace, now, sent = Pace(Limits()), 100.0, []
    for chat in chats:
        now = max(now, pace.free_at(chat, "sendMessage", now))
        pace.went(chat, "sendMessage", now)
        sent.append((now, chat))
    _within([at for at, _ in sent], 30, 1.0)
    for chat in CHATS:
        own = [at for at, other in sent if other == chat]
        if chat < 0:
            _within(own, 20, 60.0)


def _within(moments: list[float], count: int, seconds: float) -> None:
    for index, start in enumerate(moments):
        inside = [at for at in moments[index:] if at < start + seconds]
        assert len(inside) <= count


def test_a_pause_holds_for_its_chat_or_for_all() -> None:
    pace = Pace(Limits())
    pace.pause(1, 50.0)
    assert pace.free_at(1, "sendMessage", 10.0) == 50.0
    assert pace.free_at(2, "sendMessage", 10.0) <= 10.0
    pace.pause(0, 70.0)
    assert pace.free_at(2, "sendMessage", 10.0) == 70.0


def test_what_an_earlier_process_sent_counts() -> None:
    pace = Pace(Limits())
    pace.remember(
        [(-10, "sendMediaGroup", 100.0), *((-10, "sendMessage", 101.0 + n) for n in range(9))]
    )
    assert pace.free_at(-10, "editMessageText", 120.0) == 162.0
    assert pace.free_at(-10, "sendMediaGroup", 121.0, 10) == 162.0
    assert pace.free_at(-10, "setMessageReaction", 120.0) <= 120.0


@given(st.lists(st.sampled_from([-10, -20]), min_size=1, max_size=120))
def test_new_topics_have_a_window_of_their_own(chats: list[int]) -> None:
    pace, now, made = Pace(Limits()), 100.0, []
    for chat in chats:
        now = max(now, pace.free_at(chat, "createForumTopic", now))
        pace.went(chat, "createForumTopic", now)
        made.append((now, chat))
    for chat in (-10, -20):
        _within([at for at, other in made if other == chat], 20, 60.0)
    assert pace.free_at(-10, "sendMessage", now + 2) <= now + 2
