"""Which letters count as the same in a search? Case, accents and spellings are folded away."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ŋ": "n", "ŧ": "t"}
)
_MARKS = re.compile("[\u0300-\u036f]+")
_SPELLED_OUT = re.compile("a[ae]+|oe+")
"""Åsen is also written Aasen, and Sæther Saether, Säther or Sather: the first letter is kept."""
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return the text with everything folded away that people type differently.

    Parameters
    ----------
    text : str
        As it was written.

    Returns
    -------
    str
        Lower case, without accents, with å and aa as a, ø and oe as o, æ, ä and ae as a.

    Notes
    -----
    The fold of the beginning of a word is the beginning of the fold of the word, so a half-typed
    name still finds its owner.

    Examples
    --------
    >>> fold("Bjørn ÅSEN"), fold("Bjoern Aasen")
    ('bjorn asen', 'bjorn asen')
    """
    if text.isascii():  # most words: nothing to take apart
        return _SPELLED_OUT.sub(lambda run: run[0][0], text.lower())
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = _MARKS.sub("", unicodedata.normalize("NFKD", plain)).translate(_LETTERS)
    return _SPELLED_OUT.sub(lambda run: run[0][0], letters)


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, in order.

    Parameters
    ----------
    text : str
        As it was written.

    Returns
    -------
    list of str
        Runs of letters and digits; everything else parts them.

    Examples
    --------
    >>> words_of("Kari-Anne  d'Éon (4711)")
    ['kari', 'anne', 'd', 'eon', '4711']
    """
    return _WORD.findall(fold(text))
