"""Does a system of the centre's answer? One try of each kind, with the standard library alone.

Only what somebody entered is tried: nothing is followed elsewhere, no password is sent, and no
answer is kept. Every try ends within its time, whatever the other side does.
"""

import http.client
import imaplib
import shutil
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from math import floor
from secrets import token_hex

from frontlinje.continuity.rules.probes import ProbeKind, ProbeSettings, Target, Tried

_MOST_READ = 512 * 1024
_USER_AGENT = "Frontlinje"


class _Failed(Exception):
    """The try found something wrong."""

    def __init__(self, code: str, detail: object = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, str(detail)[:400]


def try_probe(kind: ProbeKind, target: Target, settings: ProbeSettings, *, at: datetime) -> Tried:
    """Try something once, and say what is wrong if anything is; never raises."""
    started = time.monotonic()
    try:
        _TRIES[kind](target, settings, at)
    except _Failed as failed:
        return Tried(False, time.monotonic() - started, failed.code, failed.detail)
    except Exception as error:
        code, detail = _told(error)
        return Tried(False, time.monotonic() - started, code, detail[:400])
    return Tried(True, time.monotonic() - started)


def _told(error: Exception) -> tuple[str, str]:
    """Return the code for what a library says, and the words that may help."""
    match error:
        case ssl.SSLCertVerificationError():
            if error.verify_code == 10:
                return "continuity.probe_certificate_expired", ""
            return "continuity.probe_certificate_untrusted", error.verify_message
        case ssl.SSLError():
            return "continuity.probe_no_encryption", error.reason or ""
        case socket.gaierror():
            return "continuity.probe_no_address", ""
        case TimeoutError():
            return "continuity.probe_timed_out", ""
        case ConnectionRefusedError():
            return "continuity.probe_refused", ""
        case smtplib.SMTPResponseException():
            return "continuity.probe_turned_away", str(error.smtp_code)
        case (
            ConnectionError() | smtplib.SMTPServerDisconnected() | http.client.RemoteDisconnected()
        ):
            return "continuity.probe_hung_up", ""
        case imaplib.IMAP4.error() | smtplib.SMTPException() | http.client.HTTPException():
            return "continuity.probe_other_answer", ""
        case OSError():
            return "continuity.probe_unreachable", error.strerror or ""
    return "continuity.probe_other_answer", type(error).__name__


def _http(target: Target, settings: ProbeSettings, at: datetime) -> None:
    ends = time.monotonic() + settings.timeout_s
    connection: http.client.HTTPConnection
    if target.is_https:
        connection = http.client.HTTPSConnection(
            target.host,
            target.port,
            timeout=settings.timeout_s,
            context=ssl.create_default_context(),
        )
    else:
        connection = http.client.HTTPConnection(
            target.host, target.port, timeout=settings.timeout_s
        )
    with closing(connection):
        headers = {"User-Agent": _USER_AGENT, "Connection": "close", "Accept": "*/*"}
        connection.request("GET", target.path, headers=headers)
        answer = connection.getresponse()
        if answer.status >= 400:
            raise _Failed("continuity.probe_bad_status", answer.status)
        if settings.contains and not _has(answer, settings.contains, ends):
            raise _Failed("continuity.probe_words_missing", settings.contains)


def _has(answer: http.client.HTTPResponse, words: str, ends: float) -> bool:
    body = b""
    while len(body) < _MOST_READ:
        if time.monotonic() > ends:
            raise TimeoutError
        piece = answer.read1(64 * 1024)
        if not piece:
            break
        body += piece
        if words.encode() in body:
            return True
    return words in body.decode(answer.headers.get_content_charset("utf-8"), "replace")


def _tcp(target: Target, settings: ProbeSettings, at: datetime) -> None:
    socket.create_connection((target.host, target.port), settings.timeout_s).close()


def _smtp(target: Target, settings: ProbeSettings, at: datetime) -> None:
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if settings.encryption == "tls":
        server = smtplib.SMTP_SSL(
            target.host, target.port, timeout=settings.timeout_s, context=context
        )
    else:
        server = smtplib.SMTP(target.host, target.port, timeout=settings.timeout_s)
    try:
        code, _words = server.ehlo()
        if code != 250:
            raise _Failed("continuity.probe_turned_away", code)
        if settings.encryption == "starttls":
            server.starttls(context=context)
        code, _words = server.noop()
        if code != 250:
            raise _Failed("continuity.probe_turned_away", code)
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
    finally:
        server.close()


def _imap(target: Target, settings: ProbeSettings, at: datetime) -> None:
    context = ssl.create_default_context()
    server: imaplib.IMAP4
    if settings.encryption == "tls":
        server = imaplib.IMAP4_SSL(
            target.host, target.port, ssl_context=context, timeout=settings.timeout_s
        )
    else:
        server = imaplib.IMAP4(target.host, target.port, timeout=settings.timeout_s)
    try:
        if settings.encryption == "starttls":
            server.starttls(ssl_context=context)
        said, _words = server.noop()
        if said != "OK":
            raise _Failed("continuity.probe_turned_away", said)
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()
    finally:
        with suppress(OSError):
            server.shutdown()


def _sip(target: Target, settings: ProbeSettings, at: datetime) -> None:
    is_udp = settings.transport == "udp"
    kind = socket.SOCK_DGRAM if is_udp else socket.SOCK_STREAM
    family, _kind, _proto, _name, address = socket.getaddrinfo(target.host, target.port, type=kind)[
        0
    ]
    with socket.socket(family, kind) as line:
        line.settimeout(settings.timeout_s)
        line.connect(address)
        asked = _options(target, settings.transport, line.getsockname())
        ends = time.monotonic() + settings.timeout_s
        answer = _asked_again(line, asked, ends) if is_udp else _asked(line, asked, ends)
    first = answer.split(b"\r\n", 1)[0].split(b" ", 2)
    if len(first) < 2 or first[0] != b"SIP/2.0" or not first[1].isdigit():
        raise _Failed("continuity.probe_other_answer")
    # That it answers is what counts: many refuse OPTIONS (405) or ask who we are (401).
    if int(first[1]) >= 500 or int(first[1]) == 408:
        raise _Failed("continuity.probe_turned_away", int(first[1]))


def _options(target: Target, transport: str, own: tuple[str, int]) -> bytes:
    """Return the question «what can you do?» (RFC 3261, 11)."""
    host = f"[{target.host}]" if ":" in target.host else target.host
    here = f"[{own[0]}]:{own[1]}" if ":" in own[0] else f"{own[0]}:{own[1]}"
    lines = (
        f"OPTIONS sip:{host}:{target.port};transport={transport} SIP/2.0",
        f"Via: SIP/2.0/{transport.upper()} {here};branch=z9hG4bK{token_hex(8)};rport",
        "Max-Forwards: 70",
        f"From: <sip:frontlinje@{here}>;tag={token_hex(4)}",
        f"To: <sip:{host}:{target.port}>",
        f"Call-ID: {token_hex(12)}",
        "CSeq: 1 OPTIONS",
        f"Contact: <sip:frontlinje@{here};transport={transport}>",
        "Accept: application/sdp",
        f"User-Agent: {_USER_AGENT}",
        "Content-Length: 0",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


def _asked_again(line: socket.socket, asked: bytes, ends: float) -> bytes:
    """Ask by datagrams, which get lost: again after half a second, then twice as late each time."""
    pause_s = 0.5
    while (left_s := ends - time.monotonic()) > 0:
        line.send(asked)
        line.settimeout(min(pause_s, left_s))
        with suppress(TimeoutError):
            return line.recv(4096)
        pause_s *= 2
    raise TimeoutError


def _asked(line: socket.socket, asked: bytes, ends: float) -> bytes:
    line.sendall(asked)
    answer = b""
    while b"\r\n" not in answer and len(answer) < 4096:
        line.settimeout(max(0.01, ends - time.monotonic()))
        piece = line.recv(4096)
        if not piece:
            raise ConnectionResetError
        answer += piece
        if time.monotonic() > ends:
            raise TimeoutError
    return answer


def _certificate(target: Target, settings: ProbeSettings, at: datetime) -> None:
    context = ssl.create_default_context()
    address = (target.host, target.port)
    with (
        socket.create_connection(address, settings.timeout_s) as plain,
        context.wrap_socket(plain, server_hostname=target.host) as line,
    ):
        certificate = line.getpeercert() or {}
    ends_at = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    left = ends_at - at
    if left < timedelta(days=settings.least_days):
        raise _Failed("continuity.probe_certificate_ends", max(0, left.days))


def _disk(target: Target, settings: ProbeSettings, at: datetime) -> None:
    try:
        disk = shutil.disk_usage(target.path)
    except FileNotFoundError:
        raise _Failed("continuity.probe_no_folder", target.path) from None
    # As the operating system counts: what is kept back for the administrator is not free.
    free_percent = 100 * disk.free / max(1, disk.used + disk.free)
    if free_percent < settings.least_free_percent:
        raise _Failed("continuity.probe_disk_full", floor(free_percent))


_TRIES: dict[ProbeKind, Callable[[Target, ProbeSettings, datetime], None]] = {
    ProbeKind.HTTP: _http,
    ProbeKind.TCP: _tcp,
    ProbeKind.SMTP: _smtp,
    ProbeKind.IMAP: _imap,
    ProbeKind.SIP: _sip,
    ProbeKind.CERTIFICATE: _certificate,
    ProbeKind.DISK: _disk,
}
