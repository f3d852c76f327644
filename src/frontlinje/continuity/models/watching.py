"""What watches: probes of the centre's own systems, and the plans that triggers suggest."""

from typing import ClassVar

from django.db import models

from frontlinje.base.ids import uuid7
from frontlinje.continuity.models.plans import Activation, Plan
from frontlinje.people.models import User


class Probe(models.Model):
    """Something of the centre's that is tried again and again."""

    code = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    """See ``rules.probes``."""
    target = models.CharField(max_length=400)
    settings = models.JSONField(default=dict)
    every_s = models.PositiveIntegerField(default=60)
    is_on = models.BooleanField(default=True)
    is_ok = models.BooleanField(null=True)
    """After hysteresis; None before the first result."""
    since = models.DateTimeField(null=True)
    n_in_a_row = models.PositiveIntegerField(default=0)
    """Results in a row that differ from ``is_ok``."""
    tried_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class ProbeResult(models.Model):
    """One try."""

    id = models.BigAutoField(primary_key=True)
    probe = models.ForeignKey(Probe, on_delete=models.CASCADE, related_name="results")
    at = models.DateTimeField()
    is_ok = models.BooleanField()
    took_ms = models.FloatField(null=True)
    code = models.CharField(max_length=60, blank=True)
    """What was wrong, as a code."""
    detail = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["probe", "-at"], name="probe_results")]

    def __str__(self) -> str:
        return f"{self.probe_id} {self.at:%H:%M:%S} {self.is_ok}"


class Suggestion(models.Model):
    """A trigger fired: this plan is proposed, and somebody has to answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="suggestions")
    trigger = models.JSONField()
    """The trigger as the plan writes it."""
    trigger_key = models.CharField(max_length=64)
    figures = models.JSONField(default=dict)
    """What was measured and against what."""
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    """When the cause was gone again."""
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    dismissed_reason = models.CharField(max_length=400, blank=True)
    n_escalated = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True)
    activation = models.ForeignKey(
        Activation, null=True, on_delete=models.PROTECT, related_name="suggestions"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "trigger_key"],
                name="one_live_suggestion_per_trigger",
                condition=models.Q(cleared_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.raised_at:%Y-%m-%d %H:%M}"


class TriggerWatch(models.Model):
    """A trigger that is about to change its mind: what it saw must last before it counts."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    trigger_key = models.CharField(max_length=64)
    turning_since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "trigger_key"], name="one_watch_per_trigger")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.trigger_key}"


class LoadShedding(models.Model):
    """What load has closed, and since when it is too much or little again. One row at most."""

    is_only = models.BooleanField(primary_key=True, default=True)
    closed = models.JSONField(default=list)
    """The first closed first: ``channel`` and the ``override_ids`` that keep it closed."""
    flipped_at = models.JSONField(default=dict)
    """By channel, when load last closed or opened it."""
    turning = models.CharField(max_length=5, blank=True)
    turning_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return ", ".join(one["channel"] for one in self.closed)
