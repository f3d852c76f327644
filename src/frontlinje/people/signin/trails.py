"""The rows of the slow-down: what each source has tried on each account."""

from django.db import models


class SignInTrail(models.Model):
    """One source at one account. The account is a keyed hash of what was typed, never the text."""

    account = models.CharField(max_length=64)
    source = models.CharField(max_length=45)
    failures = models.PositiveIntegerField(default=0)
    """In a row, since this source last got into this account."""
    last_failed_at = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "people"
        constraints = [
            models.UniqueConstraint(fields=["account", "source"], name="one_trail_per_pair")
        ]
        indexes = [models.Index(fields=["source", "last_failed_at"], name="trail_of_source")]

    def __str__(self) -> str:
        return f"{self.source} {self.failures}"
