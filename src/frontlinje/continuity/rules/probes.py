"""Which systems can be probed, where are they, and what is their state after many tries? Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import Field

from frontlinje.base.errors import Invalid
from frontlinje.centre.rules.fields import Section


class ProbeKind(StrEnum):
    """How something is tried."""

    HTTP = "http"
    TCP = "tcp"
    SMTP = "smtp"
    IMAP = "imap"
    SIP = "sip"
    CERTIFICATE = "certificate"
    DISK = "disk"
    JOBS = "jobs"


class ProbeSettings(Section):
    """What is asked of it; each kind uses its own."""

    timeout_s: Annotated[float, Field(ge=1, le=10)] = 5.0
    in_a_row: Annotated[int, Field(ge=1, le=20)] = 3
    """So many equal results in a row change the state."""
    contains: Annotated[str, Field(max_length=200)] = ""
    """Words that a page must have."""
    encryption: Literal["none", "starttls", "tls"] = "none"
    """Of a mail server."""
    transport: Literal["udp", "tcp"] = "udp"
    """Of a SIP server."""
    least_days: Annotated[int, Field(ge=1, le=365)] = 21
    """For which a certificate must still hold."""
    least_free_percent: Annotated[float, Field(gt=0, lt=100)] = 10.0
    """Of a disk."""
    longest_wait_s: Annotated[float, Field(ge=10, le=86400)] = 300.0
    """Of a job that is due."""


USED_BY: Final[dict[ProbeKind, tuple[str, ...]]] = {
    ProbeKind.HTTP: ("contains", "timeout_s"),
    ProbeKind.TCP: ("timeout_s",),
    ProbeKind.SMTP: ("encryption", "timeout_s"),
    ProbeKind.IMAP: ("encryption", "timeout_s"),
    ProbeKind.SIP: ("transport", "timeout_s"),
    ProbeKind.CERTIFICATE: ("least_days", "timeout_s"),
    ProbeKind.DISK: ("least_free_percent",),
    ProbeKind.JOBS: ("longest_wait_s",),
}
"""The settings that each kind heeds, ``in_a_row`` apart."""

_PORTS: Final[dict[ProbeKind, dict[str, int]]] = {
    ProbeKind.SMTP: {"none": 25, "starttls": 587, "tls": 465},
    ProbeKind.IMAP: {"none": 143, "starttls": 143, "tls": 993},
}
_DEFAULT_PORTS: Final = {ProbeKind.SIP: 5060, ProbeKind.CERTIFICATE: 443}
_HOST: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}")


@dataclass(frozen=True, slots=True)
class Target:
    """What is tried, taken apart."""

    host: str = ""
    port: int = 0
    path: str = ""
    """Of a page with its query, or of a folder."""
    is_https: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """What one try came to."""

    is_ok: bool
    took_s: float | None = None
    code: str = ""
    """What was wrong, as ``texts`` knows it."""
    detail: str = ""
    """The number or word that belongs to it."""


@dataclass(frozen=True, slots=True)
class ProbeState:
    """What is believed of a probe."""

    is_ok: bool | None = None
    n_in_a_row: int = 0
    """Results in a row that differ from ``is_ok``."""


def read_target(kind: ProbeKind, written: str, settings: ProbeSettings) -> Target:
    """Return what an address of something to be probed says.

    Parameters
    ----------
    kind : ProbeKind
        How it will be tried.
    written : str
        A web address, ``host:port``, a folder, or nothing for the queue of jobs.
    settings : ProbeSettings
        The encryption decides the port where none is written.

    Returns
    -------
    Target
        Taken apart.

    Raises
    ------
    Invalid
        ``continuity.probe_target_web``, ``…_host`` or ``…_folder``, on the field ``target``.
    """
    written = written.strip()
    match kind:
        case ProbeKind.HTTP:
            return _web(written)
        case ProbeKind.DISK:
            if not written.startswith("/") or "\0" in written:
                raise Invalid("continuity.probe_target_folder", field="target")
            return Target(path=written)
        case ProbeKind.JOBS:
            return Target()
        case _:
            ports = _PORTS.get(kind, {})
            return _server(written, ports.get(settings.encryption) or _DEFAULT_PORTS.get(kind, 0))


def _web(written: str) -> Target:
    wrong = Invalid("continuity.probe_target_web", field="target")
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        raise wrong from None
    host = parts.hostname or ""
    is_plain = written.isascii() and written.isprintable() and " " not in written
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or not is_plain:
        raise wrong
    if parts.username is not None:
        raise Invalid("continuity.probe_target_password", field="target")
    is_https = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(host, port or (443 if is_https else 80), path, is_https)


def _server(written: str, usual_port: int) -> Target:
    try:
        parts = urlsplit(f"//{written}")
        port, host = parts.port or usual_port, parts.hostname or ""
    except ValueError:
        host, port = "", 0
    is_whole = bool(host) and not (parts.path or parts.query or parts.fragment or parts.username)
    if not is_whole or not port or not _HOST.fullmatch(host):
        raise Invalid("continuity.probe_target_host", field="target")
    return Target(host, port)


def after_result(state: ProbeState, is_ok: bool, in_a_row: int) -> ProbeState:
    """Return the state of a probe after one more result.

    Parameters
    ----------
    state : ProbeState
        The state before.
    is_ok : bool
        The result.
    in_a_row : int
        How many equal results in a row change the state.

    Returns
    -------
    ProbeState
        The very first result decides at once: there is nothing yet to be calm about.
    """
    if state.is_ok is None:
        return ProbeState(is_ok)
    if is_ok == state.is_ok:
        return ProbeState(state.is_ok)
    n = state.n_in_a_row + 1
    return ProbeState(is_ok) if n >= in_a_row else ProbeState(state.is_ok, n)
