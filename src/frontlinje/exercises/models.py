"""The rows behind exercises. What was said and done in one is never changed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from frontlinje.base.ids import uuid7
from frontlinje.contacts.models import Contact
from frontlinje.continuity.models import Incident, PlanVersion
from frontlinje.exercises.rules.course import Kind, Stage
from frontlinje.people.models import User


class Exercise(models.Model):
    """One exercise, from its preparation to its score."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    stage = models.CharField(
        max_length=12,
        choices=[(stage.value, stage.value) for stage in Stage],
        default=Stage.PREPARED.value,
    )
    scenario = models.JSONField()
    """As ``rules.scenario.Scenario`` writes it: the library may change, an exercise does not."""
    conductor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    lasts_s = models.FloatField()
    """On its own clock; then it stops by itself."""
    is_by_clock = models.BooleanField()
    """Whether cards are given by the clock, besides by hand."""
    queues = ArrayField(models.CharField(max_length=60), default=list)
    """Of a live exercise: where its contacts come."""
    factor = models.FloatField(default=1.0)
    """By which the scenario's rates are multiplied."""
    takes_real = models.BooleanField(default=False)
    may_be_late = models.PositiveIntegerField(default=0)
    """How many real contacts may pass their promise meanwhile before it stops by itself."""
    seed = models.BigIntegerField()
    n_arrived = models.PositiveIntegerField(default=0)
    """How many of the arrivals drawn from the seed have come."""
    started_at = models.DateTimeField(null=True)
    ran_s = models.FloatField(default=0.0)
    """On the clock when it was last stopped or paused."""
    running_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=12, blank=True)
    """A ``rules.course.Stop``."""
    incident = models.ForeignKey(
        Incident, null=True, on_delete=models.PROTECT, related_name="exercises"
    )
    """Marked as exercise; what is to be done after it hangs there."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-prepared_at"], name="exercise_latest")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(
                    kind=Kind.LIVE.value, stage__in=[Stage.RUNNING.value, Stage.PAUSED.value]
                ),
                name="one_live_exercise_at_a_time",
            ),
            models.CheckConstraint(
                name="a_running_exercise_has_a_clock",
                condition=models.Q(stage=Stage.RUNNING.value, running_since__isnull=False)
                | (~models.Q(stage=Stage.RUNNING.value) & models.Q(running_since__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """That somebody takes part in an exercise."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="exercises")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exercise", "user"], name="takes_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.exercise_id}"


class Entry(models.Model):
    """A line in the log of an exercise. Never changed: a trigger in the database refuses it."""

    id = models.BigAutoField(primary_key=True)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12)
    """A ``rules.score.EntryKind``."""
    at = models.DateTimeField()
    clock_s = models.FloatField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """None when the clock did it."""
    text = models.CharField(max_length=2000, blank=True)
    inject = models.CharField(max_length=40, blank=True)
    plan = models.ForeignKey(PlanVersion, null=True, on_delete=models.PROTECT, related_name="+")
    """Put into effect in the exercise alone: no override is laid, nobody outside is told."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["exercise", "id"], name="exercise_log")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["exercise", "inject"],
                condition=models.Q(kind="inject"),
                name="a_card_is_given_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.clock_s:.0f} {self.kind}"


class MadeUpContact(models.Model):
    """A contact that an exercise made up."""

    contact = models.OneToOneField(
        Contact, primary_key=True, on_delete=models.PROTECT, related_name="made_up"
    )
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="contacts")
    gives_up_at = models.DateTimeField(null=True)
    """When whoever waits hangs up; None for who has written."""

    def __str__(self) -> str:
        return f"{self.contact_id}"
