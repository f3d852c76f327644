"""Can these be the facts of a customer? Forms, files and the API all ask here."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from frontlinje.base.errors import Invalid
from frontlinje.contacts.rules.customer_facts import CustomerFacts

MOST = {
    "name": 160,
    "number": 40,
    "address": 160,
    "postal_code": 12,
    "place": 80,
    "flags": 20,
    "phones": 20,
    "emails": 20,
}
"""Characters of a text, or how many there may be of a thing."""
MOST_FLAG = 40
MOST_WEIGHT = 100

_LANGUAGES = {
    "nb": "nb bokmål norsk no nor norwegian nn nynorsk",
    "sv": "sv svensk svenska swe swedish",
    "en": "en engelsk engelska english eng",
    "da": "da dansk danska dan danish",
    "fi": "fi finsk finska suomi fin finnish",
    "se": "se samisk samiska sami",
}
LANGUAGES = tuple(_LANGUAGES)
_LANGUAGE_OF = {word: code for code, words in _LANGUAGES.items() for word in words.split()}


def checked_facts(facts: CustomerFacts) -> CustomerFacts:
    """Return the facts with spaces tidied, if they can be a customer's.

    Parameters
    ----------
    facts : CustomerFacts
        Phones and e-mail addresses already in our form.

    Returns
    -------
    CustomerFacts
        The same facts, tidy.

    Raises
    ------
    Invalid
        ``contacts.name_missing``, ``contacts.too_long``, ``contacts.too_many`` or
        ``contacts.bad_weight``, naming the field.
    """
    texts = ("name", "number", "address", "postal_code", "place")
    tidied: dict[str, Any] = {name: " ".join(getattr(facts, name).split()) for name in texts}
    tidy = replace(facts, **tidied)
    if not any(letter.isalnum() for letter in tidy.name):
        raise Invalid("contacts.name_missing", field="name")
    for name in texts:
        if len(getattr(tidy, name)) > MOST[name]:
            raise Invalid("contacts.too_long", field=name, most=MOST[name])
    for name in ("flags", "phones", "emails"):
        if len(getattr(tidy, name)) > MOST[name]:
            raise Invalid("contacts.too_many", field=name, most=MOST[name])
    if not 0 <= tidy.weight <= MOST_WEIGHT:
        raise Invalid("contacts.bad_weight", field="weight", most=MOST_WEIGHT)
    return tidy


def checked_language(text: str) -> str:
    """Return the code of a language.

    Parameters
    ----------
    text : str
        A code or a name, or nothing.

    Returns
    -------
    str
        One of ``LANGUAGES``, or empty.

    Raises
    ------
    Invalid
        ``contacts.unknown_language``.
    """
    word = text.strip().casefold()
    if word and word not in _LANGUAGE_OF:
        raise Invalid("contacts.unknown_language", field="language", given=text[:60])
    return _LANGUAGE_OF.get(word, "")


def checked_flags(flags: Iterable[str]) -> tuple[str, ...]:
    """Return flags without spaces around them, each once.

    Parameters
    ----------
    flags : iterable of str
        As somebody wrote them.

    Returns
    -------
    tuple of str
        Without empty ones.

    Raises
    ------
    Invalid
        ``contacts.too_long`` when one is longer than 40 characters.
    """
    tidy = tuple(dict.fromkeys(" ".join(flag.split()) for flag in flags if flag.strip()))
    if any(len(flag) > MOST_FLAG for flag in tidy):
        raise Invalid("contacts.too_long", field="flags", most=MOST_FLAG)
    return tidy
