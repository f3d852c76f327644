"""May this try at a password be made now? Asked by ``adapter`` before each, told of each success.

An account is slowed where it is attacked from, not everywhere: a source that once got into an
account is trusted with it, so neither an attacker's noise on the account nor one among the
colleagues behind the same address keeps its owner out.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet, Sum
from django.utils.crypto import salted_hmac

from frontlinje.base.errors import Conflict
from frontlinje.people.models import User
from frontlinje.people.rules.slowdown import (
    ACCOUNT,
    FORGOTTEN_AFTER,
    PAIR,
    SOURCE,
    Failures,
    next_try_at,
)
from frontlinje.people.signin.trails import SignInTrail

KEPT_FOR = timedelta(days=90)
"""Trails are personal data; whoever has not been seen for this long starts afresh."""


def begin_attempt(*, login: str, source: str, at: datetime) -> None:
    """Count a try as failed before it is made, so that a hundred at once are a hundred.

    Raises
    ------
    Conflict
        ``people.sign_in_too_soon`` with ``retry_at``; then nothing was counted.
    """
    account = _account_key(login)
    with transaction.atomic():
        SignInTrail.objects.get_or_create(account=account, source=source)
        trail = SignInTrail.objects.select_for_update().get(account=account, source=source)
        failures = _failures_of(trail, at)
        waits = [next_try_at(failures, PAIR)]
        if trail.last_success_at is None:
            waits += _waits_of_strangers(account, source, at)
        retry_at = max((wait for wait in waits if wait is not None), default=at)
        if retry_at > at:
            raise Conflict("people.sign_in_too_soon", retry_at=retry_at)
        trail.failures = failures.count + 1
        trail.last_failed_at = at
        trail.save()


def forgive_attempt(*, login: str, source: str, at: datetime) -> None:
    """Take the failure back: the password was right. Old trails go at the same time."""
    SignInTrail.objects.filter(account=_account_key(login), source=source).update(
        failures=0, last_success_at=at
    )
    long_ago = at - KEPT_FOR
    SignInTrail.objects.filter(
        Q(last_failed_at__lt=long_ago), Q(last_success_at=None) | Q(last_success_at__lt=long_ago)
    ).delete()


def _waits_of_strangers(account: str, source: str, at: datetime) -> list[datetime | None]:
    """Return the waits for a source that never got into the account."""
    strange = SignInTrail.objects.filter(
        last_success_at=None, last_failed_at__gt=at - FORGOTTEN_AFTER
    )
    return [
        next_try_at(_sum_of(strange.filter(account=account)), ACCOUNT),
        next_try_at(_sum_of(strange.filter(source=source)), SOURCE),
    ]


def _sum_of(trails: QuerySet[SignInTrail]) -> Failures:
    sums = trails.aggregate(count=Sum("failures", default=0), last_at=Max("last_failed_at"))
    return Failures(count=sums["count"], last_at=sums["last_at"])


def _failures_of(trail: SignInTrail, at: datetime) -> Failures:
    if trail.last_failed_at is None or trail.last_failed_at <= at - FORGOTTEN_AFTER:
        return Failures(count=0, last_at=None)
    return Failures(count=trail.failures, last_at=trail.last_failed_at)


def _account_key(login: str) -> str:
    """Return one key per account, whether its username or its e-mail address was typed."""
    typed = login.strip()
    known = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed))
    found = known.order_by("pk").values_list("pk", flat=True).first()
    text = typed.casefold() if found is None else str(found)
    return salted_hmac("frontlinje.people.trail", text, algorithm="sha256").hexdigest()
