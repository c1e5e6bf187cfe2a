"""What the desk answers over HTTP: the webhook, and how it does for whoever watches over it."""

from bot.web.health import Health
from bot.web.site import Site

__all__ = ["Health", "Site"]
