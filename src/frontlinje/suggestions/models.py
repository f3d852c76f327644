"""The rows behind suggestions: each time something was learnt, from how much, and how well."""

from django.db import models

from frontlinje.base.ids import uuid7
from frontlinje.suggestions.rules.worth import Verdict


class Aim(models.TextChoices):
    """What is suggested."""

    TOPIC = "topic"
    QUEUE = "queue"


class Learning(models.Model):
    """One night's learning; the latest for an aim is the one that counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    aim = models.CharField(max_length=10, choices=Aim.choices)
    at = models.DateTimeField()
    verdict = models.CharField(
        max_length=20, choices=[(verdict.value, verdict.value) for verdict in Verdict]
    )
    n_learnt = models.PositiveIntegerField(default=0)
    n_held_back = models.PositiveIntegerField(default=0)
    n_labels = models.PositiveIntegerField(default=0)
    hit_rate = models.FloatField(default=0.0)
    majority_rate = models.FloatField(default=0.0)
    n_said = models.PositiveIntegerField(default=0)
    """Of those held back: about how many it was sure enough to say something."""
    n_said_right = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    """Of the file with the weights; empty when it is not used."""

    class Meta:
        indexes = [models.Index(fields=["aim", "-at"], name="learning_latest")]

    def __str__(self) -> str:
        return f"{self.aim} {self.verdict}"
