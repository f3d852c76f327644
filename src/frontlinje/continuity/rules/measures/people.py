"""Measures of the people: who helps, from where, in which shift."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.arrangements import Arrangement, Cohort, Script
from frontlinje.centre.rules.checks import Names
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.edits.people import PutGroup, SetArrangement
from frontlinje.centre.rules.edits.queues import AddGroup
from frontlinje.centre.rules.edits.said import SetScript
from frontlinje.centre.rules.fields import Body, Code, HoursLimit, Name, PeopleCode, format_day
from frontlinje.centre.rules.overrides import Edit
from frontlinje.centre.rules.problems import Problem
from frontlinje.centre.rules.queues import Group, Username
from frontlinje.continuity.rules.measures.measure import MeasureForm
from frontlinje.continuity.rules.measures.words import listed, sentence

_INVITED = Name(nb="Innkalte til å hjelpe", sv="Inkallade för att hjälpa", en="Called in to help")
_GUIDE = Name(nb="Slik hjelper du", sv="Så hjälper du", en="How to help")


class InvitePeople(MeasureForm):
    """Let lent people and temps answer while the plan lasts, with a guide; no right changes."""

    kind: Literal["invite_people"] = "invite_people"
    usernames: tuple[Username, ...] = ()
    group: Code | None = None
    """They answer what this answer group answers; without it, everything."""
    script: Body | None = None

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return a group of their own, its queues, and the guide that only they see."""
        if not self.usernames:
            return ()
        own = self.own_code
        edits: list[Edit] = [PutGroup(group=Group(code=own, name=_INVITED, members=self.usernames))]
        edits += [
            AddGroup(queue=queue.code, group=own)
            for queue in document.queues
            if queue.code != document.follow_up
            and (self.group is None or self.group in queue.groups)
        ]
        if self.script is not None:
            script = Script(code=own, title=_GUIDE, body=self.script, groups=(own,))
            edits.append(SetScript(script=script))
        return tuple(edits)

    def describe(self, document: CentreDocument) -> Name:
        """Return who is invited."""
        if not self.usernames:
            return Name(
                nb="Innkall hjelp (ingen er navngitt ennå)",
                sv="Kalla in hjälp (ingen är namngiven än)",
                en="Call in help (nobody is named yet)",
            )
        people = [Name(nb=name, sv=name, en=name) for name in self.usernames]
        return sentence(
            nb="Innkalt til å hjelpe: {people}",
            sv="Inkallade för att hjälpa: {people}",
            en="Called in to help: {people}",
            people=listed(people),
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield people and a group that are not there."""
        yield from names.missing_among("user", self.usernames, "usernames")
        yield from names.missing("group", self.group, "group")


class WorkFrom(MeasureForm):
    """Let people work from home or from an office, perhaps until a date and nowhere else."""

    kind: Literal["work_from"] = "work_from"
    place: Literal["home", "office"]
    site: PeopleCode | None = None
    groups: tuple[Code, ...] = ()
    usernames: tuple[Username, ...] = ()
    """With no group and nobody named, everybody."""
    is_binding: bool = False
    """Whether nobody may work elsewhere, as in a quarantine."""
    last_day: date | None = None

    @model_validator(mode="after")
    def _site_is_an_office(self) -> "WorkFrom":
        if self.site is not None and self.place != "office":
            raise PydanticCustomError("site_is_no_home", "a site is an office")
        return self

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the arrangement."""
        arrangement = Arrangement(
            code=self.own_code,
            name=self.describe(document),
            groups=self.groups,
            members=self.usernames,
            place=self.place,
            site=self.site,
            is_binding=self.is_binding,
            last_day=self.last_day,
        )
        return (SetArrangement(arrangement=arrangement),)

    def describe(self, document: CentreDocument) -> Name:
        """Return who works where."""
        home = Name(nb="hjemmefra", sv="hemifrån", en="from home")
        office = Name(nb="fra kontoret", sv="från kontoret", en="from the office")
        only = Name(nb=", ingen andre steder", sv=", ingen annanstans", en=", nowhere else")
        return sentence(
            nb="{people}: {place}{site}{only}{until}",
            sv="{people}: {place}{site}{only}{until}",
            en="{people}: {place}{site}{only}{until}",
            people=_people(self.groups, self.usernames, document),
            place=home if self.place == "home" else office,
            site=f" {self.site}" if self.site is not None else "",
            only=only if self.is_binding else "",
            until=f" (→ {self.last_day.isoformat()})" if self.last_day is not None else "",
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield people, groups and a site that are not there."""
        yield from names.missing("site", self.site, "site")
        yield from names.missing_among("group", self.groups, "groups")
        yield from names.missing_among("user", self.usernames, "usernames")


class SplitInCohorts(MeasureForm):
    """Let the two halves of every team never meet: by weeks at the office, or at two sites."""

    kind: Literal["split_in_cohorts"] = "split_in_cohorts"
    groups: tuple[Code, ...] = ()
    """None stands for everybody."""
    sites: tuple[PeopleCode, ...] = Field(default=(), max_length=2)
    """Two sites, one for each half; without them the halves take turns at home."""

    @model_validator(mode="after")
    def _has_two_sites(self) -> "SplitInCohorts":
        if len(set(self.sites)) == 1 or len(self.sites) == 1:
            raise PydanticCustomError("two_sites", "name two sites, or none")
        return self

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return an arrangement for each half and place."""
        first: tuple[Cohort, Cohort] = (1, 2)
        if self.sites:
            return tuple(
                self._arranged(document, cohort, {"place": "office", "site": site})
                for cohort, site in zip(first, self.sites, strict=True)
            )
        turns = {1: ("office", "home"), 2: ("home", "office")}
        return tuple(
            self._arranged(document, cohort, {"place": place, "weeks": weeks})
            for cohort in first
            for place, weeks in zip(turns[cohort], ("odd", "even"), strict=True)
        )

    def _arranged(self, document: CentreDocument, cohort: Cohort, parts: dict[str, object]) -> Edit:
        given = {
            "code": f"{self.own_code}-{cohort}{parts.get('weeks', '')}",
            "name": self.describe(document),
            "groups": self.groups,
            "cohort": cohort,
        }
        return SetArrangement(arrangement=Arrangement.model_validate(given | parts))

    def describe(self, document: CentreDocument) -> Name:
        """Return how the halves are kept apart."""
        people = _people(self.groups, (), document)
        if self.sites:
            return sentence(
                nb="{people} i to kohorter: {one} og {two}",
                sv="{people} i två kohorter: {one} och {two}",
                en="{people} in two cohorts: {one} and {two}",
                people=people,
                one=self.sites[0],
                two=self.sites[1],
            )
        return sentence(
            nb="{people} i to kohorter: kontor og hjemme annenhver uke",
            sv="{people} i två kohorter: kontor och hemma varannan vecka",
            en="{people} in two cohorts: office and home every other week",
            people=people,
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield groups and sites that are not there."""
        yield from names.missing_among("group", self.groups, "groups")
        yield from names.missing_among("site", self.sites, "sites")


class ShiftPattern(MeasureForm):
    """Let half of every team work one shift and half another, such as 8-14 and 10-16."""

    kind: Literal["shift_pattern"] = "shift_pattern"
    first: HoursLimit = Field(min_length=1)
    second: HoursLimit = Field(min_length=1)
    groups: tuple[Code, ...] = ()
    """None stands for everybody."""

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the shift of each half."""
        halves: tuple[tuple[Cohort, HoursLimit], ...] = ((1, self.first), (2, self.second))
        return tuple(
            SetArrangement(
                arrangement=Arrangement(
                    code=f"{self.own_code}-{cohort}",
                    name=self.describe(document),
                    groups=self.groups,
                    cohort=cohort,
                    hours=hours,
                )
            )
            for cohort, hours in halves
        )

    def describe(self, document: CentreDocument) -> Name:
        """Return both shifts."""
        return sentence(
            nb="{people} i to skift: {one} og {two}",
            sv="{people} i två pass: {one} och {two}",
            en="{people} in two shifts: {one} and {two}",
            people=_people(self.groups, (), document),
            one=format_day(self.first),
            two=format_day(self.second),
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield groups that the centre does not have."""
        yield from names.missing_among("group", self.groups, "groups")


def _people(groups: tuple[str, ...], usernames: tuple[str, ...], document: CentreDocument) -> Name:
    known = {group.code: group.name for group in document.groups}
    names = [known.get(code) or Name(nb=code, sv=code, en=code) for code in groups]
    names += [Name(nb=name, sv=name, en=name) for name in usernames]
    return listed(names) if names else Name(nb="alle", sv="alla", en="everybody")
