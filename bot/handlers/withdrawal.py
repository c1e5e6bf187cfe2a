"""`/withdraw`, `/takeback`: an answer is taken back, as a reply to it."""

from bot.context import Turn
from bot.notices.withdrawal import DELETABLE
from bot.rules.access import Act
from bot.services import withdrawal
from bot.services.outgoing import About, at
from bot.services.work import Refused
from bot.views import withdrawal as view
from storage.enums import ContentKind, LinkRole
from storage.queries import withdrawal as copies


async def withdraw(turn: Turn) -> None:
    """Take the answer that is replied to back."""
    work, link = turn.work, turn.link
    work.allow(Act.WITHDRAW)
    if link is None or link.role is not LinkRole.SOURCE:
        raise Refused("withdraw-how")
    found = await withdrawal.withdraw(work, link.ticket_message_id)
    standing = await copies.copies(work.session, found.message.id)
    screen = view.told(
        found.ticket,
        turn.texts,
        is_old=any(work.now - copy.created_at >= DELETABLE for copy in standing),
        keeps_files=found.message.kind is not ContentKind.TEXT,
    )
    work.out.say(
        work.chat_id,
        screen,
        reply_to=at(turn.message.message_id),
        about=About(found.ticket.id),
        silent=True,
    )
