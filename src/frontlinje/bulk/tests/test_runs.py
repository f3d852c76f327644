"""A run does its deed to each contact exactly once, tells what it could not do, and is undone."""

from datetime import timedelta
from typing import Any

import pytest

from frontlinje.base import clock
from frontlinje.base.errors import Conflict, FrontlinjeError, Invalid, NotAllowed
from frontlinje.bulk import deeds
from frontlinje.bulk.actions import working
from frontlinje.bulk.actions.preparing import (
    leave_out,
    prepare_run,
    resume_run,
    set_terms,
    start_run,
    stop_run,
)
from frontlinje.bulk.actions.working import work_on
from frontlinje.bulk.models import BulkRun, Deed, RunState
from frontlinje.bulk.queries.progress import preview_of
from frontlinje.bulk.tests.running import (
    CLOSE,
    answer,
    done,
    outcome,
    prepared,
    undone,
    work_through,
)
from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.models import OutgoingMail
from frontlinje.contacts.actions.drafts import draft_of, save_draft
from frontlinje.contacts.models import Case, Contact, Message
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.queries.open_contact import open_contact
from frontlinje.desk.tests.floor import came, in_hand, known_customer, state_of
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


def sent_to(contact: Contact) -> list[str]:
    """Return what was written to the customer of a contact."""
    return list(
        Message.objects.filter(contact=contact, is_outgoing=True).values_list("text", flat=True)
    )


def test_one_answer_reaches_each_exactly_once_with_what_is_theirs(
    floor: object, cast: Cast
) -> None:
    kari = known_customer(cast, "Kari Eksempel", emails=("kari@example.org",))
    sven = known_customer(cast, "Sven Exempel", emails=("sven@example.org",), language="sv")
    first, second = came(customer=kari), came(customer=sven, sender="sven@example.org")
    texts = {"sv": "Hej {customer_name}, {reference}"}
    terms = answer("Hei {customer_name}, {reference}", texts=texts, wrap_up_code="answered")
    run = done(Deed.ANSWER, terms, [first, second], cast.liv)
    assert run.state == RunState.DONE
    assert sent_to(first) == [f"Hei Kari Eksempel, {first.reference}"]
    assert sent_to(second) == [f"Hej Sven Exempel, {second.reference}"]
    assert {state_of(first), state_of(second)} == {State.CLOSED}
    assert (first.wrap_up_code, first.last_agent) == ("answered", None)
    work_through(run)
    assert OutgoingMail.objects.count() == 2
    assert Event.objects.get(kind="bulk.ended").body["n_done"] == 2


