"""Which mails are fetched together, for whom are they, when is a mailbox tried again? Pure.

A mail that is fetched has no envelope any more; what the last server wrote into it stands in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from frontlinje.channels.mail.rules.addresses import comparable

MOST_TOGETHER = 100
MOST_BYTES_TOGETHER = 4 * 2**20
_HEAD_READ = 64 * 1024
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(r"\r?\n[ \t]+")
_TO = re.compile(
    r"^(?:delivered-to|x-original-to|x?-?envelope-to|to|cc):(.{0,20000})$", re.I | re.M
)
_BACK = re.compile(r"^return-path:[ \t]*<?([^<>\s]{0,320})>?[ \t]*$", re.I | re.M)
_FROM = re.compile(r"^from:(.{0,2000})$", re.I | re.M)
_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]@]{1,64}@[^\s<>\"',;:()\[\]@]{1,190}")
_MOST_ADDRESSES = 200


class Pause(StrEnum):
    """What kind of trouble a mailbox is in, as far as the next attempt goes."""

    SOON = "soon"
    """A server or a line that is away."""
    LATER = "later"
    """A sign-in that was refused: trying often locks accounts."""


_SHORTEST_S = {Pause.SOON: 2.0, Pause.LATER: 60.0}
_LONGEST_S = {Pause.SOON: 60.0, Pause.LATER: 900.0}


def pause_s(kind: Pause, in_a_row: int) -> float:
    """Return how long to wait before a mailbox in trouble is tried again.

    Parameters
    ----------
    kind : Pause
        What kind of trouble it is.
    in_a_row : int
        How often it failed without having succeeded in between, from 1.

    Returns
    -------
    float
        Seconds: twice as long each time, up to a minute, or 15 after a refused sign-in.
    """
    return float(min(_SHORTEST_S[kind] * 2 ** min(in_a_row - 1, 20), _LONGEST_S[kind]))


def batches(sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """Yield the UIDs that are fetched together.

    Parameters
    ----------
    sizes : mapping of int to int
        UIDs and the bytes of their mails, in the order in which they are to come.

    Yields
    ------
    list of int
        At most 100 UIDs, and 4 MiB unless one mail alone has more.
    """
    batch: list[int] = []
    n_bytes = 0
    for uid, size in sizes.items():
        if batch and (len(batch) >= MOST_TOGETHER or n_bytes + size > MOST_BYTES_TOGETHER):
            yield batch
            batch, n_bytes = [], 0
        batch.append(uid)
        n_bytes += size
    if batch:
        yield batch


def uid_set(uids: Sequence[int]) -> str:
    """Return UIDs as IMAP writes them, in runs.

    Parameters
    ----------
    uids : sequence of int
        At least one.

    Returns
    -------
    str
        For example ``3:7,9``.
    """
    ordered = sorted(uids)
    begins = [ordered[0], *(b for a, b in pairwise(ordered) if b != a + 1)]
    ends = [*(a for a, b in pairwise(ordered) if b != a + 1), ordered[-1]]
    return ",".join(str(a) if a == b else f"{a}:{b}" for a, b in zip(begins, ends, strict=True))


def _head_of(raw: bytes) -> str:
    end = _END_OF_HEAD.search(raw[:_HEAD_READ])
    head = raw[: end.start() if end else _HEAD_READ]
    return _FOLD.sub(" ", head.decode("utf-8", "replace")).replace("\r", "").replace("\x00", "")


def addressed_to(raw: bytes) -> list[str]:
    """Return the addresses that a mail names as those it is for.

    Parameters
    ----------
    raw : bytes
        The mail; only its first 64 KiB are looked at.

    Returns
    -------
    list of str
        In the order of the headers, each once, at most 200.
    """
    named: dict[str, None] = {}
    for header in _TO.finditer(_head_of(raw)):
        for found in _ADDRESS.finditer(header[1]):
            named.setdefault(comparable(found[0]))
            if len(named) == _MOST_ADDRESSES:
                return list(named)
    return list(named)


def return_path(raw: bytes) -> str:
    """Return whom the envelope named as the sender.

    Parameters
    ----------
    raw : bytes
        The mail.

    Returns
    -------
    str
        From Return-Path; empty when that is the null one. Some servers keep none, which makes
        nobody a machine, so without it the address in From stands in.
    """
    head = _head_of(raw)
    back = _BACK.search(head)
    if back:
        return back[1]
    sender = _FROM.search(head)
    named = _ADDRESS.findall(sender[1]) if sender else []
    return str(named[-1]) if named else ""
