"""The rows behind presence: what each person declared, what we measured, what was planned."""

from typing import ClassVar

from django.db import models

from frontlinje.base.ids import uuid7
from frontlinje.people.models import Site, User


class Status(models.TextChoices):
    """What a person declares."""

    LOGGED_OFF = "logged_off"
    READY = "ready"
    PAUSE = "pause"


class Place(models.TextChoices):
    """Where a person works from."""

    OFFICE = "office"
    HOME = "home"


class Presence(models.Model):
    """What is so right now for one person. Its history is in the ledger."""

    user = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="presence"
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.LOGGED_OFF)
    status_at = models.DateTimeField()
    reason = models.CharField(max_length=60, blank=True)
    """Code of a pause or absence reason of the centre."""
    place = models.CharField(max_length=8, choices=Place.choices, blank=True)
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=140, blank=True)
    """A word to the team: «must take a phone call»."""
    note_at = models.DateTimeField(null=True)
    is_connected = models.BooleanField(default=False)
    connection_at = models.DateTimeField(null=True)
    """Since when ``is_connected`` is as it is."""
    seen_at = models.DateTimeField(null=True)
    """When an open desk was last there."""
    is_not_responding = models.BooleanField(default=False)
    """Let offers run out; cleared by the person, or by the common-cause guard."""
    n_missed = models.PositiveSmallIntegerField(default=0)
    """Offers in a row that ran out."""
    idle_since = models.DateTimeField()
    """Since when the person has had nothing in hand; the longest idle is offered first."""

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["user"], name="presence_ready", condition=models.Q(status="ready")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.status}"


class Shift(models.Model):
    """That a person is planned to work."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=8, choices=Place.choices, blank=True)
    note = models.CharField(max_length=140, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["starts_at", "ends_at"], name="shift_by_time")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="shift_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            ),
            models.UniqueConstraint(fields=["user", "starts_at"], name="one_shift_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.starts_at:%Y-%m-%d %H:%M}"


class ShiftImport(models.Model):
    """A file of shifts that somebody uploaded: looked at, and then written or thrown away."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file_name = models.CharField(max_length=200)
    file = models.BinaryField(null=True)
    """Kept only until it is written."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.file_name
