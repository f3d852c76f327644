"""What do we know of a customer? One frozen value for forms, imports, merges and the ledger."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFacts:
    """Everything that describes a customer; phones are E.164 and addresses in lower case."""

    name: str
    number: str = ""
    is_organisation: bool = False
    address: str = ""
    postal_code: str = ""
    place: str = ""
    language: str = ""
    flags: tuple[str, ...] = ()
    weight: int = 0
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


LISTS = ("flags", "phones", "emails")
"""The facts there can be several of."""

NAMES = tuple(field.name for field in fields(CustomerFacts))


def plain_facts(facts: CustomerFacts) -> dict[str, Any]:
    """Return the facts as JSON can carry them.

    Parameters
    ----------
    facts : CustomerFacts
        Any.

    Returns
    -------
    dict
        Field by field, tuples as lists.
    """
    return {name: list(value) if name in LISTS else value for name, value in asdict(facts).items()}


def facts_from(plain: Mapping[str, Any]) -> CustomerFacts:
    """Return the facts that ``plain_facts`` wrote.

    Parameters
    ----------
    plain : Mapping
        Field by field.

    Returns
    -------
    CustomerFacts
        The same facts.
    """
    values: dict[str, Any] = {name: plain[name] for name in NAMES if name in plain}
    values |= {name: tuple(values[name]) for name in LISTS if name in values}
    return CustomerFacts(**values)


def differences(
    before: CustomerFacts, after: CustomerFacts
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what changed, as it was and as it became.

    Parameters
    ----------
    before, after : CustomerFacts
        Two states of one customer.

    Returns
    -------
    tuple of dict
        The changed fields only, before and after; both empty when nothing changed.
    """
    was, became = plain_facts(before), plain_facts(after)
    changed = [name for name in NAMES if was[name] != became[name]]
    return {name: was[name] for name in changed}, {name: became[name] for name in changed}


def fingerprint(facts: CustomerFacts) -> str:
    """Return a short text that is the same only while the facts are.

    Parameters
    ----------
    facts : CustomerFacts
        What a form was filled with.

    Returns
    -------
    str
        16 hexadecimal characters, to be sent along and compared when the form comes back.
    """
    text = json.dumps(plain_facts(facts), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
