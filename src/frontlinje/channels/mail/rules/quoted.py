"""Which lines of a mail are its own, and which are quoted or a signature? Folded, never deleted.

Line by line and in one pass, so that no mail can keep it busy. What it is unsure of is the
writer's own: to hide an answer is worse than to show a quotation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from frontlinje.channels.mail.rules.signatures import signature_start

_VERB = re.compile(r"\b(?:wrote|skrev|skreiv|schrieb|kirjoitti|skrifaði)\b", re.IGNORECASE)
_OURSELVES = re.compile(
    r"\b(?:skrev|skreiv|wrote|schrieb)\s+(?:jeg|eg|jag|vi|ich|wir|minä)\b|\bI\s+wrote\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"[\s*]*(?:(?:on|den|am|le)\s+)?(?:(?:mon|tue|wed|thu|fri|sat|sun|man|tir|tis|ons|tor|tors|fre|"
    r"lør|lör|søn|sön|mån|mo|di|mi|do|fr|sa|so|ma|ti|ke|to|pe|la|su)[a-zåäöø]*[.,]?\s+)?"
    r"(?:den\s+)?(?:\d{1,2}[./]\s?(?:\d|[a-z]{3})|\d{4}-\d\d|[a-z]{3,9} \d{1,2}, \d{4}|"
    r"\d{1,2}\.? (?:jan|feb|mar|mär|apr|ma[ijy]|jun|jul|aug|sep|o[kc]t|nov|de[cszt]))",
    re.IGNORECASE,
)
"""How «On Tue, 10 Mar 2026 at 12:00» begins."""

_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_SEPARATOR = re.compile(
    r"[\s>*]*-{3,}\s*(?:original message|opprinnelig melding|opphavleg melding|"
    r"oprindelig meddelelse|ursprungligt meddelande|originalmeddelande|ursprüngliche nachricht|"
    r"alkuperäinen viesti)\s*-{3,}\s*",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"forwarded message|videresendt (?:melding|e-post)|vidarebefordrat (?:meddelande|mejl)|"
    r"weitergeleitete nachricht|videresendt meddelelse|välitetty viesti",
    re.IGNORECASE,
)
_FIELD = re.compile(r"[\s>*|]*([A-Za-zÅÄÖÆØåäöæøü]{1,12})\s*\*?\s*:")
_FROM = frozenset({"from", "fra", "från", "frå", "von", "lähettäjä"})
_SUBJECT = frozenset({"subject", "emne", "ämne", "betreff", "aihe"})
_OTHERS = frozenset(
    {
        *("sent", "sendt", "skickat", "skickades", "gesendet", "lähetetty", "date", "dato"),
        *("datum", "to", "til", "till", "an", "vastaanottaja", "cc", "kopi", "kopia"),
    }
)
_RULE = re.compile(r"\s*[_-]{10,}\s*")
_LONGEST_LINE = 400
"""Characters of a line that are looked at."""

_SHORT_RUN = 6
"""Quoted lines with an answer below them stay in sight when they are no more than these."""


class Kind(StrEnum):
    """Whose words a piece of a mail is."""

    OWN = "own"
    SIGNATURE = "signature"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of one kind, from ``start`` to before ``end``."""

    kind: Kind
    start: int
    end: int


def pieces_of(lines: Sequence[str]) -> list[Piece]:
    """Return a mail in pieces: the writer's own words, a signature, what is quoted.

    Parameters
    ----------
    lines : sequence of str
        The lines of its text, with or without their line breaks.

    Returns
    -------
    list of Piece
        In order and without gaps. A mail that is nothing but a quotation, or that forwards
        something, is one piece of its own: there the quotation is the message.
    """
    found = _own_and_quoted(lines)
    own = [piece for piece in found if piece.kind is Kind.OWN]
    if not any(line.strip() for piece in own for line in lines[piece.start : piece.end]):
        return [Piece(Kind.OWN, 0, len(lines))] if lines else []
    last = own[-1]
    if any(
        line.strip() and piece.start > last.start and piece.kind is Kind.OWN
        for piece in found
        for line in lines[piece.start : piece.end]
    ):
        return found
    sign = signature_start(lines[last.start : last.end])
    if sign is None:
        return found
    cut = last.start + sign
    parts = [Piece(Kind.OWN, last.start, cut), Piece(Kind.SIGNATURE, cut, last.end)]
    at = found.index(last)
    return [*found[:at], *(part for part in parts if part.end > part.start), *found[at + 1 :]]


