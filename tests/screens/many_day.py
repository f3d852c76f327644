"""What does a leader have before them who does one thing to many? A run prepared, and one done."""

from datetime import timedelta

from frontlinje.base import clock
from frontlinje.bulk.actions.preparing import leave_out, prepare_run, set_terms, start_run
from frontlinje.bulk.actions.working import work_on
from frontlinje.bulk.models import BulkRun, Deed
from frontlinje.contacts.models import Contact, Customer
from frontlinje.people.tests.cast import Cast
from frontlinje.suggestions.models import Aim, Learning
from frontlinje.suggestions.rules.worth import Verdict
from tests.screens.lively_day import let_it_live

ANSWER = {
    "texts": {
        "nb": "Hei {customer_name}\n\nVi har strømbrudd på anlegget i Eksempelvik, og hentingen "
        "din, {reference}, er utsatt til i morgen. Du trenger ikke gjøre noe.\n\nHilsen "
        "{agent_name}",
        "sv": "",
        "en": "",
    },
    "wrap_up_code": "",
    "case": "",
    "case_title": "Strømbrudd i Eksempelvik",
}


def _run(cast: Cast) -> BulkRun:
    let_it_live(cast)
    now = clock.now()
    written = Contact.objects.filter(channel__in=["mail", "web"]).values_list("id", flat=True)
    chosen = [*written.filter(state="queued")[:9], *written.exclude(state="queued")[:3]]
    for number, customer in enumerate(Customer.objects.filter(contacts__in=chosen[:6]).distinct()):
        customer.emails.create(address=f"medlem{number}@example.org")
    run = prepare_run(deed=Deed.ANSWER, contact_ids=chosen, by=cast.liv, at=now)
    set_terms(run_id=run.id, terms=ANSWER, by=cast.liv, at=now)
    item = run.items.order_by("place")[1]
    leave_out(item_id=item.id, run_id=run.id, is_left_out=True, by=cast.liv)
    return run


def prepared(cast: Cast) -> dict[str, object]:
    """Prepare an answer to many, of whom some cannot get it."""
    return {"run_id": _run(cast).id}


def done(cast: Cast) -> dict[str, object]:
    """Give it to those who can get it."""
    run = _run(cast)
    start_run(run_id=run.id, by=cast.liv, at=clock.now())
    while work_on(run_id=run.id, at=clock.now()):
        pass
    return {"run_id": run.id}


def learnt(cast: Cast) -> None:
    """Have learnt topics well, and queues no better than always saying the same."""
    figures = {"n_learnt": 4210, "n_held_back": 1052, "n_labels": 9}
    at = clock.now() - timedelta(hours=9)
    Learning.objects.create(
        aim=Aim.TOPIC,
        at=at,
        verdict=Verdict.USED,
        hit_rate=0.78,
        majority_rate=0.31,
        n_said=812,
        n_said_right=709,
        sha256="0" * 64,
        **figures,
    )
    Learning.objects.create(
        aim=Aim.QUEUE,
        at=at,
        verdict=Verdict.NO_BETTER,
        hit_rate=0.64,
        majority_rate=0.6,
        n_said=540,
        n_said_right=372,
        **figures,
    )
