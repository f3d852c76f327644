"""The rows behind drills: what was asked, how far it is, what came out, who played it."""

from django.db import models

from frontlinje.base.ids import uuid7
from frontlinje.centre.models import Revision
from frontlinje.drills.models.day_models import DayModelVersion
from frontlinje.people.models import User


class DrillState(models.TextChoices):
    """How far a drill has come."""

    DRAFT = "draft"
    """Somebody is still saying what is to be played."""
    QUEUED = "queued"
    PLAYING = "playing"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class Drill(models.Model):
    """Scenarios, without a plan and with some, played on an ordinary day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    terms = models.JSONField(default=dict)
    """What a person chose, step by step: ``rules.terms.DrillTerms``."""
    version = models.ForeignKey(
        DayModelVersion, null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The ordinary day; None until it is chosen."""
    asked = models.JSONField(default=dict)
    """All that is played, whole, so that nothing that is changed later changes it:
    ``rules.asked.Asked``. Empty in a draft."""
    revision = models.ForeignKey(Revision, null=True, on_delete=models.PROTECT, related_name="+")
    """The operating state that it is played with."""
    again = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="repeats")
    """The drill that this one plays again, to the letter."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=DrillState.choices, default=DrillState.DRAFT)
    attempts = models.PositiveIntegerField(default=0)
    """How often a worker has taken it up; more than once when workers were killed."""
    progress = models.JSONField(default=dict)
    """``rules.progress.Progress``; empty before anything is known."""
    results = models.JSONField(null=True)
    """``simulation.rehearsal.told.plain_results``; of what is played so far until it is done."""
    fingerprint = models.CharField(max_length=64, blank=True)
    """SHA-256 of the results: equal ones are equal to the last bit."""
    kernel = models.CharField(max_length=40, blank=True)
    """Hash of the simulator that played it."""
    program = models.CharField(max_length=40, blank=True)
    """Version of Frontlinje that played it."""
    failure = models.JSONField(default=dict)
    """Code and parameters of what stood in the way."""

    class Meta:
        indexes = [models.Index(fields=["-made_at"], name="drill_latest")]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"
