"""The rows of the ledger. A database trigger refuses to change or delete an event."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Cast, Now

_THIS_TRANSACTION = Cast(
    Cast(models.Func(function="pg_current_xact_id"), models.TextField()), models.BigIntegerField()
)


class Event(models.Model):
    """One change: what, when, by whom, why, and whom its announcement concerns."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    tx = models.BigIntegerField(db_default=_THIS_TRANSACTION, editable=False)
    """The transaction that wrote it. Ids are given before commit, so a reader that comes back asks
    for «all of transactions that were not over when I last looked», never for «ids above»."""
    by = models.UUIDField(null=True)
    contact_id = models.UUIDField(null=True)
    agent_id = models.UUIDField(null=True)
    customer_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=20, blank=True, default="")
    queue = models.CharField(max_length=60, blank=True, default="")
    from_state = models.CharField(max_length=20, blank=True, default="")
    to_state = models.CharField(max_length=20, blank=True, default="")
    reason = models.CharField(max_length=400, blank=True, default="")
    body = models.JSONField(default=dict)
    topics = ArrayField(models.CharField(max_length=80), default=list)

    class Meta:
        indexes = [
            models.Index(
                fields=["contact_id", "id"],
                name="event_of_contact",
                condition=models.Q(contact_id__isnull=False),
            ),
            models.Index(
                fields=["agent_id", "at"],
                name="event_of_agent",
                condition=models.Q(agent_id__isnull=False),
            ),
            models.Index(fields=["kind", "at"], name="event_of_kind"),
            models.Index(fields=["tx"], name="event_of_transaction"),
            BrinIndex(fields=["at"], name="event_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.kind}"


class Receipt(models.Model):
    """A command that was carried out, and the answer it got."""

    command_id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=60)
    body_sha256 = models.BinaryField(max_length=32)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.command_id}"
