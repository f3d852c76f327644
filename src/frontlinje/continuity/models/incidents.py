"""What happened, who decided what, what is still to be done, and what each channel can stand."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from frontlinje.base.ids import uuid7
from frontlinje.people.models import User


class Incident(models.Model):
    """Something out of the ordinary, from when it began to when it was over."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=200)
    began_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    over_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    is_exercise = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-began_at"], name="incidents_latest")]

    def __str__(self) -> str:
        return self.title


class IncidentEntry(models.Model):
    """A line of the log. Never changed: a trigger in the database refuses it."""

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20)
    """A ``rules.incident_log.Kind``."""
    at = models.DateTimeField()
    """When it happened, which may be before it was written down."""
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    why = models.TextField(blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_size = models.PositiveBigIntegerField(null=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    """Under which a file lies in the file store; empty when the line has none."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["incident", "at", "id"], name="incident_log")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.kind}"


class FollowUp(models.Model):
    """What an incident left to be done; it stays open until somebody closes it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="follow_ups")
    text = models.CharField(max_length=400)
    owner = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.text


class Capability(models.Model):
    """What one channel can stand, and when that was last tried."""

    channel = models.CharField(primary_key=True, max_length=20)
    longest_outage_h = models.FloatField(null=True)
    target_back_h = models.FloatField(null=True)
    minimum_service = models.TextField(blank=True)
    depends_on = ArrayField(models.CharField(max_length=120), default=list)
    last_exercise_on = models.DateField(null=True)
    last_test_call_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.channel
