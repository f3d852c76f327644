"""On which socket do browsers reach us? Asked by the supervisor, and by `frontlinje web` alone."""

import errno
import socket
import time

from frontlinje.config.trouble import Trouble

BACKLOG = 2048


def listen_on(host: str, port: int, *, patience_s: float = 0.0) -> socket.socket:
    """Return a socket that listens; wait up to `patience_s` for a dying predecessor to let go."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    deadline = time.monotonic() + patience_s
    while True:
        try:
            listener.bind((host, port))
            listener.listen(BACKLOG)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            listener.close()
            raise Trouble(_why(error, host, port)) from error
        return listener


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken by another program: "
            "stop that one, or choose another port with --port."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is for root alone: choose one above 1023 with --port."
    return f"Cannot listen on {host}, port {port}: {error.strerror}. Choose another with --host."
