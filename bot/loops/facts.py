"""What Telegram says of a group, asked before the transaction that depends on it."""

from telegram.error import TelegramError

from bot.loops.transport import DeskBot
from bot.rules.rights import missing_rights
from bot.services.group import GroupFacts
from bot.services.people import Person, membership_of


async def gather(bot: DeskBot, chat_id: int) -> GroupFacts:
    """Return a group's state; raises TelegramError if Telegram cannot be asked."""
    chat = await bot.call("getChat", {"chat_id": chat_id})
    me = await bot.call("getChatMember", {"chat_id": chat_id, "user_id": bot.id})
    problems = [lack.key for lack in missing_rights(me, chat)]
    administrators = []
    try:
        members = await bot.call("getChatAdministrators", {"chat_id": chat_id})
    except TelegramError:
        members = []
    for member in members:
        user = member["user"]
        if user["is_bot"]:
            continue
        person = Person(
            user["id"],
            user["first_name"],
            user.get("last_name"),
            user.get("username"),
            user.get("language_code"),
        )
        membership = membership_of(
            member["status"],
            is_member=True,
            is_anonymous=bool(member.get("is_anonymous")),
        )
        administrators.append((person, membership))
    return GroupFacts(
        chat_id=chat["id"],
        title=chat.get("title") or "?",
        kind=chat["type"],
        is_forum=bool(chat.get("is_forum")),
        problems=problems,
        administrators=administrators,
    )
