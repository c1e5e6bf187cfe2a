"""One update = one unit of work: what it is about is loaded first, who must hear of it comes last.

python-telegram-bot asks handlers synchronously whether an update is theirs (`check_update`), so
sender, drafts and linked ticket are loaded before and handed over in a context variable.
"""

import re
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, Update

from bot import buttons, notices
from bot.i18n import Texts, closest, texts
from bot.rules.access import Actor
from bot.rules.fair_use import merged
from bot.rules.words import Command, parse_command
from bot.services import bans, delivery, forum
from bot.services.outgoing import Outgoing
from bot.services.people import Membership, Person, meet
from bot.services.work import Desk, Unsettled, Work
from storage.enums import LinkRole, Role
from storage.models import Draft, MessageLink, StaffGroup, User
from storage.queries import inbox, outbox, people, tickets

_DRAFTS = (
    select(Draft)
    .where(Draft.chat_id == bindparam("chat"), Draft.user_id == bindparam("user"))
    .with_for_update()
)
NUMBER = re.compile(r"#(\d{1,9})")


class Place(StrEnum):
    """Where an update comes from."""

    PRIVATE = "private"
    STAFF = "staff"  # the bound staff group
    GROUP = "group"  # any other group
    ELSEWHERE = "elsewhere"


@dataclass
class Turn:
    """One update on its way through the handlers."""

    update: Update
    work: Work
    place: Place
    parts: list[Message] = field(default_factory=list)  # an album has several
    command: Command | None = None
    press: buttons.Press | None = None
    facts: object = None  # what was looked up before the transaction, for the few who need it
    link: MessageLink | None = None  # of the message replied to, pressed or edited
    texts: Texts = field(default_factory=lambda: texts("en"))

    @property
    def message(self) -> Message:
        """The message said, the first of an album."""
        return self.parts[0]

    @property
    def query(self) -> CallbackQuery:
        """The press."""
        assert self.update.callback_query is not None
        return self.update.callback_query


_turn: ContextVar[Turn] = ContextVar("turn")


def current() -> Turn:
    """Return the update being handled."""
    return _turn.get()


def enter(turn: Turn) -> None:
    """Make `turn` the update being handled in this task."""
    _turn.set(turn)


def place_of(chat_id: int, chat_type: str, group_chat_id: int | None) -> Place:
    """Tell the places apart."""
    if chat_type == "private":
        return Place.PRIVATE
    if chat_id == group_chat_id:
        return Place.STAFF
    return Place.GROUP if chat_type in ("group", "supergroup") else Place.ELSEWHERE


