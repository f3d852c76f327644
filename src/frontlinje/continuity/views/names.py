"""What are things called that a plan is about, in the language of the page?"""

from collections.abc import Collection, Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontlinje.centre.labels import CHANNEL_NAMES
from frontlinje.centre.rules.parts import Plain
from frontlinje.centre.shelves import name_of
from frontlinje.people.models import Site, Skill, User

_SECTIONS = ("hours", "groups", "queues", "texts")
MOST_LISTED = 4
"""Things that a line names; the others it counts."""


class Names:
    """Of queues, groups and hours in some documents, of channels, skills, sites and people."""

    def __init__(self, *documents: Plain) -> None:
        """Read the names once; what is called otherwise in a later document is called so."""
        self.language = get_language() or "nb"
        self._known = {
            (section, thing["code"]): name_of(thing, self.language)
            for document in documents
            for section in _SECTIONS
            for thing in document.get(section, ())
        }
        self._known |= {("skills", skill.code): str(skill) for skill in Skill.objects.all()}
        self._known |= {("sites", site.code): site.name for site in Site.objects.all()}
        self._for_all = {
            group["code"]
            for document in documents
            for group in document.get("groups", ())
            if group["is_everyone"]
        }
        self._all_queues = {
            self.queue(queue["code"])
            for document in documents
            for queue in document["queues"]
            if queue["code"] != document.get("follow_up")
        }

    def called(self, section: str, code: str) -> str:
        """Return what a thing is called; its code, when it is nowhere."""
        return self._known.get((section, code), code)

    def queue(self, code: str) -> str:
        """Return what a queue is called."""
        return self.called("queues", code)

    def groups(self, codes: Iterable[str]) -> str:
        """Return answer groups as one; where everybody is among them, nobody else is named."""
        given = list(codes)
        whole = [code for code in given if code in self._for_all]
        return listed(self.called("groups", code) for code in whole[:1] or given)

    def is_for_all(self, groups: Iterable[str]) -> bool:
        """Say whether everybody is in one of some answer groups."""
        return not self._for_all.isdisjoint(groups)

    def channel(self, code: str) -> str:
        """Return what a channel is called."""
        return str(CHANNEL_NAMES.get(code, code))

    def people(self, usernames: Iterable[str]) -> str:
        """Return the names of people, all of them."""
        given = list(usernames)
        known = dict(User.objects.filter(username__in=given).values_list("username", "name"))
        return ", ".join(known.get(username, username) for username in given)

    def queues(self, names: Collection[str]) -> str:
        """Return names of queues as one; all of them as «all queues»."""
        if len(names) > 1 and self._all_queues <= set(names):
            return _("All queues")
        return listed(names)


def listed(names: Iterable[str]) -> str:
    """Return names as one: «a, b and c»; of many only the first ones."""
    first = list(names)
    n_more = len(first) - MOST_LISTED
    if n_more > 1:
        return _("%(names)s and %(n)s more") % {
            "names": ", ".join(first[:MOST_LISTED]),
            "n": n_more,
        }
    *others, last = first or [""]
    return (
        _("%(names)s and %(last)s") % {"names": ", ".join(others), "last": last} if others else last
    )
