"""What do people call a contact or a case on the phone? Ten letters and digits, hard to mishear."""

from uuid import UUID

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 10
_HEARD = str.maketrans("OIL", "011", "- ")


def reference_of(identifier: UUID) -> str:
    """Return the reference that belongs to an id.

    Parameters
    ----------
    identifier : UUID
        A UUIDv7; its last 50 bits are random.

    Returns
    -------
    str
        Two groups of five characters of Crockford's base 32 (no I, L, O, U).

    Notes
    -----
    Two of a million references collide with a probability of about 0.0004; the column is unique,
    so a collision is refused and tried again, never shared.

    Examples
    --------
    >>> reference_of(UUID("01890a5d-ac96-774b-bcce-b302099a8057"))
    'NK084-SN02Q'
    """
    bits = identifier.int & ((1 << (5 * _LENGTH)) - 1)
    letters = "".join(_ALPHABET[(bits >> (5 * i)) & 31] for i in reversed(range(_LENGTH)))
    return f"{letters[:5]}-{letters[5:]}"


def read_reference(text: str) -> str:
    """Return a reference as it is stored, from what somebody typed or heard.

    Parameters
    ----------
    text : str
        For example ``"pk6o9 k5o55"``: any case, with or without the dash, O for 0, I or L for 1.

    Returns
    -------
    str
        The stored form, or an empty string when it cannot be one.
    """
    letters = text.upper().translate(_HEARD)
    if len(letters) != _LENGTH or any(letter not in _ALPHABET for letter in letters):
        return ""
    return f"{letters[:5]}-{letters[5:]}"
