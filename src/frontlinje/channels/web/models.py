"""The rows behind the web form: from where people came, in a form that names nobody."""

from typing import ClassVar

from django.db import models

from frontlinje.contacts.models import Contact


class Submission(models.Model):
    """A form that was received."""

    contact = models.OneToOneField(
        Contact, primary_key=True, on_delete=models.PROTECT, related_name="submission"
    )
    source = models.CharField(max_length=64)
    """Keyed hash of the sender's network address and the date: enough to count, not to find."""
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["source", "at"], name="submission_by_source")]

    def __str__(self) -> str:
        return f"{self.contact_id}"


class TurnedAway(models.Model):
    """Who found the form closed lately, so that a page that is reloaded counts once."""

    visitor = models.CharField(max_length=64, primary_key=True)
    """Keyed hash of the network address, the browser's name and the date, gone after a day."""
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="turned_away_at")]

    def __str__(self) -> str:
        return self.visitor
