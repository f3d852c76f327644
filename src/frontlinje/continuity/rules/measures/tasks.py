"""Measures about people and things: what has to be done, and when the team meets."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from frontlinje.centre.rules.arrangements import ClockTime
from frontlinje.centre.rules.checks import Names
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.edits.people import SetBoardMeeting
from frontlinje.centre.rules.fields import Name, Section
from frontlinje.centre.rules.overrides import Edit
from frontlinje.centre.rules.problems import Problem
from frontlinje.centre.rules.queues import Username
from frontlinje.continuity.rules.measures.measure import MeasureForm
from frontlinje.continuity.rules.measures.words import sentence
from frontlinje.people.permissions import Role


class CheckItem(Section):
    """Something that a person has to do, and sign off."""

    text: Name
    owner: Username | None = None
    owner_role: Role | None = None
    """Whose it is when nobody is named."""
    due_min: Annotated[int, Field(ge=1, le=60 * 24 * 60)] | None = None
    """Minutes after the plan was put into effect."""


class Checklist(MeasureForm):
    """What has to be done by people when the plan is put into effect."""

    kind: Literal["checklist"] = "checklist"
    title: Name
    items: tuple[CheckItem, ...] = Field(min_length=1, max_length=50)

    def describe(self, document: CentreDocument) -> Name:
        """Return the title, and how much there is to do."""
        return sentence(
            nb="Sjekkliste «{title}» ({n})",
            sv="Checklista «{title}» ({n})",
            en="Checklist «{title}» ({n})",
            title=self.title,
            n=len(self.items),
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield owners that are not there."""
        for index, item in enumerate(self.items):
            yield from names.missing("user", item.owner, "items", index, "owner")


class BoardMeeting(MeasureForm):
    """Meet at the board every day."""

    kind: Literal["board_meeting"] = "board_meeting"
    at: ClockTime

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the meeting."""
        return (SetBoardMeeting(at=self.at),)

    def describe(self, document: CentreDocument) -> Name:
        """Return when the team meets."""
        return sentence(
            nb="Tavlemøte hver dag kl. {at}",
            sv="Tavelmöte varje dag kl. {at}",
            en="Board meeting every day at {at}",
            at=self.at,
        )
