"""Everything that runs by itself: receive, handle, deliver, tick; and the way to Telegram."""
