"""How is a measure said in three languages? Pieces of text put together, without any framework."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from frontlinje.centre.rules.fields import CHANNELS, LANGUAGES, ChannelCode, Language, Name

MOST: Final = 120
"""Characters that a name may have."""
_LISTED: Final = 3
"""Things that a list names; the others it counts."""

CHANNEL_NAMES: Final[Mapping[ChannelCode, Name]] = {
    "phone": Name(nb="telefon", sv="telefon", en="phone"),
    "mail": Name(nb="e-post", sv="e-post", en="e-mail"),
    "chat": Name(nb="chat", sv="chatt", en="chat"),
    "web": Name(nb="nettskjema", sv="webbformulär", en="web form"),
    "paper": Name(nb="brev", sv="brev", en="letter"),
    "visit": Name(nb="besøk", sv="besök", en="visit"),
}
ALL_CHANNELS: Final = Name(nb="alle kanaler", sv="alla kanaler", en="all channels")
_AND: Final = Name(nb="og", sv="och", en="and")
_MORE: Final = Name(nb="{n} til", sv="{n} till", en="{n} more")


def in_three(*, nb: str, sv: str, en: str, **filled: Name | str | float) -> Name:
    """Return words in every language with their places filled in.

    Parameters
    ----------
    nb, sv, en : str
        The words, with places in braces.
    **filled : Name, str or float
        What stands there; a name in each language's own wording.

    Returns
    -------
    Name
        Cut to the length of a name.
    """
    templates: dict[Language, str] = {"nb": nb, "sv": sv, "en": en}
    return Name(
        **{
            language: _cut(
                template.format(**{word: _in(value, language) for word, value in filled.items()})
            )
            for language, template in templates.items()
        }
    )


def _in(value: Name | str | float, language: Language) -> str | float:
    return value.in_language(language) if isinstance(value, Name) else value


def _cut(text: str) -> str:
    return text if len(text) <= MOST else text[: MOST - 1].rstrip() + "…"


def sentence(*, nb: str, sv: str, en: str, **filled: Name | str | float) -> Name:
    """Return the same as ``in_three``, begun with a capital letter.

    Parameters
    ----------
    nb, sv, en : str
        The words, with places in braces.
    **filled : Name, str or float
        What stands there.

    Returns
    -------
    Name
        In every language.
    """
    said = in_three(nb=nb, sv=sv, en=en, **filled)
    return Name(**{language: text[:1].upper() + text[1:] for language, text in said})


def listed(names: Sequence[Name]) -> Name:
    """Return several names as one: «a, b and c», or «a, b, c and 4 more».

    Parameters
    ----------
    names : sequence of Name
        At least one.

    Returns
    -------
    Name
        In every language.
    """
    said: dict[str, str] = {}
    for language in LANGUAGES:
        words = [name.in_language(language) for name in names[:_LISTED]]
        if len(names) > _LISTED:
            words.append(_MORE.in_language(language).format(n=len(names) - _LISTED))
        last = words.pop()
        together = ", ".join(words)
        said[language] = f"{together} {_AND.in_language(language)} {last}" if words else last
    return Name(**{language: text[:MOST] for language, text in said.items()})


def channel_names(codes: Iterable[ChannelCode]) -> Name:
    """Return channels in words.

    Parameters
    ----------
    codes : iterable of str
        None of them stands for all.

    Returns
    -------
    Name
        In the usual order of channels, or in that of a sequence.
    """
    given = list(codes) if isinstance(codes, Sequence) else [c for c in CHANNELS if c in set(codes)]
    return listed([CHANNEL_NAMES[code] for code in given]) if given else ALL_CHANNELS


def span(seconds: float) -> str:
    """Return a length of time that is the same in all three languages.

    Parameters
    ----------
    seconds : float
        At least 0.

    Returns
    -------
    str
        Such as ``20 s``, ``5 min`` or ``1 h 30 min``.

    Examples
    --------
    >>> span(5400), span(20), span(0)
    ('1 h 30 min', '20 s', '0 s')
    """
    minutes, rest_s = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (rest_s, "s")]
    return " ".join(f"{n} {unit}" for n, unit in parts if n) or "0 s"
