"""The rows behind runs: what is to be done, and each contact it is done to."""

from django.db import models

from frontlinje.base.ids import uuid7
from frontlinje.contacts.models import Case, Contact
from frontlinje.people.models import User


class Deed(models.TextChoices):
    """What a run does to each of its contacts."""

    CLOSE = "close"
    MOVE = "move"
    TAG = "tag"
    GATHER = "gather"
    ANSWER = "answer"


class RunState(models.TextChoices):
    """How far a run has come."""

    PREPARED = "prepared"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class ItemState(models.TextChoices):
    """What has become of one contact of a run."""

    WAITING = "waiting"
    LEFT_OUT = "left_out"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"
    KEPT = "kept"
    """It was to be undone, and could not be."""


class BulkRun(models.Model):
    """One undertaking with many contacts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    deed = models.CharField(max_length=10, choices=Deed.choices)
    terms = models.JSONField(default=dict)
    """How it is to be done, as ``rules.terms`` reads it; empty until that is said."""
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.PREPARED)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    """The major incident that its contacts are gathered in."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-prepared_at"], name="bulk_run_latest")]

    def __str__(self) -> str:
        return f"{self.deed} {self.state}"


class BulkItem(models.Model):
    """One contact of a run; its state is the receipt that nothing is done to it twice."""

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="items")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.WAITING)
    seen = models.UUIDField(null=True)
    """The customer's newest message when the run was prepared: what came later nobody has read."""
    before = models.JSONField(default=dict)
    """What is needed to undo it."""
    failure = models.JSONField(default=dict)
    """Code and parameters of what stood in the way."""
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "contact"], name="each_contact_once_in_a_run"),
            models.UniqueConstraint(fields=["run", "place"], name="each_place_once_in_a_run"),
        ]
        indexes = [models.Index(fields=["run", "state", "place"], name="bulk_item_next")]

    def __str__(self) -> str:
        return f"{self.place} {self.state}"
