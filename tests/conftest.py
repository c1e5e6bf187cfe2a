"""Databases and desks that every test may use."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import select

from storage.engine import Database
from storage.enums import OutboxRank, OutboxState
from storage.models import OutboxRow
from tests.databases import Postgres, SqliteFiles, postgres
from tests.desk import Desk, desk_on
from tests.people import Chat, Person

# How long something takes says nothing about whether it is right, on a busy machine least of all.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("desk")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    fixture = "sqlite_files" if request.param == "sqlite" else "postgres_server"
    giver: SqliteFiles | Postgres = request.getfixturevalue(fixture)
    async with giver.fresh() as fresh:
        yield fresh


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    """A desk that is not started yet, on both databases."""
    url = database.url.render_as_string(hide_password=False)
    async with desk_on(database, url) as made:
        yield made


@dataclass
class Team:
    """A running desk with a staff group of two, and a requester."""

    desk: Desk
    anna: Person
    boris: Chat
    clara: Chat

    async def ticket(self, subject: str = "Printer is on fire", text: str = "Smoke!") -> int:
        """Have Anna open a ticket; returns its number."""
        return await open_ticket(self.anna.private, subject, text)


async def gather(desk: Desk, kind: str = "supergroup") -> Team:
    """Found the group, start the desk, and have Anna say hello."""
    boris, clara = await desk.agents("Boris", "Clara", kind=kind)
    anna = await desk.person("Anna", last_name="Petrova")
    await desk.start()
    await anna.private.says("/start")
    await anna.private.sees("Hello, Anna")
    return Team(desk, anna, boris, clara)


@pytest.fixture
async def team(desk: Desk) -> Team:
    return await gather(desk)


FORM = {  # what each step of the form asks, and what is tapped there
    "en": {
        "What is it about?": "Technical",
        "How urgent": "High",
        "Sum it up": "",
        "What happened?": "",
        "attach": "No files",
        "review": "Send",
        "is with our team": "",
    },
    "ru": {
        "О чём речь?": "Техника",
        "Насколько это срочно?": "Срочный",
        "Опишите суть": "",
        "Что случилось?": "",
        "Есть что приложить?": "Без файлов",
        "проверка": "Отправить",
        "у нашей команды": "",
    },
}


async def fill_in(chat: Chat, subject: str, text: str, language: str = "en") -> int:
    """Go through the form up to Send; returns the id of the message that began it."""
    start = await chat.says("/new")
    words = iter((subject, text))
    *steps, (review, send), _ = FORM[language].items()
    for asked, answer in steps:
        if answer:
            await chat.taps(answer, asked, after=start)
        else:
            await chat.sees(asked, after=start)
            await chat.says(next(words))
    await chat.sees(review, after=start, button=send)
    return start


async def open_ticket(chat: Chat, subject: str, text: str, language: str = "en") -> int:
    """Go through the form in somebody's language; returns the number of the new ticket."""
    start = await fill_in(chat, subject, text, language)
    *_, (review, send), (received, _) = FORM[language].items()
    await chat.taps(send, review, after=start)
    receipt = await chat.sees(received, subject, after=start)
    return int(receipt["text"].split("#")[1].split()[0])


async def under_way(team: Team) -> None:
    """Wait until Telegram has been told somebody's words and has not answered yet."""
    query = select(OutboxRow.id).where(
        OutboxRow.state == OutboxState.SENDING, OutboxRow.rank == OutboxRank.CONTENT
    )
    while True:
        async with team.desk.database.read() as session:
            if await session.scalar(query) is not None:
                break
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)  # it has arrived there
