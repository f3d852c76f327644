"""The process that answers browsers: `frontlinje web`. The supervisor starts several."""

import argparse
import gc
import logging
import signal
import socket
from contextlib import nullcontext
from importlib import import_module

import uvicorn
from django.conf import settings

from frontlinje.config.embedded import used
from frontlinje.config.listening import listen_on
from frontlinje.config.logs import set_up_logging
from frontlinje.config.parenthood import die_with_supervisor, is_supervised

# How long open answers (above all streams) may go on after the order to stop.
LAST_WORDS_S = 2
log = logging.getLogger(__name__)


def main(words: list[str]) -> int:
    """Serve until told to stop."""
    asked = argparse.ArgumentParser(prog="frontlinje web", description=__doc__)
    asked.add_argument("--host", default="127.0.0.1")
    asked.add_argument("--port", type=int, default=8000)
    asked.add_argument("--listener", type=int, help="number of a socket that is open already")
    asked.add_argument("--name", default="web", help="name in the log")
    options = asked.parse_args(words)
    die_with_supervisor()
    set_up_logging(options.name, settings.HOME)
    if options.listener is None:
        listener = listen_on(options.host, options.port)
        log.info("Listening on %s, port %s.", options.host, options.port)
    else:
        listener = socket.socket(fileno=options.listener)
    needs_database = not (is_supervised() or settings.DATABASE_URL)
    with used(settings.HOME) if needs_database else nullcontext():
        serve(listener)
    return 0


def serve(listener: socket.socket) -> None:
    """Answer what arrives on the socket."""
    config = uvicorn.Config(
        "frontlinje.config.asgi:app",
        loop="frontlinje.config.accepting:TakingTurns",
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        proxy_headers=settings.IS_BEHIND_PROXY,
        timeout_graceful_shutdown=LAST_WORDS_S,
    )
    config.load()
    import_module(settings.ROOT_URLCONF)
    # What is loaded stays: to look through it for garbage would hold up every answer for 0.1 s.
    gc.collect()
    gc.freeze()
    # What a page leaves behind is hardly ever a ring: looking for rings every tenth page will do.
    gc.set_threshold(20_000, 10, 10)
    # When uvicorn has stopped it repeats the signal, which would end us before our own clean-up.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    uvicorn.Server(config).run(sockets=[listener])
    log.info("Stopped.")
