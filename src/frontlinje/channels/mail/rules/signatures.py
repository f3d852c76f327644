"""Where does a mail's signature begin? Below «Med vennlig hilsen» and the name, or after ``--``."""

import re
from collections.abc import Sequence

_DASHES = re.compile(r"--\s?")
_DEVICE = re.compile(
    r"\s*(?:sent from (?:my|outlook|mail|yahoo|proton)|get outlook for|"
    r"sendt fra (?:min|outlook|e-post|yahoo)|hent outlook|få outlook|last ned outlook|"
    r"skickat från (?:min|outlook|e-post|yahoo)|hämta outlook|"
    r"gesendet von (?:mein|outlook|mail)|von meinem \w+ gesendet|outlook für|"
    r"lähetetty (?:iphone|outlook|puhelim))",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*(?:(?:med )?(?:vennlig|venleg|venlig|beste|mange|hjertelig|god) (?:hilsen|helsing)|"
    r"hilsen|helsing|mvh|m\.v\.h\.?|dbh|vh|"
    r"(?:med )?(?:vänlig|bästa|många|god)a? hälsning(?:ar)?|hälsning(?:ar)?|"
    r"(?:best|kind|warm)?(?: (?:best|kind))? ?regards|yours (?:sincerely|faithfully)|"
    r"(?:mit )?(?:freundlichen?|besten?|vielen?|liebe) grü(?:ß|ss)en?|mfg|"
    r"ystävällisin terveisin|terveisin)\b",
    re.IGNORECASE,
)
_SMALL_PRINT = re.compile(
    r"konfidensiel|fortrolig|taushet|confidential|privileged|intended (?:only|solely)|"
    r"sekretess|konfidentiel|vertraulich|personopplysning|personuppgift|gdpr|miljø|environment|"
    r"https?://|www\.",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(r"\s*(?:p\.?\s?s\.?|nb|obs)\b", re.IGNORECASE)
_LONGEST_CLOSING = 60
_LONGEST_LINE = 70
"""Characters: addresses and titles are shorter, sentences longer."""

_MOST_LINES = 30
_LOOKED_AT = 90
"""Lines from the end; a closing further up is none."""


def signature_start(lines: Sequence[str]) -> int | None:
    """Return at which line the signature begins.

    Parameters
    ----------
    lines : sequence of str
        The writer's own words, to their end.

    Returns
    -------
    int or None
        None when there is none, or one so short that nothing is gained by folding it.

    Examples
    --------
    >>> signature_start(["Hei", "", "Mvh", "Kari", "Rådgiver", "Storgata 1", "0155 Oslo"])
    4
    """
    for number, line in enumerate(lines):
        if number > 0 and _DASHES.fullmatch(line.strip("\r\n")):
            return number
    for number in range(max(0, len(lines) - _LOOKED_AT), len(lines)):
        start = _start_at(lines, number)
        if start is not None:
            return start
    return None


def _start_at(lines: Sequence[str], number: int) -> int | None:
    line = lines[number][: _LONGEST_LINE + 1]
    if _DEVICE.match(line) and not _sentences(lines[number + 1 :]):
        return number
    if len(line.strip()) > _LONGEST_CLOSING or not _CLOSING.match(line):
        return None
    start = _after_name(lines, number)
    return start if _is_signature(lines[start:]) else None


def _after_name(lines: Sequence[str], closing: int) -> int:
    """Return the line after the closing and the name, which stay in sight."""
    found = _CLOSING.match(lines[closing])
    if found and any(letter.isalpha() for letter in lines[closing][found.end() :]):
        return closing + 1
    name = next((n for n in range(closing + 1, len(lines)) if lines[n].strip()), closing)
    return name + 1


def _is_signature(rest: Sequence[str]) -> bool:
    full = [line for line in rest if line.strip()]
    return 2 <= len(full) <= _MOST_LINES and not _sentences(rest)


def _sentences(lines: Sequence[str]) -> bool:
    """Say whether somebody goes on writing here."""
    return any(
        (len(line.strip()) > _LONGEST_LINE or "?" in line or _AFTERTHOUGHT.match(line))
        and not _SMALL_PRINT.search(line[:2000])
        for line in lines
    )
