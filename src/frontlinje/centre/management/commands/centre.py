"""`frontlinje centre`: the operating state as a file, out, in and checked, or a new one begun."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.centre.actions import begin_centre, import_file
from frontlinje.centre.actions.imports import checked_file
from frontlinje.centre.queries import centre_file
from frontlinje.centre.rules.changes import Change
from frontlinje.centre.rules.files import write_file
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.texts import change_in_words, problem_in_words
from frontlinje.people.wording import said

STANDARD_STREAM = "-"


class Command(BaseCommand):
    help = "Export, import and check the operating state as a YAML file, or begin a new one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the four things it does."""
        parts = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        parts.add_parser("init", help="Begin with a small centre, unless there is one already.")
        _with_file(parts.add_parser("export", help="Write the operating state to a file."))
        _with_file(parts.add_parser("check", help="Say whether a file could be imported."))
        importing = parts.add_parser("import", help="Make a file the operating state.")
        _with_file(importing)
        importing.add_argument("--dry-run", action="store_true", help="Only say what would change.")
        importing.add_argument("--reason", default="", help="Why; kept in the history.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked; a wrong file ends with a line for each problem."""
        name = options.get("file", "")
        try:
            match options["what"]:
                case "init":
                    begin_centre(at=clock.now(), by=None)
                case "export":
                    self._export(name)
                case "check":
                    checked_file(_content(name))
                    self.stdout.write(_("%(file)s is in order.") % {"file": name})
                case "import":
                    self._import(name, **options)
        except InvalidDocument as error:
            raise CommandError("\n".join(_told(name, error))) from error
        except FrontlinjeError as error:
            raise CommandError(said(error)) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise CommandError(f"{name}: {reason}") from error

    def _export(self, name: str) -> None:
        text = write_file(centre_file())
        if name == STANDARD_STREAM:
            self.stdout.write(text, ending="")
        else:
            Path(name).write_text(text, encoding="utf-8")

    def _import(self, name: str, *, dry_run: bool, reason: str, **_others: Any) -> None:
        outcome = import_file(
            _content(name), by=None, reason=reason, at=clock.now(), is_trial=dry_run
        )
        self._show(outcome.changes)
        if outcome.revision is not None:
            saved = _("The operating state is now revision %(revision)s.")
            self.stdout.write(saved % {"revision": outcome.revision})

    def _show(self, changes: list[Change]) -> None:
        for change in changes:
            self.stdout.write(change_in_words(change))
        count = len(changes)
        told = ngettext("%(count)s change.", "%(count)s changes.", count)
        self.stdout.write(told % {"count": count})


def _with_file(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="A path, or - for standard input or output.")


def _content(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == STANDARD_STREAM else Path(name).read_bytes()


def _told(name: str, error: InvalidDocument) -> list[str]:
    return [
        f"{name}:{problem.line or 1}:{problem.column or 1}: "
        f"{problem.place + ': ' if problem.path else ''}{problem_in_words(problem)}"
        for problem in error.problems
    ]
