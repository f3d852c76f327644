"""The rows behind people: users, teams, sites, skills and who holds them at which level."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from frontlinje.base.ids import uuid7
from frontlinje.people.permissions import (
    NARROW_EMPLOYERS,
    Employer,
    Permission,
    Role,
    has_access,
    is_last_resort,
    permissions_of,
)
from frontlinje.people.rules.account_state import AccountState, account_state
from frontlinje.people.signin.trails import SignInTrail as SignInTrail


def name_in(names: dict[str, str], language: str | None) -> str:
    """Return the name in that language, else in bokmål, else whichever there is."""
    return names.get(language or "") or names.get("nb") or next(iter(names.values()), "")


class Site(models.Model):
    """A place with desks: a town, a building."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People with one leader; answer groups are made of teams."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """Something that a queue may demand and a person may hold, at level 1 to 9."""

    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(default=dict)

    def __str__(self) -> str:
        return name_in(self.names, get_language())


class UserManager(BaseUserManager["User"]):
    """Finds users; created by ``people.actions.create_user`` only."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username or "")


class User(AbstractBaseUser):
    """Somebody who signs in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(_("username"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role]), default=list
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="users"
    )
    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.PROTECT, related_name="users"
    )
    employer = models.CharField(
        max_length=20, choices=[(e.value, e.value) for e in Employer], default=Employer.OWN.value
    )
    contract_share = models.PositiveSmallIntegerField(
        default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    ui_language = models.CharField(max_length=5, default="nb")
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    is_break_glass = models.BooleanField(default=False)
    access_from = models.DateTimeField(null=True, blank=True)
    access_until = models.DateTimeField(null=True, blank=True)
    session_round = models.PositiveIntegerField(default=0)
    """Part of what every session is checked against: counting it up ends them all at once."""
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outside_staff_have_an_end_date",
                condition=models.Q(employer=Employer.OWN.value)
                | models.Q(access_until__isnull=False),
            ),
            models.UniqueConstraint(Lower("username"), name="username_any_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie sessions to the password, as Django does, and to the round of sessions."""
        return salted_hmac(
            "frontlinje.people.session",
            f"{self.password}:{self.session_round}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    @property
    def permissions(self) -> frozenset[Permission]:
        """Return every right of this person's roles."""
        return permissions_of(self.roles, self.employer)

    @property
    def is_last_resort(self) -> bool:
        """Say whether routing offers to this person only when nobody else can take it."""
        return is_last_resort(self.roles, self.employer)

    @property
    def is_narrow(self) -> bool:
        """Say whether this person sees only what is theirs to do."""
        return self.employer in NARROW_EMPLOYERS

    def account_state(self, now: datetime) -> AccountState:
        """Return the state of the account at ``now``, in one word."""
        return account_state(
            is_active=self.is_active,
            access_from=self.access_from,
            access_until=self.access_until,
            now=now,
        )

    def has_access(self, now: datetime) -> bool:
        """Say whether the account opens at ``now``."""
        return has_access(
            is_active=self.is_active,
            access_from=self.access_from,
            access_until=self.access_until,
            now=now,
        )

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Say no to Django's own permissions: ours are in ``permissions``."""
        return False

    def has_perms(self, perm_list: Iterable[str], obj: Any = None) -> bool:
        """Say no to Django's own permissions: ours are in ``permissions``."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Say no to Django's own permissions: ours are in ``permissions``."""
        return False


class SkillHeld(models.Model):
    """That a person holds a skill, and how well."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="skills_held")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="holders")
    level = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(9)]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "skill"], name="one_level_per_skill"),
            models.CheckConstraint(
                name="level_1_to_9", condition=models.Q(level__gte=1) & models.Q(level__lte=9)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.skill} {self.level}"


class ExerciseSeat(models.Model):
    """That a person takes part in an exercise now, and is given its contacts."""

    user = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="exercise_seat"
    )
    takes_real = models.BooleanField()
    """Whether real contacts come to this person as well; they go first."""
    until = models.DateTimeField()
    """Renewed while somebody watches over the exercise; after it the seat counts for nothing."""

    def __str__(self) -> str:
        return f"{self.user_id} until {self.until:%H:%M:%S}"
