"""What is found is the same however much there is: the newest first, and nobody else's."""

import random
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert, text

from storage.engine import Database
from storage.indexing import message_words
from storage.models import SearchDocument, Ticket, User
from storage.models.search import ERA
from storage.queries import search
from storage.words import TAG, terms

NOW = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
ANNA, TOM = 7, 77
WORDS = ["заказ", "заказы", "доставка", "printer", "prints", "private", "ёлка"]


async def fill(database: Database) -> list[dict[str, Any]]:
    """Put down documents as they stand after years: spread over many eras."""
    dice = random.Random(1)
    ticket = uuid.uuid4()
    documents = []
    async with database.write() as session:
        for number in (ANNA, TOM):
            session.add(User(id=number, first_name="Anna", created_at=NOW, updated_at=NOW))
        session.add(
            Ticket(
                id=ticket,
                number=1,
                requester_id=ANNA,
                subject="!",
                description="",
                source={},
                created_at=NOW,
                updated_at=NOW,
            )
        )
        await session.flush()
        for number in range(200):
            said = " ".join(dice.sample(WORDS, 2))
            words = message_words(said, dice.choice([ANNA, TOM]), is_hidden=dice.random() < 0.2)
            if dice.random() < 0.3:
                words += f" {TAG}{dice.choice(['заказ', 'prince'])}"
            documents.append(
                {"id": 2 + number * ERA // 2, "ticket_id": ticket, "words": words, "said": said}
            )
        rows = [{key: item[key] for key in ("id", "ticket_id", "words")} for item in documents]
        await session.execute(text("DROP INDEX ix_search_documents_ticket"))
        await session.execute(insert(SearchDocument), rows)
    return documents


@pytest.mark.parametrize("who", [None, ANNA, TOM])
@pytest.mark.parametrize("words", ["заказу", "елки", "pri", "pr", "заказ прин", "доставка pri"])
@pytest.mark.parametrize("most", [5, 60, 1000])
@pytest.mark.parametrize("seldom", [0, 100])
async def test_the_newest_are_found_in_every_era(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    who: int | None,
    words: str,
    most: int,
    seldom: int,
) -> None:
    monkeypatch.setattr(search, "MOST", most)
    monkeypatch.setattr(search, "SELDOM", seldom)
    documents, wanted = await fill(database), terms(words, 8)
    readable = [
        item["words"] if who else item["words"].replace(f" {TAG}", " ")  # the team's own words
        for item in reversed(documents)
        if who is None or item["words"].startswith(f"_{who} ")
    ]
    expected = [item for item in readable if all(term.rank(f" {item} ") for term in wanted)]
    async with database.read() as session:
        found = await search.newest(session, wanted, who)
    assert [item.words for item in found] == expected[:most]


async def test_what_is_changed_or_gone_is_found_as_it_is(database: Database) -> None:
    documents = await fill(database)
    hidden = next(item for item in documents if item["words"].startswith(f"_{ANNA} "))
    async with database.write() as session:
        changed = message_words("секрет", ANNA, is_hidden=True)
        await session.execute(
            text("UPDATE search_documents SET words = :words WHERE id = :id"),
            {"words": changed, "id": hidden["id"]},
        )
        await session.execute(text("DELETE FROM search_documents WHERE id != :id"), hidden)
        if database.is_sqlite:
            check = "INSERT INTO search_index (search_index) VALUES ('integrity-check')"
            await session.execute(text(check))
    async with database.read() as session:
        assert len(await search.newest(session, terms("секреты", 8), None)) == 1
        for words, who in (("секрет", ANNA), ("заказ", None), ("pri", None), ("pri", ANNA)):
            assert not await search.newest(session, terms(words, 8), who)
