"""Whether internal notes belong into a transcript: only where they are asked for by name."""

from bot.rules.batch import plain

WITH_NOTES = {"notes", "with notes", "заметки", "с заметками"}


def notes_asked(words: str) -> bool | None:
    """Return whether the words behind a number ask for notes; None if they say something else."""
    said = plain(words)
    if not said:
        return False
    return True if said in WITH_NOTES else None
