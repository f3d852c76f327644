"""Is this a phone number or an e-mail address, and in which form is it kept? Everyone asks."""

import re

from frontlinje.base.errors import Invalid

COUNTRY_CODES = {"NO": "47", "SE": "46", "DK": "45", "FI": "358"}
"""Calling codes of the countries a centre can be in."""

TRUNK_ZERO = frozenset({"46", "358"})
"""Calling codes of countries where a national number is written with a zero in front."""

MOST_EMAIL = 254

_ADDRESS = re.compile(r"[^@\s<>\"',;:()\[\]\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_NOT_DIGITS = re.compile(r"[^0-9]")


def e164(text: str, country: str) -> str:
    """Return a phone number in the one form that we keep.

    Parameters
    ----------
    text : str
        As people write it: ``"22 33 44 55"``, ``"0047 22334455"``, ``"+46 (0)8-123 456"``.
    country : str
        ISO code of the country that is meant when none is written.

    Returns
    -------
    str
        For example ``"+4722334455"``.

    Raises
    ------
    Invalid
        ``contacts.not_a_phone`` when no such number can exist.

    Examples
    --------
    >>> e164("22 33 44 55", "NO"), e164("070-174 06 05", "SE")
    ('+4722334455', '+46701740605')
    """
    # Loaded when the first number is read: web processes that never do stay small.
    import phonenumbers

    try:
        number = phonenumbers.parse(text[:60].replace("(0)", ""), country)
    except phonenumbers.NumberParseException:
        raise Invalid("contacts.not_a_phone", field="phones", given=text[:60]) from None
    if number.extension or not phonenumbers.is_possible_number(number):
        raise Invalid("contacts.not_a_phone", field="phones", given=text[:60])
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def clean_email(text: str) -> str:
    """Return an e-mail address in the one form that we keep.

    Parameters
    ----------
    text : str
        As it was written.

    Returns
    -------
    str
        Lower case, without spaces around it.

    Raises
    ------
    Invalid
        ``contacts.not_an_email`` when it cannot be one.

    Examples
    --------
    >>> clean_email(" Kari.Nordmann@Example.ORG ")
    'kari.nordmann@example.org'
    """
    address = text.strip().lower()
    if len(address) > MOST_EMAIL or not _ADDRESS.fullmatch(address):
        raise Invalid("contacts.not_an_email", field="emails", given=text[:60])
    return address


def digits_of(text: str) -> str:
    """Return the digits of a text and nothing else.

    Parameters
    ----------
    text : str
        Anything.

    Returns
    -------
    str
        Digits 0 to 9.
    """
    return _NOT_DIGITS.sub("", text)


def shown_phone(number: str) -> str:
    """Return a number as people read it out.

    Parameters
    ----------
    number : str
        E.164, for example ``"+4722334455"``.

    Returns
    -------
    str
        With the country code and in groups: ``"+47 22 33 44 55"``; unchanged if not Nordic.

    Examples
    --------
    >>> shown_phone("+4722334455"), shown_phone("+46701740605")
    ('+47 22 33 44 55', '+46 70 174 06 05')
    """
    code = next((c for c in COUNTRY_CODES.values() if number.startswith(f"+{c}")), "")
    rest = number[len(code) + 1 :]
    if not code or len(rest) < 7:
        return number
    groups = [rest[max(0, end - 2) : end] for end in range(len(rest), 0, -2)][::-1]
    if code in TRUNK_ZERO:
        end = len(rest) - 4
        groups = [rest[:2], rest[2:end], rest[end : end + 2], rest[end + 2 :]]
    return " ".join([f"+{code}", *groups])


def ways_to_dial(number: str) -> list[str]:
    """Return every run of digits that people type when they look for a number.

    Parameters
    ----------
    number : str
        E.164.

    Returns
    -------
    list of str
        International, national, and national with its trunk zero where there is one.

    Examples
    --------
    >>> ways_to_dial("+46701740605")
    ['46701740605', '701740605', '0701740605']
    """
    digits = number.lstrip("+")
    code = next((c for c in COUNTRY_CODES.values() if digits.startswith(c)), "")
    if not code:
        return [digits]
    national = digits[len(code) :]
    return [digits, national, *(["0" + national] if code in TRUNK_ZERO else [])]
