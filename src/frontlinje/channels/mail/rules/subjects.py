"""Is a subject that of an answer, and to what? Mail programs put words before it, in any tongue."""

import re

_ANSWER = r"re|sv|vs|svar|aw|antw|antwort"
_FORWARD = r"fw|fwd|vb|vl|wg|tr|videresendt|vidarebefordrat"
_MACHINE = (
    r"automatisk svar|autosvar|automatiskt svar|automatic reply|auto|autoreply|"
    r"out of office|fravær|frånvaro|fraværsmelding|frånvaromeddelande"
)
_ANSWERED = re.compile(rf"\s*(?:{_ANSWER})\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\s*(?:{_ANSWER}|{_FORWARD}|{_MACHINE})\s*(?:\[\d+\]|\(\d+\))?\s*:", re.IGNORECASE
)
_MARK = re.compile(r"\s*\[(?:ext|extern|ekstern|external)\]\s*:?", re.IGNORECASE)


def is_answer(subject: str) -> bool:
    """Say whether a subject begins as that of an answer does.

    Parameters
    ----------
    subject : str
        As written.

    Returns
    -------
    bool
        Whether a mail program has written «Re:», «SV:», «VS:», «Svar:» or the like before it.

    Examples
    --------
    >>> is_answer("SV: Faktura"), is_answer("Svar på faktura")
    (True, False)
    """
    return _ANSWERED.match(subject) is not None


def bare_subject(subject: str) -> str:
    """Return a subject without what mail programs put before it, to be compared with others.

    Parameters
    ----------
    subject : str
        As written.

    Returns
    -------
    str
        In lower case, with single blanks; empty when there is nothing else.

    Examples
    --------
    >>> bare_subject("[EKSTERN] SV: VS: Re[2]:  Faktura  12")
    'faktura 12'
    >>> bare_subject("Automatisk svar: Faktura 12")
    'faktura 12'
    """
    rest = 0
    while found := _BEFORE.match(subject, rest) or _MARK.match(subject, rest):
        rest = found.end()
    return " ".join(subject[rest:].split()).casefold()


def has_words_before(subject: str) -> bool:
    """Say whether a mail program has written anything before a subject.

    Parameters
    ----------
    subject : str
        As written.

    Returns
    -------
    bool
        Whether it is an answer, forwarded, or the answer of a machine.

    Examples
    --------
    >>> has_words_before("VB: Faktura"), has_words_before("Faktura")
    (True, False)
    """
    marks = _MARK.match(subject)
    return _BEFORE.match(subject, marks.end() if marks else 0) is not None
