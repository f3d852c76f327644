"""Does a leader answer, gather, close, move and tag many by keyboard, stop it, and take it back?"""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from playwright.sync_api import Page, expect

from frontlinje.base import clock
from frontlinje.bulk.models import BulkRun, ItemState, RunState
from frontlinje.channels.mail.models import OutgoingMail
from frontlinje.channels.mail.tests.mailroom import GENERAL, let_go, mail
from frontlinje.contacts.models import Case, Contact, Customer
from frontlinje.contacts.queries import conservation
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.tests.floor import came, known_customer
from frontlinje.people.tests.cast import Cast
from tests.mail.live_worker import LiveWorker
from tests.mail.sink import Received, Sink
from tests.mail.test_mail_in import until_all_are_read
from tests.mail.waiting import until
from tests.screens.browser import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("worker", "floor")]

N = 34
HELD_UP = 14
"""The place of the contact at which a run is held up: in the second ten."""
TEXT = "Hei {customer_name}. Strømmen er tilbake. Saken din er {reference}."
INCIDENT = "Strømbrudd i Eksempelvik"


def write_in(worker: LiveWorker, cast: Cast, n: int) -> None:
    """Let known customers write, each their own mail."""
    with worker.client() as client:
        for number in range(n):
            address = f"kunde{number}@example.net"
            known_customer(cast, f"Kunde {number}", emails=(address,))
            client.sendmail(address, [GENERAL], mail(sender=address, message_id=f"<{address}>"))
    until_all_are_read()


def listens(page: Page) -> None:
    """Wait until a page that has just come does more than a page without scripts would."""
    expect(page.locator("#desk-status")).to_be_visible()
    page.wait_for_function("document.readyState === 'complete' && 'htmx' in window")


def press(page: Page, keys: str) -> None:
    """Press keys on a page that has just come, as soon as it listens to them."""
    listens(page)
    page.keyboard.press(keys)


def say_how(page: Page, key: str, fill: Callable[[Page], object]) -> None:
    """Choose what is done to them, say how, and look at what would be done."""
    press(page, key)
    page.wait_for_url(re.compile(r"/bulk/[0-9a-f-]{36}/$"))
    fill(page)
    press(page, "Control+Enter")
    expect(page.locator("#preview")).to_be_visible()
    listens(page)


def choose_all(page: Page, n: int) -> None:
    """Choose from the first to the last by keyboard."""
    page.goto("/backlog/")
    expect(page.locator(".desk-row")).to_have_count(n)
    press(page, "j")
    page.keyboard.press("x")
    for _ in range(n - 1):
        page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(page.locator("#desk-bulk-count")).to_have_text(f"{n} valgt")


def start(page: Page) -> None:
    press(page, "Control+Shift+Enter")


def over(page: Page) -> BulkRun:
    """Wait until the page says that it is done; return the run."""
    expect(page.locator("#bulk-stage .ds-tag")).to_have_text("Ferdig")
    return BulkRun.objects.latest("prepared_at")


def undo(page: Page) -> None:
    press(page, "z")
    expect(page.locator("#bulk-stage .ds-tag")).to_have_text("Angret")


def is_somebody_waiting_for_the_run() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'tuple'"
            " AND relation = 'bulk_bulkrun'::regclass)"
        )
        return bool(cursor.fetchone()[0])


def stop_on_the_way(page: Page, run: BulkRun) -> None:
    """Start it, hold it up at one contact, see how far it is, and stop it."""
    with transaction.atomic():
        held = run.items.order_by("place")[HELD_UP].contact_id
        Contact.objects.select_for_update().get(id=held)
        start(page)
        expect(page.locator("label[for=bulk-progress]")).to_have_text(f"10 av {N - 1}")
        press(page, "s")
        until(is_somebody_waiting_for_the_run)
    expect(page.locator("#bulk-stage .ds-tag")).to_have_text("Stoppet")


def sent_to(received: list[Received]) -> Counter[str]:
    return Counter(to for one in received for to in one.recipients)


def customer_of(contact: Contact) -> Customer:
    assert contact.customer is not None
    return contact.customer


def address_of(contact: Contact) -> str:
    return customer_of(contact).emails.get().address


def unfold(page: Page, said: str, contacts: list[Contact]) -> None:
    """Open the list of those to whom this happened."""
    part = page.locator(".bulk-part", has_text=said)
    part.locator("summary").press("Enter")
    expect(part.locator(".bulk-row")).to_have_count(len(contacts))
    expect(part).to_contain_text(customer_of(contacts[0]).name)


def assert_each_got_their_own(received: list[Received]) -> None:
    for one in received:
        contact = Contact.objects.get(customer__emails__address=one.recipients[0])
        body = one.mail.get_body(("plain",))
        assert body is not None
        assert f"Saken din er {contact.reference}." in body.get_content()


