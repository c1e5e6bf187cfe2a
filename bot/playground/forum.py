"""Topics of forums, as both the bot and people create, change and delete them."""

from bot.playground.errors import Json
from bot.playground.model import Chat, Topic
from bot.playground.world import World

# Emoji that Telegram offers as icons of topics, with made-up ids.
_EMOJI = (
    "📰 💡 ⚡️ 🎙 🔝 🗣 🆒 ❗️ 📝 📆 📁 🔎 📣 🔥 ❤️ ❓ 📈 📉 💎 💰 💸 🪙 💱 ⁉️ 🎮 💻 📱 "
    "🚗 🏠 💘 🎉 ‼️ 🏆 🏁 🎬 🎵 🔞 📚 👑 ⚽️ 🏀 📺 👀 🫦 🍓 💄 👠 ✈️ 🧳 🏖 ⛅️ 🦄 🛍 👜 "
    "🛒 🚂 🛥 🏔 🏕 🤖 🪩 🎟 🏴‍☠️ 🗳 🎓 🔭 🔬 🎶 🎤 🕺 💃 🪖 💼 🧪 👨‍👩‍👧‍👦 👶 🤰 💅 "
    "🏛 🧮 🖨 👮‍♂️ 🩺 💊 💉 🧼 🪪 🛃 🍽 🐟 🎨 🎭 🎩 🔮 🍹 🎂 ☕️ 🍣 🍔 🍕 🦠 💬 🎄 🎃 ✅ "
    "✍️ ⭐️ 🏳️"
)
ICONS = {
    emoji: str(5_300_000_000_000_000_000 + number) for number, emoji in enumerate(_EMOJI.split())
}
EMOJI = {icon: emoji for emoji, icon in ICONS.items()}
COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def create_topic(
    world: World, chat: Chat, user: Json, name: str, color: int = COLORS[0], icon: str = ""
) -> Topic:
    """Open a topic; its id is that of the service message."""
    created: Json = {"name": name, "icon_color": color}
    if icon:
        created["icon_custom_emoji_id"] = icon
    number = world.next_id(chat)
    chat.topics[number] = Topic(number, name, color, icon, EMOJI.get(icon, ""))
    chat.topics[number].created_by = user["id"]
    message = world.post(
        chat,
        world.author(chat, user),
        {"forum_topic_created": created},
        author_id=user["id"],
        thread_id=number,
        message_id=number,
    )
    world.deliver(chat, message)
    world.chat_changed(chat)
    return chat.topics[number]


def edit_topic(
    world: World, chat: Chat, user: Json, topic: Topic, name: str | None, icon: str | None
) -> bool:
    """Give a topic another name or icon (an empty one takes it away); False if nothing changes."""
    changed: Json = {}
    if name and name != topic.name:
        topic.name = changed["name"] = name
    if icon is not None and icon != topic.icon_custom_emoji_id:
        topic.icon_custom_emoji_id = changed["icon_custom_emoji_id"] = icon
        topic.emoji = EMOJI.get(icon, "")
    if changed:
        world.service(chat, user, {"forum_topic_edited": changed}, topic.id)
        world.chat_changed(chat)
    return bool(changed)


def set_closed(world: World, chat: Chat, user: Json, topic: Topic, closed: bool) -> bool:
    """Close or reopen a topic; False if it is so already."""
    if topic.closed == closed:
        return False
    topic.closed = closed
    name = "forum_topic_closed" if closed else "forum_topic_reopened"
    world.service(chat, user, {name: {}}, topic.id)
    world.chat_changed(chat)
    return True


def delete_topic(world: World, chat: Chat, topic: Topic) -> None:
    """Delete a topic with all its messages; Telegram tells the bot nothing of it."""
    del chat.topics[topic.id]
    world.delete(chat, [m.id for m in chat.messages.values() if m.thread_id == topic.id])
    world.chat_changed(chat)
