"""How does the operator let people in? ``frontlinje users create|list|passwd|roles|end``.

Whoever may run it holds the database anyway, so no permission is asked. Passwords are typed, or
come from standard input with ``--password-stdin``; they never stand on the command line.
"""

import getpass
import sys
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.dateparse import parse_date, parse_datetime

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.people import actions
from frontlinje.people.days import end_of_day
from frontlinje.people.models import Site, Team, User
from frontlinje.people.permissions import Employer, Role
from frontlinje.people.queries import Wanted, users_listed
from frontlinje.people.wording import said

NOBODY_YET = (
    "Nobody has an account yet. Make the first one, who lets in the others:\n"
    "  frontlinje users create USERNAME --name 'First Last' --role system_owner"
)
_TIME_HELP = "2026-12-31, the end of that day, or 2026-12-31T16:00"


class Command(BaseCommand):
    help = "Create users, list them, set passwords and roles, end access"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        create = verbs.add_parser("create", help="make an account")
        create.add_argument("username")
        create.add_argument("--name", required=True, help="first and last name")
        _add_roles(create)
        create.add_argument("--email", default="")
        create.add_argument("--team", help="code of the team")
        create.add_argument("--site", help="code of the site")
        create.add_argument(
            "--employer", choices=[e.value for e in Employer], default=Employer.OWN.value
        )
        create.add_argument("--until", metavar="TIME", help="when the access ends: " + _TIME_HELP)
        _add_password(create)
        listing = verbs.add_parser("list", help="list accounts")
        listing.add_argument("--all", action="store_true", help="also those whose access is over")
        passwd = verbs.add_parser("passwd", help="set a password; ends the person's sessions")
        passwd.add_argument("username")
        _add_password(passwd)
        roles = verbs.add_parser("roles", help="set exactly these roles")
        roles.add_argument("username")
        _add_roles(roles)
        end = verbs.add_parser("end", help="end somebody's access")
        end.add_argument("username")
        end.add_argument("--at", metavar="TIME", help=f"{_TIME_HELP}; without it, now")

    def handle(self, *args: Any, **options: Any) -> None:
        verb = getattr(self, f"_{options['verb']}")
        # The command line speaks English, whatever the screens of the centre speak.
        with translation.override("en"):
            try:
                verb(options, clock.now())
            except FrontlinjeError as error:
                raise CommandError(said(error)) from error

    def _create(self, options: dict[str, Any], now: datetime) -> None:
        facts = actions.NewUser(
            username=options["username"],
            name=options["name"],
            roles=options["role"],
            email=options["email"],
            team=_by_code(Team, options["team"]),
            site=_by_code(Site, options["site"]),
            employer=options["employer"],
            access_until=_instant(options["until"]),
        )
        password = _password(from_stdin=options["password_stdin"])
        user = actions.create_user(facts, at=now, by=None, password=password)
        self.stdout.write(f"{user.username} can sign in as: {', '.join(user.roles)}")

    def _list(self, options: dict[str, Any], now: datetime) -> None:
        access = "all" if options["all"] else "open"
        users = list(users_listed(Wanted(access=access), now=now))
        for user in users:
            until = f"until {_local(user.access_until)}" if user.access_until else ""
            state = until if user.has_access(now) else "no access"
            words = (f"{user.username:<20}", f"{user.name:<30}", ",".join(user.roles), state)
            self.stdout.write(" ".join(words).rstrip())
        if not users:
            self.stdout.write(NOBODY_YET)

    def _passwd(self, options: dict[str, Any], now: datetime) -> None:
        user = _user(options["username"])
        password = _password(from_stdin=options["password_stdin"])
        actions.set_password(user.id, password=password, at=now, by=None)
        self.stdout.write(f"{user.username} has a new password; open sessions are over.")

    def _roles(self, options: dict[str, Any], now: datetime) -> None:
        user = _user(options["username"])
        user = actions.set_roles(user.id, roles=options["role"], at=now, by=None)
        self.stdout.write(f"{user.username} is now: {', '.join(user.roles)}")

    def _end(self, options: dict[str, Any], now: datetime) -> None:
        user = _user(options["username"])
        until = _instant(options["at"]) or now
        actions.set_access(
            user.id,
            employer=user.employer,
            access_from=user.access_from,
            access_until=until,
            at=now,
            by=None,
        )
        self.stdout.write(f"The access of {user.username} ends {_local(until)}.")


def _add_roles(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--role",
        action="append",
        required=True,
        choices=[role.value for role in Role],
        help="may be given several times",
    )


def _add_password(parser: ArgumentParser) -> None:
    parser.add_argument("--password-stdin", action="store_true", help="read it from standard input")


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CommandError("There is no terminal to type a password at; use --password-stdin.")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise CommandError("The two passwords differ. Nothing was changed.")
    return password


def _user(username: str) -> User:
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise CommandError(f"There is no user {username!r}. See: frontlinje users list --all")
    return user


def _by_code(model: type[Any], code: str | None) -> Any:
    if code is None:
        return None
    found = model.objects.filter(code=code).first()
    if found is None:
        raise CommandError(f"There is no {model.__name__.lower()} with the code {code!r}.")
    return found


def _instant(text: str | None) -> datetime | None:
    """Return the instant that a day (its end) or a time names in the centre's time zone."""
    if text is None:
        return None
    try:
        day = parse_date(text)
        moment = end_of_day(day) if day else parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"{text!r} is no time. Write {_TIME_HELP}.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _local(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
