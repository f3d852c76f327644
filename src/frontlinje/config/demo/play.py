"""`frontlinje demo-play`: the process beside the servers of the demonstration."""

import argparse
import signal
import threading

import django
from django.conf import settings

from frontlinje.config.logs import set_up_logging
from frontlinje.config.parenthood import die_with_supervisor


def main(words: list[str]) -> int:
    """Make the centre and play it until told to stop."""
    asked = argparse.ArgumentParser(prog="frontlinje demo-play", description=__doc__)
    asked.add_argument("--address", required=True)
    asked.add_argument("--speed", type=float, default=1.0)
    asked.add_argument("--mailbox-port", type=int, required=True)
    options = asked.parse_args(words)
    die_with_supervisor()
    set_up_logging("demo", settings.HOME)
    django.setup()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    # Imported late: models can be imported only when Django is set up.
    from frontlinje.config.demo.playing import play

    play(
        address=options.address,
        speed=options.speed,
        mailbox_port=options.mailbox_port,
        stopping=stopping,
    )
    return 0