class Opener:
    """Opens and closes units of work."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.group_chat_id: int | None = None  # as of the last unit of work
        self.fair_use = desk.fair_use  # the same

    async def desk_work(self, session: AsyncSession, now: datetime) -> Work:
        """A unit of work in which nobody acts but the desk itself."""
        return self._work(session, now, await people.group(session))

    def _work(self, session: AsyncSession, now: datetime, group: StaffGroup | None) -> Work:
        self.group_chat_id = group.chat_id if group else None
        self.fair_use = merged(self.desk.fair_use, group.limits if group else None)
        return Work(self.desk, session, now, group, Outgoing(session, now))

    async def turn(
        self,
        session: AsyncSession,
        now: datetime,
        updates: list[Update],
        membership: Membership | None,
        arrived_at: datetime,
    ) -> Turn:
        """Load everything that one update (or the parts of one album) is about.

        Raises Unsettled if it refers to a message that is still to be handled, or to one that
        was being sent when the update arrived and whose id is not written down yet.
        """
        first = updates[0]
        parts = [
            message for update in updates if (message := update.message or update.edited_message)
        ]
        person, known = _sender(first, parts), None
        if person is None:
            work = await self.desk_work(session, now)
        else:
            known, group = await people.with_group(session, person.id)
            work = self._work(session, now, group)
        chat = first.effective_chat
        group_id = self.group_chat_id
        place = place_of(chat.id, chat.type, group_id) if chat else Place.ELSEWHERE
        turn = Turn(first, work, place, parts)
        work.chat_id = chat.id if chat else 0
        work.out.here = _topic(turn)
        if chat is not None and place is Place.STAFF:
            await forum.seen(work, is_forum=bool(chat.is_forum), at=_moment(first))
        if person is not None:
            await self._person(turn, person, known, membership)
        if work.user is not None and place is Place.PRIVATE:
            # Locked: a deadline that is being handled must not end a draft that is added to.
            whose = {"chat": work.chat_id, "user": work.user.id}
            work.drafts = {draft.kind: draft for draft in await session.scalars(_DRAFTS, whose)}
        turn.link = await self._linked(session, turn, arrived_at)
        turn.texts = texts(self._language(turn))
        user = work.user
        if place is Place.PRIVATE and user and not user.is_reachable and not first.my_chat_member:
            await delivery.resumed(work, work.chat_id)
        if turn.parts and first.message:
            turn.command = parse_command(turn.message.text or turn.message.caption or "")
        if first.callback_query:
            turn.press = buttons.parse(first.callback_query.data)
        return turn

    async def close(self, work: Work) -> None:
        """Have everybody told who must hear of what was done; the caller commits."""
        await work.session.flush()
        await notices.tell(work)
        self.group_chat_id = work.group.chat_id if work.group else None

    def _language(self, turn: Turn) -> str:
        work = turn.work
        if turn.place is Place.STAFF and work.group is not None:
            return work.group.language
        if work.user is None:
            return work.desk.default_language
        return work.user.language or closest(work.user.language_code, work.desk.default_language)

    async def _person(
        self, turn: Turn, person: Person, known: User | None, membership: Membership | None
    ) -> None:
        work, staff = turn.work, turn.place is Place.STAFF
        work.user = user = await meet(
            work.session, person, work.now, membership if staff else None, known
        )
        named = user.id in work.desk.admin_ids
        await bans.end_if_over(work, user)
        role = Role.REQUESTER
        if staff:
            role = Role.ADMIN if named and user.role is Role.AGENT else user.role
        work.actor = Actor(
            user_id=user.id,
            role=role,
            is_sure=not staff or user.is_group or membership is not None,
            is_banned=user.is_banned,
            is_deactivated=user.is_deactivated,
            is_named_admin=named,
            is_anonymous=user.is_group or (staff and user.is_anonymous),
        )
        if staff and user.is_anonymous and not user.is_group and work.group is not None:
            # Presses carry the real person, who chose to act as the group.
            group = Person(work.group.chat_id, work.group.title, is_group=True)
            work.user = await meet(work.session, group, work.now, None)

    async def _linked(
        self, session: AsyncSession, turn: Turn, arrived_at: datetime
    ) -> MessageLink | None:
        if turn.work.user is None:
            return None
        link = await self._linked_to(session, turn, _target(turn), arrived_at)
        if (link is None or link.ticket_id is None) and turn.parts and turn.update.message:
            return await self._of_topic(session, turn) or link
        return link

    async def _of_topic(self, session: AsyncSession, turn: Turn) -> MessageLink | None:
        """Return what a message is to the ticket in whose topic it stands.

        A reply to something there that is not known counts as one to a notice: it is asked about.
        """
        here = turn.work.out.here
        topic = await session.get(MessageLink, here) if here is not None else None
        if topic is None or topic.role is not LinkRole.TOPIC or _target(turn) is None:
            return topic
        return MessageLink(
            chat_id=topic.chat_id,
            message_id=topic.message_id,
            role=LinkRole.NOTICE,
            ticket_id=topic.ticket_id,
        )

    async def _linked_to(
        self,
        session: AsyncSession,
        turn: Turn,
        target: MaybeInaccessibleMessage | None,
        arrived_at: datetime,
    ) -> MessageLink | None:
        if target is None:
            return None
        place = (turn.work.chat_id, target.message_id)
        link = await session.get(MessageLink, place)
        if link is not None or turn.update.edited_message:
            return link
        if not _is_by(target, self.desk.bot_id):
            # A colleague's words, and what they became, must be known before a reply to them is.
            if await inbox.holds(session, *place, turn.update.update_id):
                raise Unsettled
            return await session.get(MessageLink, place)
        if await outbox.was_under_way(session, turn.work.chat_id, arrived_at):
            raise Unsettled
        # It may have landed between the two questions: then it is written down by now.
        link = await session.get(MessageLink, place)
        return link or await self._orphan(session, turn, target)

    async def _orphan(
        self, session: AsyncSession, turn: Turn, target: MaybeInaccessibleMessage
    ) -> MessageLink | None:
        """Recognise a message whose link was lost in a crash by the number in its first line.

        It counts as a notice: what replies to it in the group is asked about, never just sent.
        """
        if turn.update.callback_query or not isinstance(target, Message):
            return None
        created = target.forum_topic_created
        said = created.name if created else target.text or target.caption or ""
        found = NUMBER.search(said.split("\n")[0])
        ticket = await tickets.by_number(session, int(found.group(1))) if found else None
        if ticket is None:
            return None
        return MessageLink(
            chat_id=turn.work.chat_id,
            message_id=target.message_id,
            role=LinkRole.NOTICE,
            ticket_id=ticket.id,
        )


def _target(turn: Turn) -> MaybeInaccessibleMessage | None:
    """Return the message that the update refers to: pressed, edited or replied to."""
    update = turn.update
    if update.callback_query:
        return update.callback_query.message
    if update.edited_message:
        return update.edited_message
    replies = [part.reply_to_message for part in turn.parts if part.reply_to_message]
    return replies[0] if replies and replies[0].chat.id == turn.work.chat_id else None


def _moment(update: Update) -> datetime | None:
    """Return when it happened; Telegram does not say so of presses."""
    if update.edited_message:
        return update.edited_message.edit_date
    dated = update.message or update.my_chat_member or update.chat_member
    return dated.date if dated is not None else None


def _topic(turn: Turn) -> tuple[int, int] | None:
    """Return chat and topic in which somebody acts; General and plain groups have none."""
    query = turn.update.callback_query
    message = turn.parts[0] if turn.parts else query.message if query else None
    if not isinstance(message, Message) or not message.is_topic_message:
        return None
    return (turn.work.chat_id, message.message_thread_id) if message.message_thread_id else None


def _is_by(message: MaybeInaccessibleMessage, user_id: int) -> bool:
    """Whether somebody wrote the message; one that Telegram cannot show counts as the bot's."""
    if not isinstance(message, Message):
        return True
    return message.from_user is not None and message.from_user.id == user_id


def _sender(update: Update, parts: list[Message]) -> Person | None:
    """Return who acts; anonymous administrators write as the group, channels do not count."""
    if parts:
        message = parts[0]
        sender = message.sender_chat
        if sender is not None:
            if sender.id != message.chat.id or message.is_automatic_forward:
                return None
            return Person(sender.id, sender.title or "?", is_group=True)
    user = update.effective_user
    if user is None or (user.is_bot and parts):
        return None
    return Person(
        user.id,
        user.first_name,
        user.last_name,
        user.username,
        user.language_code,
    )
