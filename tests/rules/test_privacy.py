"""What may stay of the audit, and how much one call deletes."""

from bot.rules.privacy import AT_ONCE, batches, kept


def test_no_words_and_nobody_s_number_stay() -> None:
    before = {
        "status": "open",
        "rating": 4,
        "category": {"en": "Billing"},
        "subject": "My passport",
        "text": "4711",
        "reason": "rude",
        "comment": "thanks",
        "entities": [{"type": "bold"}],
        "error": "Bad Request",
        "something_new": "words of a later flow",
        "person": 123456,
        "flying": False,
        "other": 1042,
    }
    assert kept(before) == {
        "status": "open",
        "rating": 4,
        "category": {"en": "Billing"},
        "flying": False,
        "other": 1042,
    }


def test_every_message_is_in_one_batch() -> None:
    numbers = list(range(2 * AT_ONCE + 1))
    found = batches(numbers)
    assert [len(batch) for batch in found] == [AT_ONCE, AT_ONCE, 1]
    assert [number for batch in found for number in batch] == numbers
    assert batches([]) == []
