"""Does the worker's watch find what dies outside, and notice when it is back?"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.test import override_settings

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.config.watcher import Watcher
from frontlinje.continuity.actions.probing import ProbeFacts, ask_probe, save_probe
from frontlinje.continuity.actions.watching import sweep_triggers
from frontlinje.continuity.calling import NotCalled, send_mail
from frontlinje.continuity.models import Suggestion
from frontlinje.continuity.rules.probes import ProbeKind, ProbeSettings
from frontlinje.continuity.tests.outside_servers import nobody_there, web_site
from frontlinje.continuity.tests.small_plans import saved
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import NOON, centre
from tests.mail.sink import Sink

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]


def test_a_web_server_dies_and_the_plan_is_suggested_until_it_is_back() -> None:
    gone = {"kind": "probe", "code": "portal", "down_for_s": 0.1, "clear_after_s": 0.1}
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(2))
        watcher = Watcher(pool)

        def look() -> Suggestion | None:
            """Try the probe and look at the triggers, twice, so that time passes between."""
            ask_probe(code="portal", by=None)
            watcher.begin_tries()
            for trying in list(watcher.under_way):
                trying.result(timeout=60)
            watcher.note_results()
            sweep_triggers(at=clock.now())
            sweep_triggers(at=clock.now() + timedelta(seconds=1))
            return Suggestion.objects.filter(cleared_at__isnull=True).first()

        with web_site() as port:
            facts = ProbeFacts(
                name="Min side",
                kind=ProbeKind.HTTP,
                target=f"http://127.0.0.1:{port}/",
                settings=ProbeSettings(in_a_row=1),
            )
            save_probe(code="portal", facts=facts, by=None, at=clock.now(), is_new=True)
            saved(triggers=[gone], at=clock.now())
            assert look() is None
        raised = look()
        assert raised is not None
        assert raised.figures["name"] == "Min side"
        assert raised.figures["found"] == "continuity.probe_refused"
        with web_site(port=port):
            assert look() is None
    told = Event.objects.filter(kind__startswith="suggestion.").order_by("id")
    assert [event.kind for event in told] == ["suggestion.raised", "suggestion.cleared"]


def test_a_mail_calls_whoever_is_away_and_says_when_no_server_takes_it(cast: Cast) -> None:
    with nobody_there() as port:
        pass
    sink = Sink(port)
    letter = {"to": "vakt@example.org", "subject": "Planen «Beredskap» er foreslått", "text": "Nå"}
    with override_settings(MAIL_OUT_URL=f"smtp://127.0.0.1:{port}"):
        with pytest.raises(NotCalled, match="refused"):
            send_mail(**letter, state=effective_state(NOON), at=NOON)
        sink.start()
        send_mail(**letter, state=effective_state(NOON), at=NOON)
    sink.stop()
    got = sink.received[0]
    assert (got.recipients, got.mail["Subject"]) == (["vakt@example.org"], letter["subject"])
    assert got.mail["Auto-Submitted"] == "auto-generated"
    with override_settings(MAIL_OUT_URL=""), pytest.raises(NotCalled, match="MAIL_OUT_URL"):
        send_mail(**letter, state=effective_state(NOON), at=NOON)
