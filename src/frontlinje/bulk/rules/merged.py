"""What does one recipient read? The text in their language, with what we know filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from frontlinje.centre.rules.placeholders import ANSWER_PLACEHOLDERS, fill, placeholders_in


@dataclass(frozen=True, slots=True)
class Merged:
    """The text for one recipient, and what it should have said and nobody knows."""

    text: str
    language: str
    lacks: tuple[str, ...]


def unknown_words(text: str) -> list[str]:
    """Return what stands in braces and means nothing.

    Parameters
    ----------
    text : str
        A text with placeholders.

    Returns
    -------
    list of str
        In order of appearance.

    Examples
    --------
    >>> unknown_words("Hei {customer_name}, {weather} i dag")
    ['weather']
    """
    return [word for word in placeholders_in(text) if word not in ANSWER_PLACEHOLDERS]


def merged(
    texts: Mapping[str, str], *, language: str, otherwise: str, values: Mapping[str, str]
) -> Merged:
    """Return what one recipient reads.

    Parameters
    ----------
    texts : mapping of str to str
        The text by language; some may be empty or missing.
    language : str
        The recipient's.
    otherwise : str
        The language to write in where there is no text in theirs; it has one.
    values : mapping of str to str
        What is known of the recipient, by placeholder; what is empty counts as not known.

    Returns
    -------
    Merged
        ``lacks`` names each placeholder of the text that stays open.

    Examples
    --------
    >>> merged({"nb": "Hei {customer_name}"}, language="sv", otherwise="nb", values={})
    Merged(text='Hei {customer_name}', language='nb', lacks=('customer_name',))
    """
    chosen = language if texts.get(language, "").strip() else otherwise
    text = texts[chosen]
    known = {name: value for name, value in values.items() if value}
    lacks = dict.fromkeys(word for word in placeholders_in(text) if word not in known)
    return Merged(fill(text, known), chosen, tuple(lacks))
