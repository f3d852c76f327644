"""What can a plan do? The closed catalogue of measures; a new kind joins the union ``Measure``.

Each is a typed form with ``edits(document)``, ``describe(document)`` and ``problems(names)``.
"""

from typing import Annotated

from pydantic import Field, TypeAdapter

from frontlinje.continuity.rules.measures.channels import (
    CloseChannels,
    ManualIntake,
    OpenChannels,
    PrioritiseChannels,
    ShedLoad,
)
from frontlinje.continuity.rules.measures.hours import ExtendHours, LimitHours
from frontlinje.continuity.rules.measures.overflow import Overflow
from frontlinje.continuity.rules.measures.people import (
    InvitePeople,
    ShiftPattern,
    SplitInCohorts,
    WorkFrom,
)
from frontlinje.continuity.rules.measures.queues import (
    AddGroups,
    FollowUp,
    MinimumStaffing,
    OnlyGroups,
    RelaxSkills,
    SetTimes,
)
from frontlinje.continuity.rules.measures.said import Guide, Say
from frontlinje.continuity.rules.measures.tasks import BoardMeeting, Checklist

Measure = Annotated[
    CloseChannels
    | OpenChannels
    | LimitHours
    | ExtendHours
    | PrioritiseChannels
    | ShedLoad
    | ManualIntake
    | Overflow
    | AddGroups
    | OnlyGroups
    | RelaxSkills
    | SetTimes
    | MinimumStaffing
    | FollowUp
    | InvitePeople
    | WorkFrom
    | SplitInCohorts
    | ShiftPattern
    | Say
    | Guide
    | Checklist
    | BoardMeeting,
    Field(discriminator="kind"),
]
MEASURE: TypeAdapter[Measure] = TypeAdapter(Measure)
