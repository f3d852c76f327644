"""What can be asked of Frontlinje on the command line? `frontlinje` lists it.

Own commands are in OWN_COMMANDS. Beside them every management command works: those of the rooms
(such as `demo`, `centre`, `users`) and Django's own.
"""

import errno
import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from importlib import import_module

from frontlinje.config.trouble import Trouble

# Name: what it does, and where the function is that gets the words after the name.
OWN_COMMANDS: dict[str, tuple[str, str]] = {
    "up": ("run the whole centre", "frontlinje.config.supervisor:main"),
    "demo": ("run a made-up centre at work", "frontlinje.config.demo.command:main"),
    "demo-play": ("the made-up people of the demo", "frontlinje.config.demo.play:main"),
    "doctor": ("say whether all is well", "frontlinje.config.doctor:main"),
    "backup": ("write database and files to one file", "frontlinje.config.backup:main"),
    "restore": ("read such a file back", "frontlinje.config.restore:main"),
    "bench": ("measure, and compare with the goals", "frontlinje.config.bench:main"),
    "rehearse": ("play a bad day before it comes", "frontlinje.config.rehearsing:main"),
    "prepare": ("bring tables and files up to this version", "frontlinje.config.prepare:main"),
    "web": ("the process that answers browsers", "frontlinje.config.web:main"),
    "worker": ("the process behind the screens", "frontlinje.config.worker:main"),
    "translations": ("keep the texts complete", "frontlinje.config.message_files:main"),
    "docs": ("write the pages that are made from the code", "frontlinje.config.docs:main"),
}
# These of Django's commands never open the database, so none is started for them.
WITHOUT_DATABASE = {"collectstatic", "compilemessages", "findstatic", "help", "makemessages"}


# Faults of the machine that need no traceback, and their cure.
TOLD = {
    errno.ENOSPC: "Free some space and start again.",
    errno.EACCES: "Choose another FRONTLINJE_HOME, or give this user the right to write there.",
    errno.EPERM: "Choose another FRONTLINJE_HOME, or give this user the right to write there.",
    errno.EROFS: "Choose a FRONTLINJE_HOME where one can write.",
}

NOT_PREPARED = "a table of this version is missing. Run `frontlinje prepare`, or start the centre."


def main() -> None:
    """Run the command named in the arguments; the entry point `frontlinje`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontlinje.config.settings")
    try:
        sys.exit(run(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(f"frontlinje: {trouble}")
    except OSError as error:
        if error.errno not in TOLD:
            raise
        where = error.filename or "a file"
        sys.exit(f"frontlinje: {where}: {error.strerror}. {TOLD[error.errno]}")
    except KeyboardInterrupt:
        sys.exit(130)


def run(words: list[str]) -> int:
    """Do what the words say and return the exit code."""
    if not words or words in (["help"], ["--help"], ["-h"]):
        print(overview())
        return 0
    if words[0] in OWN_COMMANDS:
        return _own(OWN_COMMANDS[words[0]][1])(words[1:])
    from django.conf import settings
    from django.core.management import execute_from_command_line
    from django.db import ProgrammingError
    from psycopg.errors import UndefinedTable

    from frontlinje.config.embedded import used

    needs_database = words[0] not in WITHOUT_DATABASE and not settings.DATABASE_URL
    try:
        with used(settings.HOME) if needs_database else nullcontext():
            execute_from_command_line(["frontlinje", *words])
    except ProgrammingError as error:
        if not isinstance(error.__cause__, UndefinedTable):
            raise
        raise Trouble(NOT_PREPARED) from error
    return 0


def overview() -> str:
    """Return the list of all commands."""
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    lines = ["frontlinje COMMAND ...   (frontlinje COMMAND --help says more)", ""]
    lines += [f"  {name:<10} {does}" for name, (does, _) in OWN_COMMANDS.items()]
    found = get_commands()
    for name, app in sorted(found.items()):
        if str(app).startswith("frontlinje."):
            help_text = load_command_class(str(app), name).help
            lines.append(
                f"  {name:<10} {help_text.split('.')[0][:1].lower()}{help_text.split('.')[0][1:]}"
            )
    others = sorted(name for name, app in found.items() if not str(app).startswith("frontlinje."))
    return "\n".join([*lines, "", "Also Django's: " + ", ".join(others)])


def _own(place: str) -> Callable[[list[str]], int]:
    module, function = place.split(":")
    found: Callable[[list[str]], int] = getattr(import_module(module), function)
    return found


if __name__ == "__main__":
    main()
