"""Which screens are looked at? One entry each: its URL name, who looks, what must be there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from frontlinje.people.tests.cast import Cast

Prepare = Callable[[Cast], Mapping[str, object] | None]


@dataclass(frozen=True)
class Screen:
    """A screen: ``who`` is one of the cast, or nobody; ``prepare`` may return URL arguments."""

    url_name: str
    who: str = ""
    prepare: Prepare | None = None
    name: str = ""
    """How the pictures are called, when the URL name does not say enough."""

    def __str__(self) -> str:
        return self.name or self.url_name.replace(":", "-")


def _olav_has_a_password(cast: Cast) -> None:
    cast.olav.set_password("seven calm reindeer")
    cast.olav.save()


SCREENS = [
    Screen("account_login"),
    Screen("account_logout", "nina"),
    Screen("account_reauthenticate", "olav", _olav_has_a_password),
    Screen("account_change_password", "olav", _olav_has_a_password),
    Screen("mfa_index", "nina"),
    Screen("usersessions_list", "nina"),
]
