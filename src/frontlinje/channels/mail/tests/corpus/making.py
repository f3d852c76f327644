"""How are the corpus' mails put together? A head, parts, and whatever is wrong with them."""

BODY = b"Hei, jeg lurer p\xc3\xa5 noe."


def mail(*headers: bytes, body: bytes = BODY) -> bytes:
    """Return a mail from Kari with these headers besides."""
    return b"\r\n".join([b"From: Kari <kari@example.net>", *headers, b"", body])


def part(*headers: bytes, body: bytes = b"x") -> bytes:
    """Return one part of a multipart, with the line of boundary ``b`` before it."""
    return b"\r\n".join([b"--b", *headers, b"", body, b""])


def parts(kind: bytes, *pieces: bytes, end: bytes = b"--b--\r\n", more: bytes = b"") -> bytes:
    """Return a mail of these parts under the boundary ``b``."""
    head = b"From: Kari <kari@example.net>\r\n" + more
    return head + b"Content-Type: " + kind + b'; boundary="b"\r\n\r\n' + b"".join(pieces) + end


TEXT = part(b"Content-Type: text/plain; charset=utf-8", body=BODY)
