"""What may be laid on top of the document for a while? A closed set of typed edits.

Each edit is a pure function from document to document, and total: what it names may have gone
from the document since, and then it changes nothing. A new kind of edit joins the union ``Edit``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, TypeVar
from uuid import UUID

from pydantic import Field, JsonValue, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.calendars import Calendar, Week
from frontlinje.centre.rules.document import CentreDocument, Channel, Text
from frontlinje.centre.rules.fields import ChannelCode, Code, DayHours, Section
from frontlinje.centre.rules.queues import Group, Queue

Coded = TypeVar("Coded", Calendar, Channel, Group, Queue, Text)


class SetChannelOpen(Section):
    """Close a channel, or open one that is closed; its hours still apply."""

    kind: Literal["set_channel_open"] = "set_channel_open"
    channel: ChannelCode
    is_open: bool

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the channel open or closed."""
        changed = _changed(
            document.channels,
            self.channel,
            lambda channel: channel.model_copy(update={"is_open": self.is_open}),
        )
        return document.model_copy(update={"channels": changed})


class SetHours(Section):
    """Give a calendar the same hours every day, above its special days and holidays."""

    kind: Literal["set_hours"] = "set_hours"
    calendar: Code
    hours: DayHours

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with these hours on every day."""
        week = Week(**dict.fromkeys(Week.model_fields, self.hours))
        update = {"week": week, "holidays": "usual", "own_holidays": (), "special_days": ()}
        changed = _changed(
            document.hours, self.calendar, lambda calendar: calendar.model_copy(update=update)
        )
        return document.model_copy(update={"hours": changed})


class SetWeek(Section):
    """Give a calendar another ordinary week; special days and holidays stay above it."""

    kind: Literal["set_week"] = "set_week"
    calendar: Code
    week: Week

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the other week."""
        changed = _changed(
            document.hours,
            self.calendar,
            lambda calendar: calendar.model_copy(update={"week": self.week}),
        )
        return document.model_copy(update={"hours": changed})


_ANY_QUEUE: dict[str, JsonValue] = {
    "code": "any",
    "name": {"nb": "-", "sv": "-", "en": "-"},
    "channels": ["mail"],
    "groups": [],
    "promise_s": 60,
}


class ChangeQueue(Section):
    """Change fields of a queue, written as in the document."""

    kind: Literal["change_queue"] = "change_queue"
    queue: Code
    changes: dict[str, JsonValue] = Field(min_length=1)

    @model_validator(mode="after")
    def _are_fields_of_a_queue(self) -> "ChangeQueue":
        if "code" in self.changes:
            raise PydanticCustomError("code_is_fixed", "a queue keeps its code")
        Queue.model_validate(_ANY_QUEUE | self.changes)
        return self

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the queue's fields changed."""
        changed = _changed(
            document.queues,
            self.queue,
            lambda queue: Queue.model_validate(queue.model_dump(mode="json") | self.changes),
        )
        return document.model_copy(update={"queues": changed})


class AddGroup(Section):
    """Let one more answer group serve a queue."""

    kind: Literal["add_group"] = "add_group"
    queue: Code
    group: Code

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the group last among the queue's groups."""
        if self.group not in {group.code for group in document.groups}:
            return document
        changed = _changed(
            document.queues,
            self.queue,
            lambda queue: queue.model_copy(
                update={"groups": tuple(dict.fromkeys((*queue.groups, self.group)))}
            ),
        )
        return document.model_copy(update={"queues": changed})


class SetText(Section):
    """Say something else: replaces the text with this code, or adds it before all others."""

    kind: Literal["set_text"] = "set_text"
    text: Text

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the text; among equally fitting texts it is said first."""
        others = tuple(text for text in document.texts if text.code != self.text.code)
        return document.model_copy(update={"texts": (self.text, *others)})


Edit = Annotated[
    SetChannelOpen | SetHours | SetWeek | ChangeQueue | AddGroup | SetText,
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
        False when the edit would change nothing because its channel, calendar or queue is missing.
    """
    match edit:
        case SetChannelOpen(channel=code):
            return code in {channel.code for channel in document.channels}
        case SetHours(calendar=code) | SetWeek(calendar=code):
            return code in {calendar.code for calendar in document.hours}
        case AddGroup(queue=code, group=group):
            return code in {queue.code for queue in document.queues} and group in {
                known.code for known in document.groups
            }
        case ChangeQueue(queue=code):
            return code in {queue.code for queue in document.queues}
        case SetText():
            return True


def _changed(
    things: tuple[Coded, ...], code: str, change: Callable[[Coded], Coded]
) -> tuple[Coded, ...]:
    return tuple(change(thing) if thing.code == code else thing for thing in things)