def answer_in_one_incident(page: Page) -> None:
    page.locator("#id_text_nb").fill(TEXT)
    page.locator("#id_case_title").fill(INCIDENT)


def test_one_answer_goes_to_each_in_their_own_words_is_stopped_and_gone_on_with(
    visitor: Visitor, worker: LiveWorker, outside: Sink, cast: Cast
) -> None:
    write_in(worker, cast, N)
    page = visitor(cast.liv)
    choose_all(page, N)
    say_how(page, "1", answer_in_one_incident)
    run = BulkRun.objects.get()
    first, spared = run.items.order_by("place")[0], run.items.order_by("place")[3]
    shown = page.locator(f"#item-{first.id}")
    shown.locator("summary").press("Enter")
    expect(shown).to_contain_text(
        f"Hei Kunde 0. Strømmen er tilbake. Saken din er {first.contact.reference}."
    )
    page.locator(f"#out-{spared.id}").press("Enter")
    expect(page.locator(f"#item-{spared.id}")).to_have_attribute("data-out", "yes")
    expect(page.locator(f"#out-{spared.id}")).to_be_focused()
    expect(page.locator("#preview")).to_contain_text(f"med {N - 1} henvendelser")

    stop_on_the_way(page, run)
    done = [item.contact for item in run.items.filter(state=ItemState.DONE)]
    left = [item.contact for item in run.items.filter(state=ItemState.WAITING)]
    assert (len(done) + len(left), len(left) > 0) == (N - 1, True)
    unfold(page, "Utført for", done)
    unfold(page, "ble ikke nådd", left)
    let_go(at=clock.now())
    until(lambda: len(outside.received) >= len(done))
    assert sent_to(outside.received) == Counter(map(address_of, done))

    page.get_by_role("button", name="Fortsett med resten").press("Enter")
    over(page)
    let_go(at=clock.now())
    until(lambda: len(outside.received) >= N - 1)
    assert sent_to(outside.received) == Counter(map(address_of, [*done, *left]))
    assert_each_got_their_own(outside.received)
    spared.contact.refresh_from_db()
    assert (spared.contact.state, spared.contact.case) == (State.QUEUED, None)
    assert Case.objects.get(is_major=True).contacts.count() == N - 1
    assert all(sums.holds for sums in conservation())


def test_contacts_of_an_incident_are_gathered_answered_together_and_taken_back(
    visitor: Visitor, worker: LiveWorker, outside: Sink, cast: Cast
) -> None:
    write_in(worker, cast, 3)
    page = visitor(cast.liv)
    choose_all(page, 3)
    say_how(page, "5", lambda page: page.locator("#id_case_title").fill(INCIDENT))
    start(page)
    over(page)
    case = Case.objects.get(is_major=True)
    assert case.contacts.count() == 3
    page.goto(f"/desk/contacts/{case.contacts.get(customer__name='Kunde 1').id}/")
    expect(page.locator("main")).to_contain_text(INCIDENT)
    expect(page.locator("main")).not_to_contain_text("Kunde 2")

    page.goto("/backlog/")
    press(page, "Shift+A")
    say_how(page, "1", lambda page: page.locator("#id_text_nb").fill(TEXT))
    start(page)
    run = over(page)
    assert run.items.filter(state=ItemState.DONE).count() == 3
    assert set(Contact.objects.values_list("state", flat=True)) == {State.CLOSED}
    undo(page)
    assert set(Contact.objects.values_list("state", flat=True)) == {State.QUEUED}
    assert case.contacts.count() == 3
    let_go(at=clock.now())
    assert not OutgoingMail.objects.filter(state="queued").exists()
    assert outside.received == []


def test_what_was_done_to_many_is_undone_by_a_key(visitor: Visitor, cast: Cast) -> None:
    for number in range(4):
        came(subject=f"Hei {number}")
    before = facts()
    page = visitor(cast.liv)
    for key, fill, facts_then in (
        ("2", close_as_spam, {"state": State.CLOSED}),
        ("3", move_to_settlement, {"queue": "settlement"}),
        ("4", tag_as_flood, {"tags": ["flood"]}),
    ):
        choose_all(page, 4)
        say_how(page, key, fill)
        start(page)
        run = over(page)
        assert Contact.objects.filter(**facts_then).count() == 4
        undo(page)
        assert facts() == before
        run.refresh_from_db()
        assert run.state == RunState.UNDONE


def facts() -> list[tuple[str, str, list[str]]]:
    return [*Contact.objects.order_by("id").values_list("state", "queue", "tags")]


def close_as_spam(page: Page) -> None:
    page.locator("#id_reason").select_option("spam")


def move_to_settlement(page: Page) -> None:
    page.locator("#id_queue").select_option("settlement")


def tag_as_flood(page: Page) -> None:
    page.locator("#id_add_0").press("Space")
