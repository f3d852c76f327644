"""Which words in braces may a text hold? And what the text reads with them filled in."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

TEXT_PLACEHOLDERS: Final = frozenset(
    {"centre_name", "queue_name", "reference", "next_opening", "wait_minutes"}
)
"""For what customers are told by the system."""

ANSWER_PLACEHOLDERS: Final = frozenset({"customer_name", "reference", "agent_name", "centre_name"})
"""For standard answers, which a person sends."""

_BRACES: Final = re.compile(r"\{([^{}\n]{0,60})\}")


def placeholders_in(text: str) -> Iterator[str]:
    """Yield what stands in braces in a text, known or not.

    Parameters
    ----------
    text : str
        A text with placeholders such as ``{reference}``.

    Yields
    ------
    str
        The word between two braces, in order of appearance.
    """
    for found in _BRACES.finditer(text):
        yield found[1].strip()


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders replaced.

    Parameters
    ----------
    text : str
        A text with placeholders.
    values : mapping of str to str
        What to put in; a placeholder that is not among them stays as it is written, so that
        whoever sends the text sees what is lacking.

    Returns
    -------
    str
        The text; what was put in is not looked at again.
    """
    return _BRACES.sub(lambda found: values.get(found[1].strip(), found[0]), text)
