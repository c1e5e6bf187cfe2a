"""What a transaction wants said: rows of the outbox, written with everything else it decides.

A message is addressed by a *logical* name (`card:<ticket>`, `form`), which the delivery loop turns
into a message id when it sends, or by `@<message id>`. A newer text for a message that is still
waiting replaces the older one, so ten edits of one card become one.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.words import ANSWER_LIMIT, clip
from bot.views.files import UPLOAD_LIMIT, MadeFile, captioned
from bot.views.screen import Screen
from storage.appending import bare
from storage.enums import LinkRole, OutboxRank, OutboxState
from storage.models import MessageLink, OutboxRow, OutgoingFile
from storage.queries import holding, message_links, outbox

REWRITABLE = ("sendMessage", "editMessageText")
WAITING = (OutboxState.PENDING, OutboxState.HELD)
KEPT = ("disable_notification", "message_thread_id")  # where a waiting message is rewritten
CAPTION = ("caption", "caption_entities")
ATTACHED = "attach://file"  # the field of the request that carries a file's bytes
ANSWER_LIFETIME = timedelta(seconds=10)


def card_name(ticket_id: uuid.UUID) -> str:
    """The logical name of a ticket's card."""
    return f"card:{ticket_id.hex}"


def receipt_name(ticket_id: uuid.UUID) -> str:
    """The logical name of the message that says what became of a new ticket."""
    return f"receipt:{ticket_id.hex}"


def at(message_id: int) -> str:
    """The address of a message whose id is known; TypeError for what Telegram cannot mean."""
    if type(message_id) is not int:
        raise TypeError(f"message_id {message_id!r}")
    return f"@{message_id}"


@dataclass(frozen=True)
class About:
    """Which ticket, and which message of it, an outgoing call belongs to."""

    ticket_id: uuid.UUID | None = None
    ticket_message_id: uuid.UUID | None = None


NOTHING = About()