def test_a_chunk_that_fell_is_done_again_and_nothing_twice(
    floor: object, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    contacts = [came(customer=known_customer(cast, f"Kunde {n}")) for n in range(3)]
    run = prepared(Deed.ANSWER, answer("Hei"), contacts, cast.liv)
    start_run(run_id=run.id, by=cast.liv, at=clock.now())
    monkeypatch.setattr(working, "AT_A_TIME", 2)
    work_on(run_id=run.id, at=clock.now())
    real = deeds.do_to
    calls = 0

    def killed(*of: Any, **how: Any) -> dict[str, object]:
        nonlocal calls
        calls += 1
        real(*of, **how)
        raise KeyboardInterrupt

    monkeypatch.setattr(deeds, "do_to", killed)
    with pytest.raises(KeyboardInterrupt):
        work_on(run_id=run.id, at=clock.now())
    assert calls == 1
    assert OutgoingMail.objects.count() == 2
    monkeypatch.setattr(deeds, "do_to", real)
    work_through(run)
    assert [len(sent_to(contact)) for contact in contacts] == [1, 1, 1]


def test_what_hinders_is_listed_and_the_others_are_done(floor: object, cast: Cast) -> None:
    free, busy, over = came(), in_hand(cast.omar), came()
    done(Deed.CLOSE, CLOSE, [over], cast.liv)
    run = done(Deed.CLOSE, CLOSE, [free, busy, over], cast.liv)
    assert outcome(run) == {
        free.reference: "done",
        busy.reference: "bulk.in_hand",
        over.reference: "bulk.is_over",
    }
    assert state_of(busy) == State.ACTIVE


def test_a_customer_who_wrote_meanwhile_is_not_answered_unread(floor: object, cast: Cast) -> None:
    contact = came(customer=known_customer(cast))
    run = prepared(Deed.ANSWER, answer("Hei"), [contact], cast.liv)
    Message.objects.create(contact=contact, at=clock.now(), text="Glem det, alt er i orden")
    start_run(run_id=run.id, by=cast.liv, at=clock.now())
    assert outcome(work_through(run)) == {contact.reference: "desk.newer_message"}
    assert state_of(contact) == State.QUEUED


def test_a_name_that_is_not_known_is_never_sent_as_braces(floor: object, cast: Cast) -> None:
    unknown = came()
    run = done(Deed.ANSWER, answer("Hei {customer_name}"), [unknown], cast.liv)
    assert outcome(run) == {unknown.reference: "bulk.unknown_of_customer"}
    assert sent_to(unknown) == []


def test_an_answer_one_has_begun_oneself_is_not_mixed_up_with_it(floor: object, cast: Cast) -> None:
    contact = came()
    save_draft(contact_id=contact.id, user=cast.liv, text="Kjære", sequence=1, at=clock.now())
    run = done(Deed.ANSWER, answer("Hei"), [contact], cast.liv)
    assert outcome(run) == {contact.reference: "bulk.own_draft"}


def test_who_is_left_out_stays_as_they_are(floor: object, cast: Cast) -> None:
    first, second = came(), came()
    run = prepared(Deed.CLOSE, CLOSE, [first, second], cast.liv)
    item = run.items.get(contact=first)
    leave_out(item_id=item.id, run_id=run.id, is_left_out=True, by=cast.liv)
    start_run(run_id=run.id, by=cast.liv, at=clock.now())
    work_through(run)
    assert (state_of(first), state_of(second)) == (State.QUEUED, State.CLOSED)
    with pytest.raises(Conflict, match=r"bulk\.wrong_state"):
        leave_out(item_id=item.id, run_id=run.id, is_left_out=False, by=cast.liv)


def test_a_run_stops_between_contacts_and_goes_on_from_there(
    floor: object, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "AT_A_TIME", 1)
    contacts = [came(), came(), came()]
    run = prepared(Deed.CLOSE, CLOSE, contacts, cast.liv)
    start_run(run_id=run.id, by=cast.liv, at=clock.now())
    assert work_on(run_id=run.id, at=clock.now())
    stop_run(run_id=run.id, by=cast.liv, at=clock.now())
    assert not work_on(run_id=run.id, at=clock.now())
    assert sorted(outcome(run).values()) == ["done", "waiting", "waiting"]
    assert Event.objects.get(kind="bulk.ended").body["is_stopped"]
    resume_run(run_id=run.id, by=cast.liv)
    assert set(outcome(work_through(run)).values()) == {"done"}


def test_what_failed_can_be_tried_again(floor: object, cast: Cast) -> None:
    contact = came()
    run = done(Deed.ANSWER, answer("Hei {customer_name}"), [contact], cast.liv)
    Contact.objects.filter(id=contact.id).update(customer=known_customer(cast))
    resume_run(run_id=run.id, by=cast.liv)
    assert outcome(work_through(run)) == {contact.reference: "done"}


def test_closing_is_undone_unless_somebody_has_been_there_since(floor: object, cast: Cast) -> None:
    first, second = came(), came()
    run = done(Deed.CLOSE, CLOSE, [first, second], cast.liv)
    later = clock.now() + timedelta(seconds=1)
    Contact.objects.filter(id=second.id).update(closed_at=later)
    undone(run, cast.liv)
    assert (state_of(first), state_of(second)) == (State.QUEUED, State.CLOSED)
    assert outcome(run)[second.reference] == "bulk.changed_since"
    assert Event.objects.get(kind="bulk.undone").body == {
        "run_id": str(run.id),
        "deed": "close",
        "n_undone": 1,
        "n_kept": 1,
    }


def test_moving_and_tagging_are_undone_to_what_was(
    floor: object, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact, form = came(channel="web"), came("forms", "web")
    run = done(Deed.MOVE, {"queue": "forms"}, [contact, form], cast.liv)
    contact.refresh_from_db()
    assert contact.queue == "forms"
    assert outcome(run)[form.reference] == "bulk.there_already"
    undone(run, cast.liv)
    contact.refresh_from_db()
    assert (contact.queue, contact.state) == ("general", State.QUEUED)
    tagged = done(Deed.TAG, {"add": ["flood"], "remove": []}, [contact], cast.liv)
    assert outcome(tagged) == {contact.reference: "done"}
    contact.refresh_from_db()
    assert contact.tags == ["flood"]
    undone(tagged, cast.liv)
    contact.refresh_from_db()
    assert contact.tags == []


def test_an_answer_is_taken_back_while_it_is_held(floor: object, cast: Cast) -> None:
    held, gone = (came(customer=known_customer(cast, name)) for name in ("Kari", "Ola"))
    run = done(Deed.ANSWER, answer("Hei {customer_name}"), [held, gone], cast.liv)
    left = OutgoingMail.objects.filter(message__contact=gone)
    left.update(next_at=clock.now() - timedelta(seconds=1))
    undone(run, cast.liv)
    assert (state_of(held), sent_to(held)) == (State.QUEUED, [])
    draft = draft_of(contact_id=held.id, user=cast.liv)
    assert draft is not None
    assert draft.text == "Hei Kari"
    assert (state_of(gone), outcome(run)[gone.reference]) == (State.CLOSED, "mail.has_left")


def test_contacts_of_an_incident_are_gathered_and_stay_apart(floor: object, cast: Cast) -> None:
    kari, ola = (came(customer=known_customer(cast, name)) for name in ("Kari", "Ola"))
    own = Case.objects.create(reference="K-9", title="Egen sak", opened_at=clock.now())
    with_case = came(customer=kari.customer, case=own)
    terms = answer("Vi vet om det", case_title="Strømbrudd i nord")
    done(Deed.ANSWER, terms, [kari, ola, with_case], cast.liv)
    incident = Case.objects.get(is_major=True)
    assert set(incident.contacts.all()) == {kari, ola}
    with_case.refresh_from_db()
    assert with_case.case == own
    now = clock.now()
    shown = open_contact(cast.liv, kari.id, state=effective_state(now), now=now)
    assert shown.related_ids == [kari.id]
    more = came()
    run = done(Deed.GATHER, {"case": str(incident.id), "case_title": ""}, [more, kari], cast.liv)
    assert outcome(run) == {more.reference: "done", kari.reference: "bulk.has_a_case"}
    undone(run, cast.liv)
    more.refresh_from_db()
    assert more.case is None


def test_terms_that_cannot_be_used_are_refused_before_anything_happens(
    floor: object, cast: Cast
) -> None:
    def refused(deed: Deed, terms: dict[str, object]) -> str:
        with pytest.raises(FrontlinjeError) as error:
            prepared(deed, terms, [came()], cast.liv)
        return error.value.code

    assert refused(Deed.MOVE, {"queue": "nowhere"}) == "routing.no_such_queue"
    assert refused(Deed.TAG, {"add": [], "remove": []}) == "bulk.no_tag"
    assert refused(Deed.ANSWER, answer(" ")) == "bulk.text_missing"
    assert refused(Deed.ANSWER, answer("{weather}")) == "bulk.unknown_word"
    assert refused(Deed.GATHER, {"case": "", "case_title": ""}) == "bulk.no_case"
    assert refused(Deed.CLOSE, {**CLOSE, "wrap_up_code": "x"}) == "routing.no_such_wrap_up_code"
    run = prepare_run(deed=Deed.CLOSE, contact_ids=[came().id], by=cast.liv, at=clock.now())
    with pytest.raises(Conflict, match=r"bulk\.no_terms"):
        start_run(run_id=run.id, by=cast.liv, at=clock.now())
    with pytest.raises(Invalid, match=r"bulk\.nothing_chosen"):
        prepare_run(deed=Deed.CLOSE, contact_ids=[], by=cast.liv, at=clock.now())


def test_only_who_leads_does_things_to_many(floor: object, cast: Cast) -> None:
    contact = came()
    with pytest.raises(NotAllowed):
        prepare_run(deed=Deed.CLOSE, contact_ids=[contact.id], by=cast.nina, at=clock.now())
    run = prepared(Deed.CLOSE, CLOSE, [contact], cast.liv)
    start_run(run_id=run.id, by=cast.liv, at=clock.now())
    cast.liv.roles = ["agent"]
    cast.liv.save(update_fields=["roles"])
    assert outcome(work_through(run)) == {contact.reference: "people.missing_permission"}
    assert state_of(contact) == State.QUEUED


def test_what_was_prepared_and_forgotten_goes_away(floor: object, cast: Cast) -> None:
    old = prepared(Deed.CLOSE, CLOSE, [came()], cast.liv)
    BulkRun.objects.update(prepared_at=clock.now() - timedelta(days=2))
    new = prepared(Deed.CLOSE, CLOSE, [came()], cast.liv)
    assert set(BulkRun.objects.all()) == {new}
    with pytest.raises(FrontlinjeError):
        set_terms(run_id=old.id, terms=CLOSE, by=cast.liv, at=clock.now())


def test_the_preview_counts_out_whom_no_answer_can_reach(floor: object, cast: Cast) -> None:
    chosen = [came(), came(sender="Kari"), came(sender="")]
    run = prepared(Deed.ANSWER, answer("Hei"), chosen, cast.liv)
    now = clock.now()
    preview = preview_of(run, by=cast.liv, state=effective_state(now), now=now)
    assert (preview.n_ready, preview.n_hindered) == (1, 2)
    obstacles = [row.obstacle and row.obstacle[0] for row in preview.rows]
    assert obstacles == [None, "mail.nobody_to_answer", "mail.nobody_to_answer"]
