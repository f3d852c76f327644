"""What can happen on the bad day, as the ledger keeps it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from frontlinje.ledger.events import LedgerEvent

# -- Incidents ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class IncidentOpened(LedgerEvent):
    """Something out of the ordinary was reported, or opened by a leader."""

    kind: ClassVar[str] = "incident.opened"
    incident_id: UUID
    title: str
    began_at: datetime
    is_report: bool = False
    """Whether somebody reported it who does not lead incidents."""
    is_exercise: bool = False


@dataclass(frozen=True, kw_only=True)
class IncidentEntryAdded(LedgerEvent):
    """A line was written in the log of an incident; the line itself is in the log."""

    kind: ClassVar[str] = "incident.entry_added"
    incident_id: UUID
    entry_id: int
    entry_kind: str
    file_sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class IncidentDescribed(LedgerEvent):
    """An incident got another title or beginning, or was found to be an exercise."""

    kind: ClassVar[str] = "incident.described"
    incident_id: UUID
    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class IncidentClosed(LedgerEvent):
    """An incident is over."""

    kind: ClassVar[str] = "incident.closed"
    incident_id: UUID
    over_at: datetime


@dataclass(frozen=True, kw_only=True)
class IncidentReopened(LedgerEvent):
    """An incident that was said to be over is not."""

    kind: ClassVar[str] = "incident.reopened"
    incident_id: UUID


@dataclass(frozen=True, kw_only=True)
class IncidentExported(LedgerEvent):
    """Somebody took the log of an incident out as a file."""

    kind: ClassVar[str] = "incident.exported"
    incident_id: UUID
    form: str
    """``csv``, ``report``, or the notice: ``24h``, ``72h``, ``month``."""
    sha256: str
    """Of the file, so that a copy can be known again."""


@dataclass(frozen=True, kw_only=True)
class FollowUpAdded(LedgerEvent):
    """Something to be done was left by an incident."""

    kind: ClassVar[str] = "follow_up.added"
    follow_up_id: UUID
    incident_id: UUID
    agent_id: UUID | None = None
    """Whose it is."""
    text: str
    due_on: str | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUpClosed(LedgerEvent):
    """What an incident left to be done is done, or will not be."""

    kind: ClassVar[str] = "follow_up.closed"
    follow_up_id: UUID
    incident_id: UUID
    outcome: str


@dataclass(frozen=True, kw_only=True)
class CapabilityChanged(LedgerEvent):
    """What a channel can stand was written down anew."""

    kind: ClassVar[str] = "capability.changed"
    channel: str
    before: dict[str, object]
    after: dict[str, object]


# -- Plans ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PlanSaved(LedgerEvent):
    """A plan was written, or written anew."""

    kind: ClassVar[str] = "plan.saved"
    plan: str
    version: int
    reason: str = ""
    changes: list[dict[str, object]]
    """What differs from the version before: ``path``, ``before`` and ``after``."""


@dataclass(frozen=True, kw_only=True)
class PlanRetired(LedgerEvent):
    """A plan was put away: it is kept, and can no longer be put into effect."""

    kind: ClassVar[str] = "plan.retired"
    plan: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanRestored(LedgerEvent):
    """A plan that was put away is in use again."""

    kind: ClassVar[str] = "plan.restored"
    plan: str


@dataclass(frozen=True, kw_only=True)
class PlanActivated(LedgerEvent):
    """A plan was put into effect."""

    kind: ClassVar[str] = "plan.activated"
    activation_id: UUID
    plan: str
    version: int
    until_at: datetime
    reason: str
    is_partial: bool = False
    """Whether only some of its measures were chosen."""
    source: str
    """screen, command, trigger, or again for what was put back."""
    incident_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActivationExtended(LedgerEvent):
    """A plan in effect got another end."""

    kind: ClassVar[str] = "plan.extended"
    activation_id: UUID
    plan: str
    before: datetime
    until_at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class ActivationEndsSoon(LedgerEvent):
    """A plan in effect will end by itself soon, unless somebody extends it."""

    kind: ClassVar[str] = "plan.ends_soon"
    activation_id: UUID
    plan: str
    until_at: datetime


@dataclass(frozen=True, kw_only=True)
class ActivationEnded(LedgerEvent):
    """A plan is no longer in effect: somebody ended it, or its time was over."""

    kind: ClassVar[str] = "plan.ended"
    activation_id: UUID
    plan: str
    has_expired: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ItemSignedOff(LedgerEvent):
    """Somebody did what a plan in effect asks of people."""

    kind: ClassVar[str] = "plan.signed_off"
    activation_id: UUID
    item_id: UUID
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class EquipmentChecked(LedgerEvent):
    """A leader wrote down what somebody has for working from home."""

    kind: ClassVar[str] = "equipment.checked"
    agent_id: UUID
    before: list[str] | None
    """None when nothing was known."""
    after: list[str]


# -- Announcements --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class AnnouncementWritten(LedgerEvent):
    """Somebody wrote what customers are to be told; nobody is told yet."""

    kind: ClassVar[str] = "announcement.written"
    announcement_id: UUID
    wording: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class AnnouncementApproved(LedgerEvent):
    """It is published: from its time on every channel tells it."""

    kind: ClassVar[str] = "announcement.approved"
    announcement_id: UUID
    title: dict[str, str]
    from_at: datetime
    until_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class AnnouncementChanged(LedgerEvent):
    """Its words, places or times changed; one that is published changes everywhere at once."""

    kind: ClassVar[str] = "announcement.changed"
    announcement_id: UUID
    before: dict[str, object]
    after: dict[str, object]
    is_published: bool


@dataclass(frozen=True, kw_only=True)
class AnnouncementWithdrawn(LedgerEvent):
    """Nobody is told any more, or ever was."""

    kind: ClassVar[str] = "announcement.withdrawn"
    announcement_id: UUID
    title: dict[str, str]


# -- Watching -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class SuggestionRaised(LedgerEvent):
    """A trigger fired: a plan is suggested to whoever may put it into effect."""

    kind: ClassVar[str] = "suggestion.raised"
    suggestion_id: UUID
    plan: str
    trigger: dict[str, object]
    figures: dict[str, object]
    """What was measured, and what it was compared with."""


@dataclass(frozen=True, kw_only=True)
class SuggestionCleared(LedgerEvent):
    """The cause of a suggestion has been gone long enough, or its trigger is no more."""

    kind: ClassVar[str] = "suggestion.cleared"
    suggestion_id: UUID
    plan: str


@dataclass(frozen=True, kw_only=True)
class SuggestionAcknowledged(LedgerEvent):
    """Somebody has seen a suggestion and takes care of it; nobody else is called any more."""

    kind: ClassVar[str] = "suggestion.acknowledged"
    suggestion_id: UUID
    plan: str


@dataclass(frozen=True, kw_only=True)
class SuggestionDismissed(LedgerEvent):
    """Somebody decided against a suggested plan."""

    kind: ClassVar[str] = "suggestion.dismissed"
    suggestion_id: UUID
    plan: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SuggestionEscalated(LedgerEvent):
    """Nobody had answered a suggestion in time, so somebody else is called."""

    kind: ClassVar[str] = "suggestion.escalated"
    suggestion_id: UUID
    plan: str
    step: int
    """From 1."""
    way: str
    """desk, mail or sms."""
    to: str
    n_called: int


@dataclass(frozen=True, kw_only=True)
class CallFailed(LedgerEvent):
    """A mail or a text message about a suggestion could not be sent, after several tries."""

    kind: ClassVar[str] = "suggestion.call_failed"
    suggestion_id: UUID
    plan: str
    way: str
    to: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TriggerCouldNotAct(LedgerEvent):
    """A trigger that may put its plan into effect could not; the suggestion stands."""

    kind: ClassVar[str] = "suggestion.could_not_act"
    suggestion_id: UUID
    plan: str
    reason: str
    """The code of what was in the way."""


@dataclass(frozen=True, kw_only=True)
class ProbeSaved(LedgerEvent):
    """Somebody wrote down what is to be probed, or how."""

    kind: ClassVar[str] = "probe.saved"
    probe: str
    before: dict[str, object]
    """Empty for a new one."""
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class ProbeRemoved(LedgerEvent):
    """Something is no longer probed."""

    kind: ClassVar[str] = "probe.removed"
    probe: str


@dataclass(frozen=True, kw_only=True)
class ProbeTurned(LedgerEvent):
    """Something that was probed does not answer any more, or answers again."""

    kind: ClassVar[str] = "probe.turned"
    probe: str
    is_ok: bool
    since: datetime
    reason: str = ""
    """The code of what is wrong."""
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class ChannelShed(LedgerEvent):
    """So much waited that a channel was closed by itself."""

    kind: ClassVar[str] = "shedding.closed"
    channel: str
    alternative: str = ""
    n_waiting: int
    n_ready: int
    until_at: datetime


@dataclass(frozen=True, kw_only=True)
class ChannelBack(LedgerEvent):
    """A channel that load had closed is open again."""

    kind: ClassVar[str] = "shedding.opened"
    channel: str
    n_waiting: int
    n_ready: int
