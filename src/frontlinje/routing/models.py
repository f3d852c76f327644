"""The rows behind routing. One live offer per contact is a constraint of the database (law 3)."""

from typing import ClassVar

from django.db import models

from frontlinje.base.ids import uuid7
from frontlinje.contacts.models import Contact
from frontlinje.people.models import User


class Outcome(models.TextChoices):
    """How an offer ended."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    TIMED_OUT = "timed_out"
    WITHDRAWN = "withdrawn"
    LOST_CONNECTION = "lost_connection"


class Offer(models.Model):
    """A contact held out to one agent until a deadline."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="offers")
    agent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="offers")
    made_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    outcome = models.CharField(max_length=16, choices=Outcome.choices, null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact"],
                condition=models.Q(outcome__isnull=True),
                name="one_live_offer_per_contact",
            ),
            models.CheckConstraint(
                name="an_ended_offer_has_an_outcome",
                condition=models.Q(outcome__isnull=True, ended_at__isnull=True)
                | models.Q(outcome__isnull=False, ended_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["deadline_at"],
                name="offer_live",
                condition=models.Q(outcome__isnull=True),
            ),
            models.Index(
                fields=["agent"],
                name="offer_live_of_agent",
                condition=models.Q(outcome__isnull=True),
            ),
            models.Index(fields=["contact", "-ended_at"], name="offer_of_contact"),
            models.Index(fields=["agent", "-ended_at"], name="offer_of_agent"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} -> {self.agent_id} {self.outcome or 'live'}"
