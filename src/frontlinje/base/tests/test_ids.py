"""Are identifiers what RFC 9562 says, and sorted by the time they were made?"""

import os
import time
from uuid import UUID

import pytest

from frontlinje.base.ids import uuid7


def test_it_is_a_version_7_uuid() -> None:
    made = uuid7()
    assert isinstance(made, UUID)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_its_first_48_bits_are_the_milliseconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_645_557_742_123_456_789)
    assert uuid7().int >> 80 == 1_645_557_742_123


def test_the_rest_is_random(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    made = {uuid7() for _ in range(2000)}
    assert len(made) == 2000
    ones = [sum(identifier.int >> bit & 1 for identifier in made) for bit in range(80)]
    fixed = {62, 63, 76, 77, 78, 79}  # variant and version
    assert all(800 < n < 1200 for bit, n in enumerate(ones) if bit not in fixed)


def test_all_bits_set_stay_in_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: (2**48 - 1) * 1_000_000)
    monkeypatch.setattr(os, "urandom", lambda n: b"\xff" * n)
    assert str(uuid7()) == "ffffffff-ffff-7fff-bfff-ffffffffffff"


def test_one_made_later_sorts_later(monkeypatch: pytest.MonkeyPatch) -> None:
    instants = iter([1_000_000, 2_000_000, 5_000_000_000, 10**18])
    monkeypatch.setattr(time, "time_ns", lambda: next(instants))
    made = [uuid7() for _ in range(4)]
    assert made == sorted(made)
    assert [str(m) for m in made] == sorted(str(m) for m in made)
