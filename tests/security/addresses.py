"""Which addresses does Frontlinje answer, and for whom does each say it is? Several tests ask."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from frontlinje.base.ids import uuid7
from frontlinje.config.api import ROOT, operations
from frontlinje.people.models import User

UNDECLARED = {
    "api/v1/": "the root of the API: the library's own address, which shows nothing",
}
"""Addresses that cannot say for whom they are, each with the reason why that is no hole."""

_UUID = str(uuid7())
_SAMPLES = {"uuid": _UUID, "uuidstr": _UUID, "int": "999999"}
_PARAMETER = re.compile(r"[<{](?:(?P<converter>\w+):)?(?P<name>\w+)[>}]")


@dataclass(frozen=True, slots=True)
class Address:
    """One address and what it says of itself."""

    route: str
    permission: str | None
    methods: tuple[str, ...]

    @property
    def path(self) -> str:
        """Return a path that leads to the view, with things that do not exist."""
        return self.path_to({})

    def path_to(self, things: Mapping[str, object]) -> str:
        """Return a path that leads to these things, by the names of the parameters."""

        def value(parameter: re.Match[str]) -> str:
            sample = _SAMPLES.get(parameter["converter"], "x")
            return str(things.get(parameter["name"], sample))

        return "/" + _PARAMETER.sub(value, self.route).lstrip("/")

    @property
    def parameters(self) -> set[str]:
        """Return the names of the parameters."""
        return {match["name"] for match in _PARAMETER.finditer(self.route)}


def every_address() -> list[Address]:
    """Return all addresses: those of the pages and the operations of the API."""
    pages = list(_below("", get_resolver().url_patterns))
    api = [Address(ROOT + o.path, o.permission, (o.method,)) for o in operations()]
    return pages + api


def walk(browser_of: Callable[[User], Client], user: User) -> Iterator[tuple[Address, Client]]:
    """Yield every address that says for whom it is, with a browser in which somebody is signed in.

    To sign in takes as long as to look at a page, so only what may sign out has one of its own.
    """
    usual = browser_of(user)
    for address in every_address():
        if address.route not in UNDECLARED:
            yield address, browser_of(user) if address.route.startswith("account/") else usual
    assert SESSION_KEY in usual.session, "an address has signed out, and the walk proved nothing"


def _below(prefix: str, patterns: list[URLPattern | URLResolver]) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _below(route, pattern.url_patterns)
        elif not route.startswith("api/") or route in UNDECLARED:
            permission = getattr(pattern.callback, "permission", None)
            yield Address(route, permission, ("GET", "POST"))
