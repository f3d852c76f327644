"""Plans and their versions, and plans in effect with their checklists."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from frontlinje.base.ids import uuid7
from frontlinje.continuity.models.announcements import Announcement
from frontlinje.continuity.models.incidents import Incident
from frontlinje.people.models import User


class Plan(models.Model):
    """A plan by its code; what it says is in its versions."""

    code = models.SlugField(primary_key=True, max_length=60)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    """A retired plan is kept, and can no longer be put into effect."""

    def __str__(self) -> str:
        return self.code


class PlanVersion(models.Model):
    """One saved wording of a plan. Never changed: a trigger in the database refuses it."""

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    """As ``rules.plan.PlanDocument`` writes it."""
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"


class Activation(models.Model):
    """A plan in effect, or one that was."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="activations")
    measures = models.JSONField()
    """The measures chosen, as the plan writes them."""
    is_partial = models.BooleanField(default=False)
    override_ids = ArrayField(models.UUIDField(), default=list)
    reason = models.CharField(max_length=400)
    source = models.CharField(max_length=20)
    """screen, command, trigger, or again for what was put back."""
    activated_at = models.DateTimeField()
    activated_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    until_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)
    """When the coming end was announced."""
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField(max_length=400, blank=True)
    incident = models.ForeignKey(
        Incident, null=True, on_delete=models.PROTECT, related_name="activations"
    )

    announcement = models.ForeignKey(
        Announcement, null=True, on_delete=models.PROTECT, related_name="activations"
    )
    """What customers are told because of it."""

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["until_at"],
                name="activation_live",
                condition=models.Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.activated_at:%Y-%m-%d %H:%M}"


class ChecklistItem(models.Model):
    """Something a person has to do because a plan is in effect."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activation = models.ForeignKey(Activation, on_delete=models.PROTECT, related_name="items")
    list_title = models.JSONField()
    """By language."""
    text = models.JSONField()
    """By language."""
    order = models.PositiveIntegerField()
    owner = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    owner_role = models.CharField(max_length=20, blank=True)
    """Whose it is when nobody is named."""
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["activation", "order"], name="checklist_order")]

    def __str__(self) -> str:
        return str(self.text.get("en", ""))
