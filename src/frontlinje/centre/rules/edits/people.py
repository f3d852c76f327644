"""Edits of who answers, and of where and when they work."""

from typing import Literal

from pydantic import Field

from frontlinje.centre.rules.arrangements import Arrangement, ClockTime
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.edits.parts import changed, has_code, put_first
from frontlinje.centre.rules.fields import Code, Section
from frontlinje.centre.rules.queues import Group, Username


class PutGroup(Section):
    """Have an answer group: one more, or another one with the same code."""

    kind: Literal["put_group"] = "put_group"
    group: Group

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the group."""
        others = tuple(group for group in document.groups if group.code != self.group.code)
        return document.model_copy(update={"groups": (*others, self.group)})

    def has_target(self, document: CentreDocument) -> bool:
        """Say yes: it needs nothing to be there."""
        return True


class AddMembers(Section):
    """Let more people answer in a group."""

    kind: Literal["add_members"] = "add_members"
    group: Code
    usernames: tuple[Username, ...] = Field(min_length=1, max_length=1000)

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the people in the group, each once."""
        return document.model_copy(
            update={"groups": changed(document.groups, self.group, self._larger)}
        )

    def _larger(self, group: Group) -> Group:
        members = tuple(dict.fromkeys((*group.members, *self.usernames)))
        return group.model_copy(update={"members": members})

    def has_target(self, document: CentreDocument) -> bool:
        """Say whether the group is there."""
        return has_code(document.groups, self.group)


class SetArrangement(Section):
    """Say where and when some people work; it goes before earlier arrangements."""

    kind: Literal["set_arrangement"] = "set_arrangement"
    arrangement: Arrangement

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the arrangement before all others."""
        arrangements = put_first(document.arrangements, self.arrangement)
        return document.model_copy(update={"arrangements": arrangements})

    def has_target(self, document: CentreDocument) -> bool:
        """Say whether everybody it names by group is there."""
        return all(has_code(document.groups, group) for group in self.arrangement.groups)


class SetBoardMeeting(Section):
    """Hold a board meeting every day at a time."""

    kind: Literal["set_board_meeting"] = "set_board_meeting"
    at: ClockTime | None

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the meeting."""
        return document.model_copy(update={"board_meeting": self.at})

    def has_target(self, document: CentreDocument) -> bool:
        """Say yes: it needs nothing to be there."""
        return True
