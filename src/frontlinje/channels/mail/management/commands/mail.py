"""`frontlinje mail`: mail that could not be read, once more."""

from contextlib import closing
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from frontlinje.base import clock
from frontlinje.channels.mail.actions.rereading import reread_mail
from frontlinje.channels.mail.reader import Reader


class Command(BaseCommand):
    help = "Read mail once more that could not be read, after an upgrade."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what it does."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("reread", help="read all unreadable mail once more")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what came of it."""
        with closing(Reader()) as reader:
            n_read, n_left = reread_mail(reader, at=clock.now())
        self.stdout.write(f"{n_read} can be read now, {n_left} still cannot.")
