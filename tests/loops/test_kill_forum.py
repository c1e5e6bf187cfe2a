"""kill -9 between a topic and its card: no words lost or doubled, one topic too many at most."""

import asyncio

from sqlalchemy import func, select

from storage.engine import Database
from storage.models import Ticket, TicketMessage
from tests.conftest import Team, open_ticket
from tests.desk import desk_on
from tests.loops.test_kill import running
from tests.people import Person
from tests.topics import Topics


async def test_killed_before_the_topic_is_written_down(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    async with desk_on(database, url) as desk:
        boris, clara = await desk.agents("Boris", "Clara")
        anna: Person = await desk.person("Anna")
        forum = Topics(Team(desk, anna, boris, clara))
        await forum.switch(on=True)
        await desk.post(
            "/misbehave", method="createForumTopic", times=1, how="late_answer", seconds=5
        )
        async with running(desk) as process:
            await anna.private.says("/start")
            opening = asyncio.create_task(open_ticket(anna.private, "Printer", "Smoke!"))
            async with asyncio.timeout(40):
                while not forum.now():
                    await asyncio.sleep(0.01)
            await process.kill()  # Telegram has made it; the desk does not know
            await process.start()
            await process.polls()
            opening.cancel()
            await asyncio.gather(opening, return_exceptions=True)
            await anna.private.sees("is with our team", patience=40)
            await anna.private.says("more smoke")
            await boris.sees("more smoke", patience=40)
            await desk.quiet()
            assert len(forum.now()) == 2
            text = await forum.text(forum.now()[-1].id)
            assert (text.count("Smoke!"), text.count("more smoke")) == (1, 1)
            await boris.says("on it", message_thread_id=forum.now()[-1].id)
            await anna.private.sees("on it", patience=40)
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Ticket)) == 1
        assert await session.scalar(select(func.count()).select_from(TicketMessage)) == 3
