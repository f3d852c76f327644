"""What may be laid on top of the document for a while? A closed set of typed edits.

A new kind of edit joins the union ``Edit``; see the package ``edits`` for what each does.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, TypeAdapter

from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.edits.channels import ChangeChannel, SetChannelOpen, SetShedding
from frontlinje.centre.rules.edits.hours import ExtendHours, SetHours, SetWeek
from frontlinje.centre.rules.edits.people import (
    AddMembers,
    PutGroup,
    SetArrangement,
    SetBoardMeeting,
)
from frontlinje.centre.rules.edits.queues import (
    AddGroup,
    AddRecipe,
    ChangeQueue,
    RelaxDemands,
    SetFollowUp,
    SetStaffing,
    ShortenTimes,
)
from frontlinje.centre.rules.edits.said import SetScript, SetText

__all__ = [
    "EDIT",
    "AddGroup",
    "AddMembers",
    "AddRecipe",
    "ChangeChannel",
    "ChangeQueue",
    "Edit",
    "ExtendHours",
    "Override",
    "PutGroup",
    "RelaxDemands",
    "SetArrangement",
    "SetBoardMeeting",
    "SetChannelOpen",
    "SetFollowUp",
    "SetHours",
    "SetScript",
    "SetShedding",
    "SetStaffing",
    "SetText",
    "SetWeek",
    "ShortenTimes",
    "has_target",
]

Edit = Annotated[
    SetChannelOpen
    | ChangeChannel
    | SetShedding
    | SetHours
    | SetWeek
    | ExtendHours
    | ChangeQueue
    | ShortenTimes
    | AddGroup
    | AddRecipe
    | RelaxDemands
    | SetStaffing
    | SetFollowUp
    | PutGroup
    | AddMembers
    | SetArrangement
    | SetBoardMeeting
    | SetText
    | SetScript,
    Field(discriminator="kind"),
]
EDIT: TypeAdapter[Edit] = TypeAdapter(Edit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """An edit in force from one instant to another; ``order`` says which comes on top."""

    id: UUID
    order: int
    edit: Edit
    starts_at: datetime
    until_at: datetime | None = None
    ended_at: datetime | None = None
    """When somebody ended it before its time."""

    @property
    def ends_at(self) -> datetime | None:
        """Return the first instant at which it no longer holds, None while that is open."""
        known = [end for end in (self.until_at, self.ended_at) if end is not None]
        return min(known, default=None)

    def holds_at(self, at: datetime) -> bool:
        """Say whether the edit is in force at an instant.

        Parameters
        ----------
        at : datetime
            An aware instant.

        Returns
        -------
        bool
            True from ``starts_at`` up to, not including, its end.
        """
        return self.starts_at <= at and not self.is_over(at)

    def is_over(self, at: datetime) -> bool:
        """Say whether the override will never hold again.

        Parameters
        ----------
        at : datetime
            An aware instant.

        Returns
        -------
        bool
            True from its end on, and always when it ends before it starts.
        """
        ends_at = self.ends_at
        return ends_at is not None and (ends_at <= at or ends_at <= self.starts_at)


def has_target(edit: Edit, document: CentreDocument) -> bool:
    """Say whether what an edit changes is in the document.

    Parameters
    ----------
    edit : Edit
        One of the typed edits.
    document : CentreDocument
        The document that it is to be laid on.

    Returns
    -------
    bool
        False when the edit would change nothing because what it names is missing.
    """
    return edit.has_target(document)
