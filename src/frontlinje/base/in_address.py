"""How does any text become a part of an address, and that part the text again?"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

_LONGEST = 200


def to_address(text: str) -> str:
    """Return a text as letters, digits, ``-`` and ``_``."""
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def from_address(part: str) -> str:
    """Return the text that ``to_address`` was given.

    Raises
    ------
    ValueError
        For what is no such part, or was longer than any that pages write.
    """
    cut = part[:_LONGEST]
    return urlsafe_b64decode(cut + "=" * (-len(cut) % 4)).decode()
