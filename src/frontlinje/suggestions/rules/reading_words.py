"""What does a text look like to a learner? The words and pieces of words in it, as numbers.

Each word, each pair of words and each piece of four letters falls into one of a fixed number of
buckets by its checksum, so there is no list of words to keep: nothing that anybody wrote can be
read out of what was learnt.
"""

import re
from collections.abc import Iterator
from typing import Final
from zlib import crc32

BUCKETS: Final = 2**15
MOST_READ: Final = 2_000
"""Characters of a text that count: what a mail is about stands at its beginning."""

_PIECE: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")


def buckets_of(subject: str, text: str) -> list[int]:
    """Return the buckets into which a text falls.

    Parameters
    ----------
    subject : str
        Its subject, whose words count by themselves too; may be empty.
    text : str
        What was written. Lines that begin with ``>`` are quoted and do not count.

    Returns
    -------
    list of int
        Each once, in rising order; from 0 to ``BUCKETS`` - 1.

    Examples
    --------
    >>> buckets_of("", "") == []
    True
    >>> buckets_of("Faktura", "") == buckets_of("FAKTURA", "")
    True
    """
    lines = (line for line in text[:MOST_READ].splitlines() if not line.lstrip().startswith(">"))
    body = _words("\n".join(lines))
    title = _words(subject[:200])
    found = {crc32(sign.encode()) % BUCKETS for sign in _signs(body + title)}
    found.update(crc32(f"subject {word}".encode()) % BUCKETS for word in title)
    return sorted(found)


def _words(text: str) -> list[str]:
    return ["0" if word.isdigit() else word for word in _WORD.findall(text.casefold())]


def _signs(words: list[str]) -> Iterator[str]:
    before = ""
    for word in words:
        yield word
        if before:
            yield f"{before} {word}"
        before = word
        marked = f"<{word}>"
        for start in range(len(marked) - _PIECE + 1):
            yield marked[start : start + _PIECE]
