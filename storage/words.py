"""How words are made comparable for the search: the one place, for both databases and queries.

Letters lose case, accents and the dots of ё; Russian and English words are also known by their
Snowball stem, so that `оплата` finds `оплату`. What is written is kept too, so that the beginning
of any word finds it.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
LONGEST = 64  # characters of a word that are looked at; anything longer is no word of a language
LEAST_BEGINNING = 3  # letters of a beginning that is looked for
TAG = "_t"  # what a tag's words begin with in the index, and no word that people write does
BREVE, SHORT_I = "\u0306", "и"  # й is a letter of its own
_RUSSIAN, _ENGLISH = re.compile("[а-я]+"), re.compile("[a-z]+")
_STEMMERS = threading.local()  # a stemmer keeps what it works on in itself


@dataclass(frozen=True)
class Found:
    """A word of a text: where it stands (in characters), and what it is compared by."""

    start: int
    end: int
    word: str
    stem: str


@dataclass(frozen=True)
class Term:
    """A word that is looked for; the last one may be a beginning only."""

    word: str
    stem: str
    is_beginning: bool = False

    def rank(self, words: str) -> int:
        """Return how well it is met by words with a space before and behind each.

        3 as written, 2 in another form, 1 as a beginning, 0 not at all.
        """
        if f" {self.word} " in words:
            return 3
        if f" {self.stem} " in words:
            return 2
        return 1 if self.is_beginning and f" {self.word}" in words else 0

    def meets(self, found: Found) -> bool:
        """Whether a word of a text is what is looked for."""
        return self.rank(f" {found.word} {found.stem} ") > 0


def scan(text: str) -> Iterator[Found]:
    """Return the words of a text as they stand in it."""
    for match in WORD.finditer(text):
        word = _plain(match.group()[:LONGEST])
        if word:
            yield Found(match.start(), match.end(), word, _stem(word))


def indexed(*texts: str) -> list[str]:
    """Return what a document is found by: each word and its stem, once."""
    words: dict[str, None] = {}
    for text in texts:
        for found in scan(text):
            words[found.word] = words[found.stem] = None
    return list(words)


def terms(text: str, most: int) -> list[Term]:
    """Return what a query looks for, `most` words of it."""
    found = list({item.word: item for item in scan(text)}.values())[:most]
    return [
        Term(item.word, item.stem, item is found[-1] and len(item.word) >= LEAST_BEGINNING)
        for item in found
    ]


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold())
    kept = [
        char
        for at, char in enumerate(apart)
        if char.isalnum() or (char == BREVE and apart[at - 1 : at] == SHORT_I)
    ]
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    if _RUSSIAN.fullmatch(word):
        return _stemmed("russian", word)
    if _ENGLISH.fullmatch(word):
        return _stemmed("english", word)
    return word


def _stemmed(language: str, word: str) -> str:
    stemmer = getattr(_STEMMERS, language, None)
    if stemmer is None:
        stemmer = snowballstemmer.stemmer(language)
        setattr(_STEMMERS, language, stemmer)
    return str(stemmer.stemWord(word)) or word
