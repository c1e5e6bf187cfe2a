"""The playground keeps to the Bot API, mistakes included."""
