"""`frontlinje demo`: a whole made-up centre at work, in one command."""

import argparse
import os
import socket

_HOME = "var/demo"


def main(words: list[str]) -> int:
    """Start the made-up centre and keep it going until Ctrl-C."""
    asked = argparse.ArgumentParser(prog="frontlinje demo", description=__doc__)
    asked.add_argument("--host", default="127.0.0.1", help="address to listen on")
    asked.add_argument("--port", type=int, default=8000, help="port to listen on")
    asked.add_argument("--workers", type=int, default=2, help="web processes")
    asked.add_argument("--speed", type=float, default=1.0, help="how much faster than a real day")
    options = asked.parse_args(words)
    if not 0.1 <= options.speed <= 1000:
        asked.error("--speed is between 0.1 and 1000")
    mailbox_port = _free_port()
    # Settings are read from here when they are first imported, below.
    os.environ.setdefault("FRONTLINJE_HOME", _HOME)
    os.environ.setdefault("FRONTLINJE_SMTP_PORT", str(_free_port()))
    os.environ["FRONTLINJE_DEMO"] = "yes"
    os.environ["FRONTLINJE_MAIL_OUT_URL"] = f"smtp://127.0.0.1:{mailbox_port}"
    from frontlinje.config.supervisor import run_centre

    address = f"http://{options.host}:{options.port}"
    play = ["demo-play", "--address", address, "--speed", str(options.speed)]
    play += ["--mailbox-port", str(mailbox_port)]
    return run_centre(
        host=options.host,
        port=options.port,
        workers=options.workers,
        companions=[("demo", play)],
    )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
