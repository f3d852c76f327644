"""Which piece of a text shows why it was found? A few words around the hits, those marked."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from frontlinje.contacts.rules.folding import fold, words_of

MOST_SHOWN = 220
"""Characters of an excerpt."""
_BEFORE = 60
_WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s+")


class Word(NamedTuple):
    """A word of a text: folded, and where it stands."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; one that was looked for, or what stands between."""

    text: str
    is_hit: bool = False


def plain_text(text: str) -> str:
    """Return a text as excerpts are cut from it: on one line, accents on their letters.

    Parameters
    ----------
    text : str
        As it was written.

    Returns
    -------
    str
        The same words.
    """
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def placed_words(text: str) -> list[Word]:
    """Return the words of a text with their places.

    Parameters
    ----------
    text : str
        From ``plain_text``.

    Returns
    -------
    list of Word
        In order; each folded to exactly one word.

    Examples
    --------
    >>> placed_words("Til Åse!")
    [Word(folded='til', start=0, end=3), Word(folded='ase', start=4, end=7)]
    """
    return [Word(_folded(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    folded = fold(word)
    return folded if folded.isalnum() else "".join(words_of(folded)) or "x"


def excerpt(text: str, hits: Sequence[Word], most: int = MOST_SHOWN) -> tuple[Piece, ...]:
    """Return the piece of a text with the most hits, those marked.

    Parameters
    ----------
    text : str
        From ``plain_text``.
    hits : sequence of Word
        Words of the text that were looked for, in order.
    most : int
        Characters to return, about.

    Returns
    -------
    tuple of Piece
        One after the other; the beginning of the text when there is no hit.

    Examples
    --------
    >>> excerpt("Når kommer pengene?", placed_words("Når kommer pengene?")[2:])
    (Piece(text='Når kommer ', is_hit=False), Piece(text='pengene', is_hit=True), \
Piece(text='?', is_hit=False))
    """
    start, end = _window(text, hits, most)
    pieces = [Piece("… ")] if start else []
    at = start
    for word in hits:
        if start <= word.start and word.end <= end:
            pieces += [Piece(text[at : word.start]), Piece(text[word.start : word.end], True)]
            at = word.end
    pieces.append(Piece(text[at:end] + (" …" if end < len(text) else "")))
    return tuple(piece for piece in pieces if piece.text)


def _window(text: str, hits: Sequence[Word], most: int) -> tuple[int, int]:
    if len(text) <= most:
        return 0, len(text)
    start = 0
    if hits:

        def kinds_from(first: Word) -> int:
            near = (w for w in hits if first.start <= w.start and w.end <= first.start + most)
            return len({word.folded for word in near})

        best = max(hits[:200], key=lambda word: (kinds_from(word), -word.start))
        start = min(max(0, best.start - _BEFORE), len(text) - most)
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + most)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + most // 2)
    return start, end
