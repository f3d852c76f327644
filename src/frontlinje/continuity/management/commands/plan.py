"""`frontlinje plan`: plans put into effect, extended and ended without any screen; out and in.

Whoever may run it holds the database anyway, so no permission is asked.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation
from django.utils.dateparse import parse_datetime

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.texts import problem_in_words
from frontlinje.continuity.actions.activating import (
    activate_plan,
    end_activation,
    extend_activation,
)
from frontlinje.continuity.actions.plans import import_plan
from frontlinje.continuity.models import Activation
from frontlinje.continuity.queries.plans import (
    checklist_of,
    document_of,
    live_activations,
    plan_version,
    plans,
)
from frontlinje.continuity.rules.plan import written
from frontlinje.people.wording import said

STANDARD_STREAM = "-"


class Command(BaseCommand):
    help = "List plans, put them into effect, extend and end them; export and import them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what it does."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("list", help="list the plans")
        verbs.add_parser("status", help="say what is in effect, and what is still to be done")
        activate = verbs.add_parser("activate", help="put a plan into effect")
        activate.add_argument("plan")
        _add_reason(activate)
        _add_end(activate.add_mutually_exclusive_group())
        activate.add_argument(
            "--measures", type=_numbers, metavar="1,3", help="only these; «show PLAN» counts them"
        )
        extend = verbs.add_parser("extend", help="let a plan in effect last longer, or shorter")
        extend.add_argument("plan")
        _add_reason(extend)
        _add_end(extend.add_mutually_exclusive_group(required=True))
        end = verbs.add_parser("end", help="take a plan out of effect: all is as it was")
        end.add_argument("plan")
        end.add_argument("--reason", default="", help="why; kept in the log")
        show = verbs.add_parser("show", help="say what a plan does, measure by measure")
        show.add_argument("plan")
        export = verbs.add_parser("export", help="write a plan to a file")
        export.add_argument("plan")
        export.add_argument("file", metavar="FILE", help="a path, or - for standard output")
        export.add_argument("--version", type=int, help="an earlier version, by its number")
        importing = verbs.add_parser("import", help="save the plan that a file holds")
        importing.add_argument("file", metavar="FILE", help="a path, or - for standard input")
        importing.add_argument("--reason", default="", help="why; kept in the history")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked; a wrong file ends with a line for each problem."""
        verb = getattr(self, f"_{options['verb']}")
        # The command line speaks English, whatever the screens of the centre speak.
        with translation.override("en"):
            try:
                verb(options, clock.now())
            except InvalidDocument as error:
                raise CommandError("\n".join(_told(options, error))) from error
            except FrontlinjeError as error:
                raise CommandError(said(error)) from error
            except OSError as error:
                raise CommandError(f"{options['file']}: {error.strerror or error}") from error

    def _list(self, options: dict[str, Any], now: datetime) -> None:
        for found in plans(now):
            until = f"in effect until {_local(found.live[-1].until_at)}" if found.live else ""
            name = found.document.name.en
            self.stdout.write(f"{found.plan.code:<24} {name:<44} {until}".rstrip())

    def _show(self, options: dict[str, Any], now: datetime) -> None:
        plan = document_of(plan_version(options["plan"]))
        document = effective_state(now).document
        self.stdout.write(f"{plan.name.en}: {plan.purpose.en}")
        for number, measure in enumerate(plan.measures, 1):
            self.stdout.write(f"{number:>3}  {measure.describe(document).en}")

    def _status(self, options: dict[str, Any], now: datetime) -> None:
        live = live_activations(now)
        for activation in live:
            self.stdout.write(_in_effect(activation))
        for item in checklist_of(activation.id for activation in live):
            done = "x" if item.done_at is not None else " "
            whose = item.owner.name if item.owner is not None else item.owner_role
            due = f", by {_local(item.due_at)}" if item.due_at is not None else ""
            self.stdout.write(f"  [{done}] {item.text['en']} ({whose or 'anybody'}{due})")
        if not live:
            self.stdout.write("No plan is in effect.")

    def _activate(self, options: dict[str, Any], now: datetime) -> None:
        made = activate_plan(
            plan=options["plan"],
            by=None,
            at=now,
            reason=options["reason"],
            until_at=_end(options, now),
            chosen=options["measures"],
            source="command",
        )
        self.stdout.write(_in_effect(made))

    @transaction.atomic
    def _extend(self, options: dict[str, Any], now: datetime) -> None:
        until_at = _end(options, now)
        assert until_at is not None  # one of the two is required
        for live in _live(options["plan"], now):
            extended = extend_activation(
                activation_id=live.id, until_at=until_at, by=None, at=now, reason=options["reason"]
            )
            self.stdout.write(_in_effect(extended))

    @transaction.atomic
    def _end(self, options: dict[str, Any], now: datetime) -> None:
        for live in _live(options["plan"], now):
            end_activation(activation_id=live.id, by=None, at=now, reason=options["reason"])
        self.stdout.write(f"{options['plan']} is no longer in effect.")

    def _export(self, options: dict[str, Any], now: datetime) -> None:
        text = written(document_of(plan_version(options["plan"], options["version"])))
        if options["file"] == STANDARD_STREAM:
            self.stdout.write(text, ending="")
        else:
            Path(options["file"]).write_text(text, encoding="utf-8")

    def _import(self, options: dict[str, Any], now: datetime) -> None:
        name = options["file"]
        content = sys.stdin.buffer.read() if name == STANDARD_STREAM else Path(name).read_bytes()
        saved = import_plan(content, by=None, at=now, reason=options["reason"])
        self.stdout.write(f"{saved.plan_id} is now version {saved.number}.")


def _add_reason(parser: ArgumentParser) -> None:
    parser.add_argument("--reason", required=True, help="why; kept in the log")


def _add_end(group: Any) -> None:
    group.add_argument("--until", metavar="TIME", help="when it ends: 2026-12-31T16:00")
    group.add_argument("--hours", type=float, help="how long it lasts from now")


def _numbers(text: str) -> list[int]:
    return [int(number) - 1 for number in text.split(",")]


def _end(options: dict[str, Any], now: datetime) -> datetime | None:
    if options["hours"] is not None:
        return now + timedelta(hours=options["hours"])
    if options["until"] is None:
        return None
    try:
        given = parse_datetime(options["until"])
    except ValueError:
        given = None
    if given is None:
        raise CommandError(f"«{options['until']}» is no time. Write it as 2026-12-31T16:00.")
    return given if given.tzinfo is not None else given.replace(tzinfo=_zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(effective_state(clock.now()).document.timezone)


def _local(instant: datetime) -> str:
    return f"{instant.astimezone(_zone()):%Y-%m-%d %H:%M}"


def _live(plan: str, now: datetime) -> Sequence[Activation]:
    plan_version(plan)
    found = [live for live in live_activations(now) if live.version.plan_id == plan]
    if not found:
        raise CommandError(f"{plan} is not in effect.")
    return found


def _in_effect(activation: Activation) -> str:
    part = " in part" if activation.is_partial else ""
    until = _local(activation.until_at)
    return f"{activation.version.plan_id} is in effect{part} until {until}: {activation.reason}"


def _told(options: dict[str, Any], error: InvalidDocument) -> list[str]:
    name = options.get("file") or options.get("plan", "")
    return [
        f"{name}:{problem.line or 1}:{problem.column or 1}: "
        f"{problem.place + ': ' if problem.path else ''}{problem_in_words(problem)}"
        for problem in error.problems
    ]
