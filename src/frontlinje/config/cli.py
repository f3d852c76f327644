"""What can be asked of Frontlinje on the command line? `frontlinje` lists it; `frontlinje COMMAND` does it.

Own commands are in OWN_COMMANDS; every management command of a room (`demo`, `centre` …) or of Django works as well.
"""

import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from importlib import import_module

# name: (what it does, where its function is). A function gets the words after the name and returns the exit code.
OWN_COMMANDS: dict[str, tuple[str, str]] = {}
# These of Django's commands never open the database, so none is started for them.
WITHOUT_DATABASE = {"collectstatic", "compilemessages", "findstatic", "help", "makemessages"}


def main() -> None:
    """Run the command named in the arguments; the entry point `frontlinje`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontlinje.config.settings")
    words = sys.argv[1:]
    # Imported late: settings are read here, and a wrong one must be told in one line.
    from frontlinje.config.embedded import DatabaseTrouble
    from frontlinje.config.environment import WrongSetting

    try:
        sys.exit(run(words))
    except (WrongSetting, DatabaseTrouble) as trouble:
        sys.exit(f"frontlinje: {trouble}")
    except KeyboardInterrupt:
        sys.exit(130)


def run(words: list[str]) -> int:
    """Do what the words say and return the exit code."""
    if words and words[0] in OWN_COMMANDS:
        return _own(OWN_COMMANDS[words[0]][1])(words[1:])
    from django.conf import settings
    from django.core.management import execute_from_command_line

    from frontlinje.config.embedded import used

    needs_database = bool(words) and words[0] not in WITHOUT_DATABASE and not settings.DATABASE_URL
    with used(settings.HOME) if needs_database else nullcontext():
        execute_from_command_line(["frontlinje", *words])
    return 0


def _own(place: str) -> Callable[[list[str]], int]:
    module, function = place.split(":")
    found: Callable[[list[str]], int] = getattr(import_module(module), function)
    return found
