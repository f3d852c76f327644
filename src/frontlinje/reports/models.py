"""The one row that reports keep: what the sum of law 1 said when it was last worked out."""

from django.db import models


class ConservationCheck(models.Model):
    """The last time every contact ever received was looked for; there is one row."""

    computed_at = models.DateTimeField()
    gaps = models.JSONField(default=dict)
    """Per channel, contacts too many (above zero) or missing per state; empty when all is well."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="one_conservation_check", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"{self.computed_at:%Y-%m-%d %H:%M} {self.gaps or 'holds'}"
