"""The helpdesk bot: from what Telegram sends to what people read."""
