"""A small Telegram of our own on loopback: to try a bot without a token, and to test it."""

from bot.playground.control import BotControl
from bot.playground.demo import demo_world
from bot.playground.server import Playground
from bot.playground.world import World

__all__ = ["BotControl", "Playground", "World", "demo_world"]
