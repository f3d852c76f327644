"""Are guesses slowed, and nobody else?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from frontlinje.base.errors import Conflict
from frontlinje.people.rules.slowdown import ACCOUNT, PAIR, SOURCE, wait_s
from frontlinje.people.signin.slowdown import KEPT_FOR, begin_attempt, forgive_attempt
from frontlinje.people.signin.trails import SignInTrail

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OFFICE = "192.0.2.7"
ELSEWHERE = "198.51.100.9"


def fail(login: str, source: str = OFFICE, *, at: datetime = NOON, times: int = 1) -> None:
    for _ in range(times):
        begin_attempt(login=login, source=source, at=at)


def succeed(login: str, source: str = OFFICE, *, at: datetime = NOON) -> None:
    begin_attempt(login=login, source=source, at=at)
    forgive_attempt(login=login, source=source, at=at)


def wait_after(login: str, source: str = OFFICE, *, at: datetime = NOON) -> float:
    """Return how many seconds a further try would have to wait; it is counted if that is none."""
    try:
        begin_attempt(login=login, source=source, at=at)
    except Conflict as error:
        retry_at = error.params["retry_at"]
        assert isinstance(retry_at, datetime)
        return (retry_at - at).total_seconds()
    return 0.0


@pytest.mark.parametrize("patience", [PAIR, ACCOUNT, SOURCE])
def test_waits_grow_to_a_limit_and_never_become_a_lock(patience: object) -> None:
    waits = [wait_s(failures, patience) for failures in range(200)]  # type: ignore[arg-type]
    assert waits == sorted(waits)
    assert waits[patience.free - 1] == 0 < waits[patience.free]  # type: ignore[attr-defined]
    assert waits[-1] == patience.longest_s  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_three_mistakes_are_free_then_waits_double() -> None:
    fail("nina", times=PAIR.free)
    assert wait_after("nina") == 2
    assert wait_after("nina", at=NOON + timedelta(seconds=1)) == 1
    fail("nina", at=NOON + timedelta(seconds=2))
    assert wait_after("nina", at=NOON + timedelta(seconds=2)) == 4


@pytest.mark.django_db
def test_right_password_begins_afresh() -> None:
    fail("nina", times=2)
    succeed("nina")
    fail("nina", times=PAIR.free)
    assert wait_after("nina") == 2


@pytest.mark.django_db
def test_failures_are_forgotten_after_a_day() -> None:
    fail("nina", times=PAIR.free)
    assert wait_after("nina", at=NOON + timedelta(days=1, seconds=1)) == 0


@pytest.mark.django_db
def test_attack_on_an_account_slows_strangers_but_not_where_its_owner_sits() -> None:
    succeed("nina", OFFICE)
    for number in range(ACCOUNT.free):
        fail("nina", f"203.0.113.{number}")
    assert wait_after("nina", ELSEWHERE) == 2
    assert wait_after("nina", OFFICE) == 0


@pytest.mark.django_db
def test_one_password_tried_on_everybody_slows_strangers_but_not_the_colleagues() -> None:
    colleagues = [f"agent{number}" for number in range(50)]
    for colleague in colleagues:
        succeed(colleague)
    for number in range(SOURCE.free):
        fail(f"guess{number}")
    assert wait_after("somebody.new") == 2
    assert [wait_after(colleague) for colleague in colleagues] == [0] * 50


@pytest.mark.django_db
def test_a_whole_office_signs_in_from_one_address_on_its_first_day() -> None:
    waits = []
    for number in range(500):
        waits.append(wait_after(f"agent{number}"))
        forgive_attempt(login=f"agent{number}", source=OFFICE, at=NOON)
    assert set(waits) == {0}


@pytest.mark.django_db
def test_username_and_address_of_one_account_count_together(cast: object) -> None:
    fail("nina", times=2)
    fail("Nina@Example.org")
    assert wait_after("NINA") == 2


@pytest.mark.django_db
def test_refused_try_is_not_counted() -> None:
    fail("nina", times=PAIR.free)
    for _ in range(20):
        assert wait_after("nina") == 2


@pytest.mark.django_db
def test_trails_keep_no_names_and_go_in_time() -> None:
    fail("nina.sekret")
    assert "nina" not in SignInTrail.objects.get().account
    succeed("omar", at=NOON + KEPT_FOR + timedelta(days=1))
    assert SignInTrail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_once_are_as_many_tries() -> None:
    def attempt(_: int) -> bool:
        try:
            return wait_after("nina") == 0
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        passed = list(threads.map(attempt, range(24)))
    assert sum(passed) == PAIR.free
