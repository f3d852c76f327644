"""The rows behind day models: each by its name, its versions, and how well a version fits."""

from django.db import models

from frontlinje.base.ids import uuid7
from frontlinje.centre.models import Revision
from frontlinje.people.models import User
from frontlinje.simulation.rehearsal.form import DayForm


class DayModel(models.Model):
    """An ordinary day by its name; what it holds stands in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120, unique=True)
    archived_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Origin(models.TextChoices):
    """How a version came."""

    HISTORY = "history"
    HAND = "hand"
    FILE = "file"


class DayModelVersion(models.Model):
    """What a day model held from an instant on. A trigger refuses any change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day_model = models.ForeignKey(DayModel, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    form = models.JSONField()
    """``simulation.rehearsal.form.DayForm``."""
    origin = models.CharField(max_length=10, choices=Origin.choices)
    reason = models.CharField(max_length=400, blank=True)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    """The operating state that it was made under."""
    basis = models.JSONField(default=dict)
    """What it was learnt from, and which figures are defaults: ``rules.basis.Basis``."""
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day_model", "number"], name="each_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day_model_id} {self.number}"

    @property
    def day(self) -> DayForm:
        """Return the day as the simulator reads it."""
        return DayForm.model_validate(self.form)


class FitState(models.TextChoices):
    """How far the playing of past days has come."""

    QUEUED = "queued"
    PLAYING = "playing"
    DONE = "done"
    FAILED = "failed"


class Fit(models.Model):
    """How well a version reproduces the days of the last weeks: each played and compared."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(DayModelVersion, on_delete=models.PROTECT, related_name="fits")
    state = models.CharField(max_length=10, choices=FitState.choices, default=FitState.QUEUED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    days = models.JSONField(default=list)
    """One for each day that was played: ``rules.fit.PlayedDay``."""
    failure = models.JSONField(default=dict)
    """Code and parameters of what stood in the way."""

    class Meta:
        indexes = [models.Index(fields=["version", "-asked_at"], name="fit_latest")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.state}"
