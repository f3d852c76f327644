"""How is said who answers then, from where, in which shift, and by which guide?"""

from collections.abc import Iterator
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from frontlinje.centre.labels import WORDS
from frontlinje.centre.rules.changes import Change
from frontlinje.centre.rules.parts import Plain
from frontlinje.continuity.views.names import Names, listed


def group_said(group: str, change: Change, names: Names) -> Iterator[tuple[str, str]]:
    """Yield who is in an answer group that the plan makes, or joins one that is there."""
    if isinstance(change.after, dict):
        who = [names.people(change.after["members"])] if change.after["members"] else []
        who += [names.called("sites", site) for site in change.after["sites"]]
        yield group, _("A group of its own: %(people)s") % {"people": listed(who)}
    elif change.path.endswith(".members"):
        more = [user for user in change.after if user not in change.before]
        yield group, _("joined by %(people)s") % {"people": names.people(more)}


def arrangement_said(plain: Plain, names: Names) -> tuple[str, str]:
    """Return who works where or in which shift, and how."""
    who = [names.called("groups", code) for code in plain["groups"]]
    who += [names.people(plain["members"])] if plain["members"] else []
    people = listed(who) if who else _("Everybody")
    if plain.get("cohort"):
        half = WORDS["cohort.1" if plain["cohort"] == 1 else "cohort.2"]
        people = f"{people}, {half}"
    return people, ", ".join(_arranged(plain, names))


def _arranged(plain: Plain, names: Names) -> Iterator[str]:
    if plain.get("place") == "home":
        yield _("From home")
    elif plain.get("place") == "office":
        site = plain.get("site")
        where = _("From the office")
        yield f"{where} ({names.called('sites', site)})" if site else where
    if plain["hours"]:
        yield _("Shift %(hours)s") % {"hours": plain["hours"]}
    if plain["weeks"] != "all":
        yield str(WORDS[f"weeks.{plain['weeks']}"])
    if plain["is_binding"]:
        yield _("nowhere else")
    if plain.get("last_day"):
        day = date.fromisoformat(plain["last_day"])
        yield _("until and with %(day)s") % {"day": formats.date_format(day, "SHORT_DATE_FORMAT")}


def script_said(plain: Plain, names: Names) -> tuple[str, str]:
    """Return which guide is shown, and to whom."""
    title = plain["title"].get(names.language) or plain["title"]["en"]
    only = [names.called("groups", code) for code in plain["groups"]]
    only += [names.queue(code) for code in plain["queues"]]
    only += [names.channel(code) for code in plain["channels"]]
    if not only:
        return f"«{title}»", _("A guide for whoever answers")
    return f"«{title}»", _("A guide for whoever answers (%(only)s)") % {"only": listed(only)}
