"""What does the mail of a customer centre look like? Drawn by chance, the same for the same seed.

Six of ten mails are a few lines of text, three have the sender's layout as well, with what was
quoted below, and one has a picture or a document.
"""

from base64 import encodebytes
from collections.abc import Iterator
from random import Random

_SAID = (
    "hei jeg lurer på når pengene kommer fordi oppgjøret for mai ikke stemmer med det som står på "
    "min side og jeg har ventet i flere dager uten å få svar kan dere se på det takk hilsen"
)
_FIRST, _LAST = "Kari Ola Per Åse Bjørn Liv Marit Øyvind", "Moen Lund Bakken Hagen Eide"
WORDS, FIRST, LAST = _SAID.split(), _FIRST.split(), _LAST.split()


def natural_mails(n: int, *, seed: int, to: str, senders: int = 2000) -> Iterator[bytes]:
    """Yield mails with Message-IDs of their own."""
    draw = Random(seed)
    for number in range(n):
        sender = draw.randrange(senders)
        yield _mail(draw, number, seed, f"kunde{sender}@example.net", to)


def _mail(draw: Random, number: int, seed: int, sender: str, to: str) -> bytes:
    head = [
        f"Return-Path: <{sender}>",
        f"Received: from mx{draw.randrange(9)}.example.net by mail.example.org; "
        "Mon, 5 Jan 2026 08:00:00 +0100",
        "DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=s1; b=" + "A" * 340,
        f"From: {draw.choice(FIRST)} {draw.choice(LAST)} <{sender}>",
        f"To: {to}",
        f"Subject: =?utf-8?q?Sp=C3=B8rsm=C3=A5l_{draw.randrange(10**6)}?=",
        f"Message-ID: <{seed}.{number}@example.net>",
        "Date: Mon, 5 Jan 2026 08:00:00 +0100",
        "MIME-Version: 1.0",
    ]
    kind = draw.random()
    text = _text(draw, int(draw.lognormvariate(4.4, 0.7)))
    if kind < 0.6:
        return _joined([*head, *_part("text/plain", text)])
    both = _multipart(
        "alternative", [_part("text/plain", text), _part("text/html", _html(draw, text))]
    )
    if kind < 0.9:
        return _joined([*head, *both])
    size = int(min(2_000_000, draw.lognormvariate(11.3, 1.0)))
    file = encodebytes(draw.randbytes(size)).decode().splitlines()
    attached = [
        'Content-Type: application/pdf; name="kvittering.pdf"',
        'Content-Disposition: attachment; filename="kvittering.pdf"',
        "Content-Transfer-Encoding: base64",
        "",
        *file,
    ]
    return _joined([*head, *_multipart("mixed", [both, attached])])


def _text(draw: Random, words: int) -> str:
    said = [draw.choice(WORDS) for _ in range(max(3, words))]
    lines = [" ".join(said[at : at + 12]) for at in range(0, len(said), 12)]
    return "\r\n".join(lines)


def _html(draw: Random, text: str) -> str:
    style = "font-family:Calibri,sans-serif;font-size:11pt;color:#1f497d;margin:0cm"
    said = "".join(
        f'<p style="{style}"><span lang="NO">{line}</span></p>\r\n' for line in text.splitlines()
    )
    quoted = "".join(
        f'<div style="{style}">{_text(draw, 40)}</div>\r\n' for _ in range(draw.randrange(25))
    )
    head = f"<html><head><style>p {{{style}}}</style></head>"
    return f"{head}<body>{said}<blockquote>{quoted}</blockquote></body></html>"


def _part(kind: str, text: str) -> list[str]:
    return [
        f"Content-Type: {kind}; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        *text.splitlines(),
    ]


def _multipart(kind: str, parts: list[list[str]]) -> list[str]:
    mark = f"=_{kind}_7f3a"
    lines = [f'Content-Type: multipart/{kind}; boundary="{mark}"', ""]
    for part in parts:
        lines += [f"--{mark}", *part]
    return [*lines, f"--{mark}--"]


def _joined(lines: list[str]) -> bytes:
    return "\r\n".join([*lines, ""]).encode()
