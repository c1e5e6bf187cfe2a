"""Every word is marked; people do whatever the desk lets them; no mark may be read by a stranger.

`marks` knows who may read which word, `look` reads all that the desk shows anybody, `doors` is
the table of commands and buttons, `walk` goes through them at random.
"""
