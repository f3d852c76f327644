"""The process behind the screens: `frontlinje worker`. Jobs, mail and sweeping clocks run in it."""

import argparse
import logging
import signal
import threading
import time
from contextlib import nullcontext

import django
from django.conf import settings

from frontlinje.config.embedded import used
from frontlinje.config.logs import set_up_logging
from frontlinje.config.parenthood import die_with_supervisor, is_supervised
from frontlinje.config.services import SERVICES, keep_running

# How long services get to finish what they have in hand.
LAST_WORDS_S = 4.0
log = logging.getLogger(__name__)


def main(words: list[str]) -> int:
    """Run every service until told to stop."""
    argparse.ArgumentParser(prog="frontlinje worker", description=__doc__).parse_args(words)
    die_with_supervisor()
    set_up_logging("worker", settings.HOME)
    django.setup()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    needs_database = not (is_supervised() or settings.DATABASE_URL)
    with used(settings.HOME) if needs_database else nullcontext():
        _run_services(stopping)
    return 0


def _run_services(stopping: threading.Event) -> None:
    threads = []
    for service in SERVICES:
        arguments = (service.name, service.load(), stopping)
        thread = threading.Thread(
            target=keep_running, args=arguments, name=service.name, daemon=True
        )
        thread.start()
        threads.append(thread)
    log.info("Started: %s.", ", ".join(service.name for service in SERVICES))
    stopping.wait()
    deadline = time.monotonic() + LAST_WORDS_S
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    late = [thread.name for thread in threads if thread.is_alive()]
    if late:
        log.warning("Did not finish in time: %s.", ", ".join(late))
    log.info("Stopped.")
