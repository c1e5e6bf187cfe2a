"""How the bot gets its updates: by asking for them, or at a webhook."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from bot.playground.call import Call
from bot.playground.errors import ApiError, Json, bad_request

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def _remember_allowed(call: Call) -> None:
    kinds = call.decoded("allowed_updates", "can't parse allowed updates JSON object")
    if isinstance(kinds, list):
        for unknown in call.world.updates.allow([str(kind) for kind in kinds]):
            call.fault(f"allowed_updates: there is no update of the kind {unknown!r}")


async def get_updates(call: Call) -> list[Json]:
    """Hand out what waits, and confirm what came before `offset`."""
    updates = call.world.updates
    if updates.webhook.url:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    _remember_allowed(call)
    return await updates.fetch(
        call.integer("offset"), call.integer("limit", 100), call.integer("timeout")
    )


def set_webhook(call: Call) -> bool:
    """Deliver updates to an address from now on; an empty one goes back to polling."""
    updates = call.world.updates
    url = call.string("url").strip()
    if call.boolean("drop_pending_updates"):
        updates.pending.clear()
    _remember_allowed(call)
    if not url:
        updates.webhook.stop()
        return True
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.string("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    updates.webhook.start(url, secret, call.integer("max_connections", 40) or 40)
    updates.bell.ring()
    return True


def delete_webhook(call: Call) -> bool:
    """Go back to polling."""
    if call.boolean("drop_pending_updates"):
        call.world.updates.pending.clear()
    call.world.updates.webhook.stop()
    return True


def get_webhook_info(call: Call) -> Json:
    """Return where updates go and what went wrong last."""
    updates = call.world.updates
    info: Json = {
        "url": updates.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if updates.allowed is not None:
        info["allowed_updates"] = sorted(updates.allowed)
    return info | updates.webhook.info()


METHODS: dict[str, Callable[[Call], Any]] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
