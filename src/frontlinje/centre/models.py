"""The rows behind the operating state: saved documents and what was laid on top of them."""

from typing import ClassVar

from django.db import models

from frontlinje.base.ids import uuid7
from frontlinje.people.models import User


class Revision(models.Model):
    """One saved version of the document; the latest is the base. A trigger refuses any change."""

    id = models.BigAutoField(primary_key=True)
    document = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400, blank=True)
    undo_of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="undone_by"
    )

    def __str__(self) -> str:
        return f"{self.id} {self.reason}"


class OverrideRow(models.Model):
    """An edit laid on top of the base for a while; later ones come on top of earlier ones."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.BigIntegerField(unique=True)
    version = models.BigIntegerField()
    """The number of the latest change, over all rows; the highest tells whether any changed."""
    edit = models.JSONField()
    starts_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="override_ends_after_it_starts",
                condition=models.Q(until_at__isnull=True)
                | models.Q(until_at__gt=models.F("starts_at")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ended_at"], name="override_ended"),
            models.Index(fields=["-version"], name="override_version"),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.edit.get('kind', '')}"
