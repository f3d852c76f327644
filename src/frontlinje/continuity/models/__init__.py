"""The rows of the room, by what they are about."""

from frontlinje.continuity.models.announcements import Announcement
from frontlinje.continuity.models.equipment import HomeEquipment
from frontlinje.continuity.models.incidents import (
    Capability,
    FollowUp,
    Incident,
    IncidentEntry,
)
from frontlinje.continuity.models.plans import Activation, ChecklistItem, Plan, PlanVersion
from frontlinje.continuity.models.watching import (
    LoadShedding,
    Probe,
    ProbeResult,
    Suggestion,
    TriggerWatch,
)

__all__ = [
    "Activation",
    "Announcement",
    "Capability",
    "ChecklistItem",
    "FollowUp",
    "HomeEquipment",
    "Incident",
    "IncidentEntry",
    "LoadShedding",
    "Plan",
    "PlanVersion",
    "Probe",
    "ProbeResult",
    "Suggestion",
    "TriggerWatch",
]
