"""What the desk is compared with: python-telegram-bot with its defaults, passing words on.

Nothing is stored, nobody is told anything, and a crash loses what was on its way.
"""

import os

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

GROUP = int(os.environ.get("STAFF_CHAT_ID", "0"))


async def relay(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say in the group what somebody wrote."""
    assert update.message is not None
    await context.bot.send_message(GROUP, update.message.text or "")


def main() -> None:
    """Poll until killed."""
    url, token = os.environ["BOT_API_URL"], os.environ["BOT_TOKEN"]
    app = Application.builder().token(token).base_url(f"{url}/bot").build()
    app.add_handler(MessageHandler(filters.TEXT & filters.ChatType.PRIVATE, relay))
    app.run_polling()


if __name__ == "__main__":
    main()
