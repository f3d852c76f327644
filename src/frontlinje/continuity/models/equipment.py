"""What people have at home."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from frontlinje.people.models import User


class HomeEquipment(models.Model):
    """What somebody has for working from home, as a leader last wrote it down."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="+")
    has = ArrayField(models.CharField(max_length=20), default=list)
    """Of ``rules.equipment.EQUIPMENT``."""
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.user_id} {', '.join(self.has)}"
