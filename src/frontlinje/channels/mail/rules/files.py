"""What is an attached file called? And: is it a picture that a browser may show as one.

A name is for people; the bytes are kept under their hash, whatever they are called.
"""

import mimetypes
import re

_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f/\\:*?\"<>|\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,58}/[a-z0-9][a-z0-9!#$&^_.+-]{0,58}")
_LONGEST = 120
_PICTURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
)
PLAIN_TYPE = "application/octet-stream"


def safe_name(name: str, *, content_type: str, number: int) -> str:
    """Return a name that can be shown and saved anywhere.

    Parameters
    ----------
    name : str
        What the mail calls the file; may be empty, a path, or made to deceive.
    content_type : str
        Gives the ending when there is no name.
    number : int
        Which file of the mail it is, from 1.

    Returns
    -------
    str
        Without paths, control characters and marks that turn the writing direction; at most 120
        characters, the ending kept.

    Examples
    --------
    >>> safe_name("../../etc/passwd", content_type="text/plain", number=1)
    'passwd'
    >>> safe_name("", content_type="image/png", number=2)
    'file-2.png'
    """
    last = re.split(r"[/\\]", name)[-1]
    clean = " ".join(_UNSAFE.sub("", last).split()).strip(". ")
    if not clean:
        return f"file-{number}{mimetypes.guess_extension(content_type) or '.bin'}"
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > 10:
        return clean[:_LONGEST]
    return f"{stem[: _LONGEST - len(ending) - 1]}.{ending}"


def safe_type(content_type: str) -> str:
    """Return a content type, or the one that promises nothing.

    Parameters
    ----------
    content_type : str
        What the mail says.

    Returns
    -------
    str
        In lower case, at most 119 characters.
    """
    lowered = content_type.lower()
    return lowered if _TYPE.fullmatch(lowered) else PLAIN_TYPE


def picture_type(body: bytes) -> str:
    """Return which kind of picture the bytes are, by what they are and not by what they say.

    Parameters
    ----------
    body : bytes
        The file, or its beginning.

    Returns
    -------
    str
        A content type; empty for anything but PNG, JPEG, GIF and WebP.
    """
    return next((kind for mark, kind in _PICTURES if mark.match(body)), "")
