"""What is said to customers everywhere for a while."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from frontlinje.base.ids import uuid7
from frontlinje.people.models import User


class Announcement(models.Model):
    """One text for all channels, from and until an instant. Shown only once it is approved."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.JSONField()
    """By language."""
    body = models.JSONField()
    """By language."""
    channels = ArrayField(models.CharField(max_length=20), default=list)
    """None means everywhere."""
    queues = ArrayField(models.CharField(max_length=60), default=list)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    override_ids = ArrayField(models.UUIDField(), default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["from_at"],
                name="announcement_live",
                condition=models.Q(withdrawn_at__isnull=True, approved_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.title.get("en", ""))
