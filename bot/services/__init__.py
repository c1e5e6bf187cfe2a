"""Decide and record: no Telegram types, no wording; one module per flow."""