def _own_and_quoted(lines: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    own_from = line = 0
    while line < len(lines):
        end = _quotation_end(lines, line)
        if end is None:
            line += 1
            continue
        if not _is_worth_folding(lines, line, end):
            line = end
            continue
        if line > own_from:
            pieces.append(Piece(Kind.OWN, own_from, line))
        pieces.append(Piece(Kind.QUOTED, line, end))
        own_from = line = end
    if own_from < len(lines):
        pieces.append(Piece(Kind.OWN, own_from, len(lines)))
    return pieces


def _is_worth_folding(lines: Sequence[str], start: int, end: int) -> bool:
    """Say no to a few quoted lines that the writer answers right below."""
    is_last = end == len(lines) or not any(line.strip() for line in lines[end : end + 40])
    return is_last or end - start > _SHORT_RUN


def _quotation_end(lines: Sequence[str], at: int) -> int | None:
    """Return where a quotation that begins at this line ends; None when none begins here."""
    first = lines[at][:_LONGEST_LINE]
    if first.lstrip().startswith(">"):
        return _run_end(lines, at)
    told = _attribution_end(lines, at)
    if told is not None:
        start = _next_full(lines, told)
        if start is not None and lines[start].lstrip().startswith(">"):
            return _run_end(lines, start)
        return len(lines) if _is_sure(" ".join(lines[at:told])) else None
    if _SEPARATOR.fullmatch(first):
        return len(lines)
    head = at
    if _RULE.fullmatch(first):
        after = _next_full(lines, at + 1)
        head = at if after is None else after
    if not _is_header_block(lines, head):
        return None
    before = " ".join(lines[max(0, at - 3) : at])
    return None if _FORWARDED.search(before[-_LONGEST_LINE:]) else len(lines)


def _run_end(lines: Sequence[str], at: int) -> int:
    """Return where lines that begin with ``>`` end, with the empty ones between them."""
    end = at
    for number in range(at, len(lines)):
        stripped = lines[number].lstrip()
        if stripped.startswith(">"):
            end = number + 1
        elif stripped:
            break
    return end


def _attribution_end(lines: Sequence[str], at: int) -> int | None:
    """Return the line after «On …, somebody wrote:», which may be broken over three lines."""
    first = lines[at][:_LONGEST_LINE]
    is_dated = _DATED.match(first) is not None
    if not is_dated and not ("@" in first and _VERB.search(first)):
        return None
    whole = ""
    for end in range(at, min(at + (3 if is_dated else 1), len(lines))):
        part = lines[end][:_LONGEST_LINE].strip()
        if not part:
            return None
        whole = f"{whole} {part}"
        if part.endswith(":") and _VERB.search(whole):
            return None if _OURSELVES.search(whole) else end + 1
    return None


def _is_sure(attribution: str) -> bool:
    """Say whether what follows is quoted though no ``>`` says so."""
    return "@" in attribution or _TIME.search(attribution) is not None


def _next_full(lines: Sequence[str], at: int) -> int | None:
    return next((n for n in range(at, min(at + 4, len(lines))) if lines[n].strip()), None)


def _is_header_block(lines: Sequence[str], at: int) -> bool:
    """Say whether «From: … Sent: … To: … Subject: …» begins here, in some language."""
    if _field(lines[at]) not in _FROM:
        return False
    names = {_field(line) for line in lines[at + 1 : at + 10]}
    return bool(names & _SUBJECT) and bool(names & _OTHERS)


def _field(line: str) -> str:
    found = _FIELD.match(line[:_LONGEST_LINE])
    return found[1].lower() if found else ""
