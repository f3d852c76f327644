"""Servers of the world outside, on this machine: each behaves as its test wants it to."""

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

Talk = Callable[[socket.socket], None]
"""What a server says on a connection that was made."""


@contextmanager
def running(server: socketserver.TCPServer) -> Iterator[int]:
    """Run a server in a thread of its own; yields its port."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield int(server.socket.getsockname()[1])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def talking(talk: Talk, *, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Run a server that says something on each connection."""

    class Talks(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # the other side hangs up when it likes
                if tls is None:
                    talk(self.request)
                    return
                with tls.wrap_socket(self.request, server_side=True) as line:
                    talk(line)

    with running(_Threads(("127.0.0.1", 0), Talks)) as port:
        yield port


class _Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


@contextmanager
def answering_datagrams(answers: list[bytes]) -> Iterator[int]:
    """Run a server that answers each datagram with the next of these; an empty one is lost."""

    class Answers(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            answer = answers.pop(0) if answers else b""
            if answer:
                self.request[1].sendto(answer, self.client_address)

    with running(socketserver.UDPServer(("127.0.0.1", 0), Answers)) as port:
        yield port


@contextmanager
def web_site(status: int = 200, body: bytes = b"", port: int = 0) -> Iterator[int]:
    """Run a web server that gives every page the same answer."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with running(ThreadingHTTPServer(("127.0.0.1", port), Site)) as open_port:
        yield open_port


@contextmanager
def nobody_there() -> Iterator[int]:
    """Yield a port on which nothing listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def spoken(line: socket.socket, answers: dict[str, str], greeting: str) -> None:
    """Talk in lines: greet, then answer each command by its first fitting word."""
    line.sendall(f"{greeting}\r\n".encode())
    for asked in line.makefile("r", encoding="ascii", newline="\r\n"):
        words = asked.split()
        for word, answer in answers.items():
            if word in words:
                line.sendall(f"{answer.replace('TAG', words[0])}\r\n".encode())
                break


def certificate(folder: Path, *, days: float, at: datetime) -> ssl.SSLContext:
    """Write a certificate for this machine to ``folder/one.pem``, and return how it is shown."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "prøve")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(at + timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path, secret = folder / "one.pem", folder / "one.key"
    path.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, secret)
    return context
