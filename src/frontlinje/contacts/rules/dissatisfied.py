"""Does a text sound as if its writer were dissatisfied? Asked on arrival and by the desk.

This is a list of words and nothing cleverer: no model, no guess about the person. It misses irony
and politeness, and says which words it went by, so that whoever reads can judge.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

_STRONG: Final = """
misfornøyd misnøgd uakseptabelt uakseptabel elendig skandale skandaløst skammelig håpløst forbanna
forbannet rasende drittlei grusomt latterlig uhørt advokat forliksrådet forbrukertilsynet
forbrukerrådet kontraktsbrudd|svært skuffet|veldig skuffet|ikke fornøyd|ikke godt nok|ikke bra nok
|holder ikke mål|jeg vil klage|vi vil klage|ønsker å klage|formell klage|lei av|under enhver kritikk
|tredje gang|fjerde gang|gang på gang|ikke fått svar|ingen svarer|får ikke svar|si opp avtalen
|avslutte kundeforholdet
missnöjd missnöjda oacceptabelt oacceptabel bedrövligt bedrövlig uselt usel skandal skandalöst
skamligt hopplöst förbannad rasande löjligt konsumentverket klagomål
|mycket besviken|väldigt besviken|inte nöjd|inte bra nok|inte acceptabelt|jag vill klaga
|under all kritik|tredje gången|fjärde gången|gång på gång|inte fått svar|ingen svarar
|får inget svar|säga upp avtalet|trött på
dissatisfied unacceptable appalling outrageous furious disgusted lawyer ridiculous
|very disappointed|not satisfied|not good enough|want to complain|formal complaint|third time
|fourth time|again and again|no one answers|nobody answers|had no answer|no reply|fed up
|cancel my contract|waste of time
"""
"""Enough alone: words and, between strokes, phrases; Norwegian, Swedish and English."""

_WEAK: Final = """
skuffet skuffende klage klager purring purrer oppgitt sint irritert dårlig fortvilet frustrert
endelig|fortsatt ikke|enda ikke|fremdeles ikke|venter fortsatt|flere ganger|hvor lenge
besviken besvikna klaga påminnelse irriterad arg dåligt frustrerad uppgiven|fortfarande inte
|ännu inte|väntar fortfarande|flera gånger|hur länge
disappointed disappointing complaint complain annoyed frustrated angry terrible awful worst
|still not|still no|still waiting|several times|how long
"""
"""Two of these are enough."""

_NO: Final = frozenset({"ikke", "ikkje", "inte", "aldri", "aldrig", "not", "never", "no"})
_ENOUGH: Final = 2
_MOST_READ: Final = 5_000
_WORD: Final = re.compile(r"\w+")
_SHOUTED: Final = re.compile(r"[!?]{3,}|!\s*!\s*!")

Phrases = Mapping[str, list[tuple[tuple[str, ...], int]]]
"""By their first word: the whole phrase and what it counts."""


def _phrases(listed: str) -> list[str]:
    """Return words and phrases of a list as it is written above."""
    found: list[str] = []
    for line in listed.splitlines():
        words, *phrases = line.split("|")
        found += [*words.split(), *filter(None, phrases)]
    return found


@lru_cache(maxsize=16)
def _by_first_word(own: tuple[str, ...]) -> Phrases:
    table: defaultdict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for phrases, points in ((_phrases(_STRONG), 2), (_phrases(_WEAK), 1), (own, 2)):
        for phrase in phrases:
            words = tuple(_WORD.findall(phrase.casefold()))
            if words:
                table[words[0]].append((words, points))
    return table


def dissatisfaction(text: str, own: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words by which a text sounds dissatisfied.

    Parameters
    ----------
    text : str
        What somebody wrote. Lines that begin with ``>`` are quoted and do not count; nor does what
        stands after the first 5,000 characters.
    own : iterable of str
        Words and phrases of the centre's own; each is enough alone.

    Returns
    -------
    tuple of str
        In the order of the text, each once, in lower case; empty when it does not sound so. A
        strong word, or two weak ones, are enough; three exclamation marks count as a weak one. A
        word after «not» does not count.

    Examples
    --------
    >>> dissatisfaction("Dette er uakseptabelt!")
    ('uakseptabelt',)
    >>> dissatisfaction("Jeg er ikke misfornøyd")
    ()
    """
    lines = (line for line in text[:_MOST_READ].splitlines() if not line.lstrip().startswith(">"))
    said = "\n".join(lines)
    words = _WORD.findall(said.casefold())
    table = _by_first_word(tuple(own))
    found: dict[str, int] = {}
    for place, word in enumerate(words):
        for phrase, points in table.get(word, ()):
            is_denied = place > 0 and words[place - 1] in _NO
            if not is_denied and tuple(words[place : place + len(phrase)]) == phrase:
                found[" ".join(phrase)] = points
    if _SHOUTED.search(said):
        found["!!!"] = 1
    return tuple(found) if sum(found.values()) >= _ENOUGH else ()
