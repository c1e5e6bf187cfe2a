"""Updates, valid and broken, by hypothesis from the Bot API's own types, through a whole desk.

`types` knows what Telegram may send, `people` who is there, `updates` makes one, `run` feeds them
to the desk and looks at what came of it.
"""
