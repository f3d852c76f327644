"""Which settings come from the environment, and is each value usable? Asked by `settings.py`.

A wrong value stops the start with one line that names the variable, the value and the cure.
"""

import os
import shlex
from dataclasses import dataclass
from urllib.parse import urlsplit

from frontlinje.config.trouble import Trouble


class WrongSetting(Trouble):
    """A variable of the environment has a value that cannot be used."""


@dataclass(frozen=True)
class Setting:
    """One variable that was read; a test looks for it in the operating guide."""

    name: str
    default: str
    is_secret: bool


READ: dict[str, Setting] = {}
SCHEDULER = "the address of a scheduler, such as tls://10.0.0.5:8786"


def text(name: str, default: str = "", *, is_secret: bool = False) -> str:
    READ[name] = Setting(name, default, is_secret)
    return os.environ.get(name, "").strip() or default


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise WrongSetting(f"{name} is {value!r}, but must be one of: {', '.join(allowed)}.")
    return value


def flag(name: str, *, default: bool) -> bool:
    return choice(name, "yes" if default else "no", ("yes", "no")) == "yes"


def number(name: str, default: int, *, least: int, most: int) -> int:
    value = text(name, str(default))
    if not value.isdecimal() or not least <= int(value) <= most:
        raise WrongSetting(f"{name} is {value!r}, but must be a whole number {least}-{most}.")
    return int(value)


def words(name: str) -> list[str]:
    """Return the comma-separated values of a variable."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def scheduler(name: str) -> str | None:
    """Return the address of a cluster's scheduler; None when none is named."""
    value = text(name)
    if value and not is_scheduler(value):
        raise WrongSetting(f"{name} is {value!r}, but must be {SCHEDULER}.")
    return value or None


def is_scheduler(value: str) -> bool:
    """Say whether an address is one that a scheduler can have."""
    try:
        address = urlsplit(value)
        return address.scheme in ("tcp", "tls") and bool(address.hostname and address.port)
    except ValueError:
        return False


def command(name: str) -> list[str]:
    """Return the words of a command, split as a shell does."""
    value = text(name)
    try:
        return shlex.split(value)
    except ValueError as error:
        raise WrongSetting(f"{name} is {value!r}, but a quotation mark is missing.") from error
