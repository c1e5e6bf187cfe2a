"""The webhook's door: who is let in, with what, and how many at once."""

import asyncio
import io
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from sqlalchemy import select

from bot.loops import figures
from bot.web.webhook import AT_ONCE, MAX_BODY, SECRET_HEADER
from storage.models import InboxRow
from tests.conftest import Team
from tests.loops.hooked import said_by_anna, says, stored
from tests.web import PATH, forget_parked, knocks, sample


async def test_strangers_are_not_let_in(hooked: Team, caplog: pytest.LogCaptureFixture) -> None:
    desk = hooked.desk
    await desk.quiet()
    before = await stored(desk)
    body = json.dumps({"update_id": 5, "message": {"text": "let me in"}})
    secret = desk.settings().webhook_secret()
    for wrong in ("", "x", secret[:-1], secret + "0", secret.upper(), "\xff\xfe"):
        status, _ = await knocks(desk, body, wrong)
        assert status == 403
    async with aiohttp.ClientSession() as http, http.get(desk.more["webhook_url"]) as answer:
        assert answer.status == 405
    assert await stored(desk) == before
    assert len([r for r in caplog.records if "answered 403" in r.getMessage()]) == 1
    assert secret not in caplog.text
    assert "let me in" not in caplog.text


async def test_an_update_that_comes_twice_is_one(hooked: Team) -> None:
    await hooked.ticket()
    update = json.dumps({"update_id": 900_000_001, "message": says(hooked, "only once")})
    answers = await asyncio.gather(*(knocks(hooked.desk, update) for _ in range(10)))
    assert {status for status, _ in answers} == {200}
    await hooked.boris.sees("only once")
    assert (await knocks(hooked.desk, update))[0] == 200
    await hooked.desk.quiet()
    assert [text for text in await said_by_anna(hooked) if text == "only once"] == ["only once"]


async def test_what_is_no_update_is_refused_and_what_has_a_number_is_kept(
    hooked: Team, caplog: pytest.LogCaptureFixture
) -> None:
    desk = hooked.desk
    await desk.quiet()
    before = await stored(desk)
    for body in (b"", b"\xff\xfe\x00", b"words", b"[1]", b"{}", b'{"message": {}}', b"null"):
        assert (await knocks(desk, body))[0] == 400, body
    assert (await knocks(desk, b"[" * 200_000))[0] == 400
    assert (await knocks(desk, '{"update_id": "7"}'))[0] == 400
    assert (await knocks(desk, '{"update_id": true}'))[0] == 400
    assert await stored(desk) == before
    assert "Traceback" not in caplog.text

    parked, failed = sample(figures.PARKED), sample(figures.FAILED)
    kept = [b'{"update_id": 71, "message": {"text": "broken off']
    kept += [b'{"update_id": 73, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"]
    for body in kept:
        assert (await knocks(desk, body))[0] == 200
    await hooked.boris.sees("Something could not be handled")
    await desk.quiet()
    async with desk.database.read() as session:
        query = select(InboxRow.payload).where(InboxRow.parked_at.is_not(None))
        payloads = [row or "" for row in await session.scalars(query.order_by(InboxRow.update_id))]
    assert [payload.encode() for payload in payloads] == kept
    assert sample(figures.PARKED) - parked == 2
    assert sample(figures.FAILED) - failed == 10
    assert len(await forget_parked(desk)) == 2


async def test_bytes_that_are_no_letters_are_replaced(hooked: Team) -> None:
    await hooked.ticket()
    update = json.dumps({"update_id": 900_000_001, "message": says(hooked, "caf? au lait")})
    broken = update.encode().replace(b"?", b"\xff")
    assert (await knocks(hooked.desk, broken))[0] == 200
    await hooked.boris.sees("caf\ufffd au lait")


async def test_what_is_no_http_is_not_written_down(
    hooked: Team, caplog: pytest.LogCaptureFixture
) -> None:
    desk = hooked.desk
    host, port = desk.more["http_listen"].split(":")
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {{}}\r\n"
    ours = head.format(desk.settings().webhook_secret())
    for sent in (
        "\x16\x03\x01 rubbish\r\n\r\n",
        head.format("stranger") + "Transfer-Encoding: chunked\r\n\r\nrubbish\r\n",
        ours + "Transfer-Encoding: chunked\r\n\r\nrubbish\r\n",
        ours + "Content-Length: 100\r\n\r\nrubbish",
        ours + "Content-Length: 7\r\nContent-Encoding: gzip\r\n\r\nrubbish",
    ):
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(sent.encode("latin-1"))
        writer.write_eof()
        answer = await reader.read()
        assert not answer or answer.split()[1] in (b"400", b"403"), answer
        writer.close()
        await writer.wait_closed()
    assert "rubbish" not in caplog.text
    assert "Traceback" not in caplog.text


async def test_what_is_too_large_is_not_read(hooked: Team) -> None:
    desk = hooked.desk
    await desk.quiet()
    before = await stored(desk)
    large = b'{"update_id": 71, "x": "' + b"x" * MAX_BODY + b'"}'
    try:
        status, _ = await knocks(desk, io.BytesIO(large))
        assert status == 413
    except aiohttp.ClientError:
        pass  # it was hung up on before it had said everything
    assert await stored(desk) == before
    await hooked.anna.private.says("/tickets")
    await hooked.anna.private.sees("no tickets yet")


async def test_only_so_many_are_let_in_at_once(hooked: Team) -> None:
    desk = hooked.desk
    go_on = asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield b'{"update_id": '
        await go_on.wait()
        yield b'"none"}'

    slow = [asyncio.create_task(knocks(desk, slowly())) for _ in range(AT_ONCE)]
    async with asyncio.timeout(30):
        while True:
            status, text = await knocks(desk, "words")
            if status == 503:
                break
            await asyncio.sleep(0.05)
    assert "are being stored already" in text
    go_on.set()
    assert {status for status, _ in await asyncio.gather(*slow)} == {400}
    assert (await knocks(desk, "words"))[0] == 400
    await forget_parked(desk)
