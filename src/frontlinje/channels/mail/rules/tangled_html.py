"""Is this HTML made to keep us busy? What is nested too deep takes too long to sanitise.

Time and size grow with the product of what is open and what follows; so that is what is counted.
"""

import re

DEEPEST = 300
"""Elements open inside each other; newsletters reach forty."""

MOST_DEPTH = 3_000_000
"""Depth added up over all tags; a long newsletter comes to half a million."""

MOST_STYLED = 300_000
"""The same for elements that a browser opens again wherever they were left open (``<b>``)."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_ENDS_BY_ITSELF = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr", "p", "li", "dd", "dt", "tr", "td", "th", "option"),
        *("tbody", "thead", "tfoot", "colgroup", "html", "head", "body"),
    }
)
_STYLES = frozenset(
    {
        "a",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "nobr",
        "s",
        "small",
        "strike",
        "strong",
        "tt",
        "u",
    }
)
_UNSEEN = re.compile(r"<(/?)(script|style|title)\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]{0,5000}>")


def is_too_tangled(html: str) -> bool:
    """Say whether elements are open inside each other deeper than any honest mail.

    Parameters
    ----------
    html : str
        From a mail.

    Returns
    -------
    bool
        Counted by tags alone, without knowing the rules of HTML; elements whose end may be left
        out are not counted.
    """
    depth = styled = all_depth = all_styled = 0
    for slash, name in _TAG.findall(html):
        tag, step = name.lower(), -1 if slash else 1
        if tag in _STYLES:
            styled = max(0, styled + step)
        if tag not in _ENDS_BY_ITSELF:
            depth = max(0, depth + step)
        all_depth += depth
        all_styled += styled
        if depth > DEEPEST or all_depth > MOST_DEPTH or all_styled > MOST_STYLED:
            return True
    return False


def text_of_tangled(html: str) -> str:
    """Return what is left of HTML when everything that looks like a tag is cut out.

    Parameters
    ----------
    html : str
        From a mail.

    Returns
    -------
    str
        Plain text, not HTML: it is escaped wherever it is shown.
    """
    bare = _ANY_TAG.sub(" ", _without_unseen(html))
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[ \t]+", " ", bare)).strip()


def _without_unseen(html: str) -> str:
    """Cut out what lies between the tags of a script or style and the next one that closes any."""
    pieces: list[str] = []
    seen_to, is_hidden = 0, False
    for tag in _UNSEEN.finditer(html):
        if is_hidden and tag[1]:
            seen_to, is_hidden = tag.start(), False
        elif not is_hidden and not tag[1]:
            pieces.append(html[seen_to : tag.start()])
            is_hidden = True
    if not is_hidden:
        pieces.append(html[seen_to:])
    return " ".join(pieces)
