"""kill -9 at random instants while everybody writes: what it does, counted."""
