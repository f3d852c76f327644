"""What can be chosen where a form points at something: queues, groups, skills, people by name?"""

from datetime import datetime

from frontlinje.centre.forms.inputs import Choices
from frontlinje.centre.rules.parts import Plain
from frontlinje.centre.shelves import name_of
from frontlinje.people.models import Site, Skill, Team, User
from frontlinje.people.queries import has_access_at

_IN_DOCUMENT = ("hours", "queues", "groups", "texts")
_MOST_PEOPLE = 200
"""More people than that are not listed: whoever is meant is written by username."""


def choices_in(plain: Plain, language: str) -> dict[str, list[tuple[str, str]]]:
    """Return what can be pointed at in a document, and in the people room, by section."""
    found: dict[str, list[tuple[str, str]]] = {
        section: [(thing["code"], name_of(thing, language)) for thing in plain[section]]
        for section in _IN_DOCUMENT
    }
    found["wrap_up_codes"] = [
        (code["code"], name_of(code, language))
        for code in plain["wrap_up_codes"]
        if "parent" not in code
    ]
    found["skills"] = [(skill.code, str(skill)) for skill in Skill.objects.order_by("code")]
    found["teams"] = [(team.code, team.name) for team in Team.objects.order_by("name")]
    found["sites"] = [(site.code, site.name) for site in Site.objects.order_by("name")]
    return found


def people_to_choose(now: datetime) -> Choices:
    """Return the people by username, unless they are too many to be listed."""
    rows = User.objects.filter(has_access_at(now)).order_by("name", "username")
    people = list(rows.values_list("username", "name")[: _MOST_PEOPLE + 1])
    return {"people": people} if len(people) <= _MOST_PEOPLE else {}
