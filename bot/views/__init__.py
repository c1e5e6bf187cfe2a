"""Pure: rows come in, message text and keyboard go out; the only place that renders."""