class Outgoing:
    """Records calls for the delivery loop; nothing leaves before the transaction is committed."""

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self._session = session
        self._now = now
        self._unflushed: list[OutboxRow] = []
        self.count = 0
        self.here: tuple[int, int] | None = None  # chat and topic in which somebody acts

    def call(
        self,
        chat_id: int,
        method: str,
        payload: dict[str, Any],
        *,
        rank: OutboxRank = OutboxRank.NOTICE,
        role: LinkRole | None = None,
        logical: str | None = None,
        reply_to: str | None = None,
        thread: str | None = None,
        about: About = NOTHING,
        delay_s: float = 0,
        lifetime: timedelta | None = None,
        file_id: uuid.UUID | None = None,
    ) -> OutboxRow:
        """Record one call of the Bot API; `payload` lacks the chat and what is resolved later.

        `thread` is the logical name of the topic it is for; without one, what is said goes to
        the topic in which somebody acts.
        """
        if thread is None and self.here and self.here[0] == chat_id and method.startswith("send"):
            payload = {**payload, "message_thread_id": self.here[1]}
        row = bare(
            OutboxRow,
            chat_id=chat_id,
            rank=rank,
            method=method,
            payload=payload,
            logical=logical,
            reply_to=reply_to,
            thread=thread,
            role=role,
            ticket_id=about.ticket_id,
            ticket_message_id=about.ticket_message_id,
            file_id=file_id,
            state=OutboxState.PENDING,
            attempts=0,
            created_at=self._now,
            due_at=self._now + timedelta(seconds=delay_s),
            expires_at=self._now + lifetime if lifetime else None,
        )
        self._session.add(row)
        self._unflushed.append(row)
        self.count += 1
        return row

    def say(
        self,
        chat_id: int,
        screen: Screen,
        *,
        rank: OutboxRank = OutboxRank.NOTICE,
        role: LinkRole = LinkRole.NOTICE,
        logical: str | None = None,
        reply_to: str | None = None,
        thread: str | None = None,
        about: About = NOTHING,
        silent: bool = False,
        delay_s: float = 0,
    ) -> OutboxRow:
        """Send a text message of the bot's own."""
        payload = screen.payload()
        if silent:
            payload["disable_notification"] = True
        return self.call(
            chat_id,
            "sendMessage",
            payload,
            rank=rank,
            role=role,
            logical=logical,
            reply_to=reply_to,
            thread=thread,
            about=about,
            delay_s=delay_s,
        )

    async def file(
        self,
        chat_id: int,
        made: MadeFile,
        screen: Screen,
        *,
        edits: str | None = None,
        reply_to: str | None = None,
        thread: str | None = None,
        about: About = NOTHING,
    ) -> OutboxRow:
        """Send a file of the desk's own, `screen` being its caption and buttons.

        `edits` is the address of a message that gets the file in the place of its own. Raises
        ValueError where it is larger than a bot may send.
        """
        if len(made.content) > UPLOAD_LIMIT:
            raise ValueError(f"{made.name} is larger than a bot may send")
        file = OutgoingFile(id=uuid.uuid4(), name=made.name, content=made.content)
        self._session.add(file)
        payload = captioned(screen)
        if edits is None:
            method = f"send{made.kind.capitalize()}"
            payload |= {made.kind: ATTACHED, "disable_notification": True}
        else:
            await self.drop(chat_id, edits)  # what still waits for it must not come after this
            method = "editMessageMedia"
            caption = {key: payload.pop(key) for key in CAPTION if key in payload}
            payload["media"] = {"type": made.kind, "media": ATTACHED, **caption}
        return self.call(
            chat_id,
            method,
            payload,
            role=None if edits else LinkRole.NOTICE,
            logical=edits,
            reply_to=reply_to,
            thread=thread,
            about=about,
            file_id=file.id,
        )

    async def show(
        self,
        chat_id: int,
        logical: str,
        screen: Screen,
        about: About = NOTHING,
        delay_s: float = 0,
    ) -> None:
        """Show a dialogue's one message at the bottom; its old copy goes once this one stands."""
        waiting = await self.unfinished(chat_id, logical)
        for row in waiting:
            if row.state is OutboxState.PENDING and row.method == "editMessageText":
                # Of the copy above; it would reach this one if it had to be tried again.
                row.state, row.finished_at = OutboxState.DROPPED, self._now
        if not await self._rewrite(chat_id, logical, screen, delay_s, waiting=waiting):
            self.say(
                chat_id,
                screen,
                role=LinkRole.FORM,
                logical=logical,
                about=about,
                delay_s=delay_s,
            )

    async def edit(
        self,
        chat_id: int,
        address: str,
        screen: Screen,
        about: About = NOTHING,
        delay_s: float = 0,
        waiting: Sequence[OutboxRow] | None = None,
    ) -> None:
        """Replace the text and buttons of a message, sent or still waiting.

        `waiting` is what `unfinished` has just returned for it, if that is known. One that has a
        name is changed under it, whichever way it is meant: so all its changes keep their order.
        """
        if address.startswith("@"):
            link = await self._session.get(MessageLink, (chat_id, int(address[1:])))
            address = (link.logical if link is not None else None) or address
        if not await self._rewrite(chat_id, address, screen, delay_s, waiting=waiting):
            self.call(
                chat_id,
                "editMessageText",
                screen.payload(),
                logical=address,
                about=about,
                delay_s=delay_s,
            )

    async def reword(self, row: OutboxRow, payload: dict[str, Any]) -> bool:
        """Give a call that has not left another content; False if it is being sent by now."""
        return await outbox.rewrite(self._session, row, payload)

    async def unfinished(self, chat_id: int, logical: str) -> list[OutboxRow]:
        """Return the calls to a logical message that wait or are under way, oldest first."""
        if any(row.chat_id == chat_id and row.logical == logical for row in self._unflushed):
            # Rows of this very transaction must be found too, in the order they were recorded.
            await self._session.flush()
            self._unflushed.clear()
        rows = await outbox.unfinished(self._session, chat_id, logical)
        return [row for row in rows if row.state in outbox.UNFINISHED]

    async def held(self, chat_id: int, logical: str) -> Sequence[OutboxRow]:
        """Return the calls to a logical message that are held until their chat is open again."""
        return await holding.held(self._session, chat_id, logical)

    async def stands(self, chat_id: int, logical: str) -> MessageLink | None:
        """Return the link of a logical message that Telegram has accepted."""
        return await message_links.get(self._session, chat_id, logical)

    async def drop(self, chat_id: int, logical: str) -> None:
        """Take back what still waits for a logical message."""
        await self._session.flush()
        await outbox.drop(self._session, chat_id, logical, self._now)

    async def rename(self, chat_id: int, logical: str, name: str) -> None:
        """Have a dialogue's message become something else; a copy that still waits is dropped."""
        await self.drop(chat_id, logical)
        await outbox.rename(self._session, chat_id, logical, name)
        link = await self.stands(chat_id, logical)
        if link is not None:
            link.logical = name
        await self._session.flush()

    async def withdraw(self, chat_id: int, logical: str) -> None:
        """Take a dialogue's message away, whether it stands or still waits.

        It loses its name at once: the next one to bear it must not be deleted in its place.
        """
        name = f"gone:{uuid.uuid4().hex}"
        await self.rename(chat_id, logical, name)
        self.call(chat_id, "deleteMessage", {}, logical=name)

    def delete(self, chat_id: int, message_id: int) -> None:
        """Delete a message of the bot."""
        self.call(chat_id, "deleteMessage", {}, logical=at(message_id))

    def react(self, chat_id: int, message_id: int, emoji: str) -> None:
        """Put the bot's reaction on somebody's message: the silent receipt."""
        reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
        self.call(
            chat_id,
            "setMessageReaction",
            {"reaction": reaction},
            rank=OutboxRank.RECEIPT,
            logical=at(message_id),
        )

    def answer(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answer a press: a short text over the chat, or a box to be closed (`alert`)."""
        payload: dict[str, Any] = {"callback_query_id": query_id}
        if text:
            payload |= {"text": clip(text, ANSWER_LIMIT), "show_alert": alert}
        self.call(
            0, "answerCallbackQuery", payload, rank=OutboxRank.ANSWER, lifetime=ANSWER_LIFETIME
        )

    async def _rewrite(
        self,
        chat_id: int,
        address: str,
        screen: Screen,
        delay_s: float | None = None,
        *,
        waiting: Sequence[OutboxRow] | None = None,
    ) -> bool:
        if waiting is None:
            waiting = await self.unfinished(chat_id, address)
        for row in reversed(waiting):
            if row.state in WAITING and row.method in REWRITABLE:
                kept = {key: row.payload[key] for key in KEPT if key in row.payload}
                due_at = None if delay_s is None else self._now + timedelta(seconds=delay_s)
                payload = {**screen.payload(), **kept}
                return await outbox.rewrite(self._session, row, payload, due_at)
        return False
