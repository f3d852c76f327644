"""What may suggest a plan, or put it into effect? The forms; ``watching`` says when they fire."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from frontlinje.centre.rules.fields import ChannelCode, Code, PeopleCode, Section

Span = Annotated[float, Field(gt=0, le=7 * 86400)]


class EscalationStep(Section):
    """Who is told when nobody has answered a suggestion."""

    after_s: Annotated[float, Field(ge=0, le=86400)]
    """Since the suggestion was raised."""
    by: Literal["desk", "mail", "sms"]
    to: Annotated[str, Field(min_length=1, max_length=254)]
    """A role, a username, a mail address or a telephone number."""


class TriggerForm(Section):
    """What every trigger has."""

    mode: Literal["suggest", "act"] = "suggest"
    clear_after_s: Span = 600.0
    """How long the cause must be gone before the trigger may fire again."""
    escalate: tuple[EscalationStep, ...] = Field(default=(), max_length=10)


class VolumeRatio(TriggerForm):
    """More comes in than in the same hours of the same weekdays before."""

    kind: Literal["volume_ratio"] = "volume_ratio"
    channel: ChannelCode | None = None
    queue: Code | None = None
    """Of one channel or one queue; without either, everything."""
    over: Annotated[float, Field(gt=1, le=100)]
    """So many times as much."""
    window_s: Span = 3600.0

    @model_validator(mode="after")
    def _has_one_at_most(self) -> "VolumeRatio":
        if self.channel is not None and self.queue is not None:
            raise PydanticCustomError("channel_or_queue", "name a channel or a queue, not both")
        return self


class WaitingTime(TriggerForm):
    """The one who has waited longest has waited too long."""

    kind: Literal["waiting_time"] = "waiting_time"
    queue: Code | None = None
    """Without it, in any queue."""
    over_s: Span
    for_s: Span = 300.0


class ShareAbsent(TriggerForm):
    """Too many of those planned today are not there."""

    kind: Literal["share_absent"] = "share_absent"
    over: Annotated[float, Field(gt=0, lt=1)]
    team: PeopleCode | None = None


class FewReady(TriggerForm):
    """Too few are ready while it is open."""

    kind: Literal["few_ready"] = "few_ready"
    queue: Code | None = None
    """Without it, in any queue."""
    fewer_than: Annotated[int, Field(ge=1, le=10_000)]
    for_s: Span = 300.0


class CommonCause(TriggerForm):
    """Many stop answering or lose their connection within a minute: one fault, not many."""

    kind: Literal["common_cause"] = "common_cause"


class ProbeDown(TriggerForm):
    """One of the centre's own systems does not answer."""

    kind: Literal["probe"] = "probe"
    code: Code
    down_for_s: Annotated[float, Field(ge=0, le=86400)] = 120.0


Trigger = Annotated[
    VolumeRatio | WaitingTime | ShareAbsent | FewReady | CommonCause | ProbeDown,
    Field(discriminator="kind"),
]
TRIGGER: TypeAdapter[Trigger] = TypeAdapter(Trigger)
