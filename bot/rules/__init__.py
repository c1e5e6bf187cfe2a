"""Pure rules: no input, no output; the time comes in as `now`."""
