"""What every desk does at its start, done once in the process from which they are forked."""

import gc

from sqlalchemy.orm import configure_mappers

import bot.app  # noqa: F401
import tests.forks  # noqa: F401
from bot.i18n import languages, texts

configure_mappers()
for language in languages():
    texts(language)
gc.collect()
gc.freeze()  # what is shared is not looked through again in each fork
