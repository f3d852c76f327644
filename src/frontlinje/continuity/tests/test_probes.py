"""Who says what is probed, when is it tried, and what is believed of it?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app

from frontlinje.base import clock
from frontlinje.base.errors import Conflict, NotAllowed
from frontlinje.centre.models import Revision
from frontlinje.continuity.actions.probing import (
    ProbeFacts,
    ask_probe,
    claim_due_probes,
    note_result,
    remove_probe,
    save_probe,
    try_jobs,
)
from frontlinje.continuity.models import Probe
from frontlinje.continuity.rules.probes import ProbeKind, ProbeSettings, Tried
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import NOON, after, centre

__all__ = ["centre"]

pytestmark = pytest.mark.django_db

TRIED_BADLY = Tried(False, 0.1, "continuity.probe_refused")
SITE = ProbeFacts(name="Min side", kind=ProbeKind.HTTP, target="https://portal.example.org")


def test_only_who_may_write_plans_says_what_is_probed(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        save_probe(code="portal", facts=SITE, by=cast.liv, at=NOON, is_new=True)
    save_probe(code="portal", facts=SITE, by=cast.hedda, at=NOON, is_new=True)
    with pytest.raises(Conflict, match=r"continuity\.probe_code_taken"):
        save_probe(code="portal", facts=SITE, by=cast.hedda, at=NOON, is_new=True)
    for act in (lambda: ask_probe(code="portal", by=cast.liv), lambda: _remove(cast.liv)):
        with pytest.raises(NotAllowed):
            act()
    _remove(cast.hedda)
    told = Event.objects.filter(kind__startswith="probe.").order_by("id")
    assert [event.kind for event in told] == ["probe.saved", "probe.removed"]


def _remove(by: User) -> None:
    remove_probe(code="portal", by=by, at=NOON)


def test_a_probe_is_down_since_its_first_failure_once_there_were_enough() -> None:
    probe = save_probe(code="portal", facts=SITE, by=None, at=NOON, is_new=True)
    note_result(probe=probe, tried=Tried(True, 0.1), at=NOON)
    for seconds in (60, 120, 180):
        probe.refresh_from_db()
        assert probe.is_ok is True
        note_result(probe=probe, tried=TRIED_BADLY, at=after(seconds))
    probe.refresh_from_db()
    assert (probe.is_ok, probe.since) == (False, after(60))
    turned = Event.objects.get(kind="probe.turned")
    assert (turned.body["is_ok"], turned.reason) == (False, "continuity.probe_refused")
    note_result(probe=probe, tried=Tried(True, 0.1), at=after(30.1 * 86400))
    assert probe.results.count() == 1


def test_a_result_of_a_probe_that_was_changed_meanwhile_counts_for_nothing() -> None:
    probe = save_probe(code="portal", facts=SITE, by=None, at=NOON, is_new=True)
    other = ProbeFacts(name="Min side", kind=ProbeKind.TCP, target="portal.example.org:80")
    save_probe(code="portal", facts=other, by=None, at=NOON)
    note_result(probe=probe, tried=TRIED_BADLY, at=after(1))
    assert Probe.objects.get().is_ok is None
    assert not probe.results.exists()


def test_a_probe_is_tried_when_it_is_due_and_when_somebody_asks(cast: Cast) -> None:
    save_probe(code="portal", facts=SITE, by=None, at=NOON, is_new=True)
    claimed = [claim_due_probes(at=after(s), at_most=9) for s in (0, 59, 60)]
    assert [len(some) for some in claimed] == [1, 0, 1]
    ask_probe(code="portal", by=cast.hedda)
    assert claim_due_probes(at=after(61), at_most=9, besides={"portal"}) == []
    assert len(claim_due_probes(at=after(61), at_most=9)) == 1


def test_jobs_that_wait_too_long_are_told() -> None:
    now = clock.now()
    app.configure_task("reports.check_conservation").defer(timestamp=0)
    settings = ProbeSettings(longest_wait_s=300)
    assert try_jobs(settings, at=now + timedelta(seconds=200)).is_ok
    late = try_jobs(settings, at=now + timedelta(seconds=690))
    assert (late.code, late.detail) == ("continuity.probe_jobs_wait", "11")


def test_whoever_may_writes_a_probe_tries_it_and_takes_it_away(
    cast: Cast, centre: Revision, browser_of: Callable[[User], Client]
) -> None:
    hedda, liv = browser_of(cast.hedda), browser_of(cast.liv)
    written = {
        "name": "Min side",
        "code": "portal",
        "target": "portal.example.org",
        "timeout_s": "2 s",
        "every_s": "30 s",
        "in_a_row": "2",
        "is_on": "on",
    }
    new = reverse("continuity:probe-new", args=["http"])
    assert "https://" in hedda.post(new, written).content.decode()
    assert not Probe.objects.exists()
    hedda.post(new, written | {"target": "https://portal.example.org"})
    probe = Probe.objects.get()
    assert (probe.every_s, probe.settings) == (30, {"timeout_s": 2.0, "in_a_row": 2})
    note_result(probe=probe, tried=TRIED_BADLY, at=clock.now())
    page = liv.get(reverse("continuity:probe", args=["portal"])).content.decode()
    assert "Kjører programmet?" in page
    assert "portal.example.org" not in page  # whoever may not write probes need not know where
    claim_due_probes(at=clock.now(), at_most=1)
    hedda.post(reverse("continuity:probe-try", args=["portal"]))
    assert Probe.objects.get().tried_at is None
    hedda.post(reverse("continuity:probe-remove", args=["portal"]))
    assert not Probe.objects.exists()
