"""Does a file come into the register once, whole, with its mistakes told, and out again?"""

from datetime import timedelta

import pytest

from frontlinje.base.errors import Conflict, Invalid, NotAllowed, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.contacts.actions import import_writing, importing
from frontlinje.contacts.actions.customers import change_customer
from frontlinje.contacts.models import Customer, CustomerPhone, ImportRun, ImportState
from frontlinje.contacts.queries import facts_of_customer, search_customers
from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.contacts.rules.import_columns import Column
from frontlinje.contacts.tests.small_centre import NOON, arrive, customer
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db

FILE = """Medlemsnr;Navn;Telefon;E-post;Sted
1;Ola Nordmann;22 33 44 55;ola@example.no;Moss
2;Kari Åsen;98765432;;Ørje
;Uten Nummer;40404040;;
3;Feil Telefon;12;;
2;Kari igjen;;;
"""


def checked(text: str, by: User, hours: int = 1) -> ImportRun:
    run = importing.start_import(
        file_name="medlemmer.csv", content=text.encode(), country="NO", by=by, at=NOON
    )
    columns = [Column(column) if column else None for column in run.columns]
    importing.match_columns(run_id=run.id, columns=columns, by=by)
    importing.check_import(run_id=run.id, at=NOON + timedelta(hours=hours))
    run.refresh_from_db()
    return run


def imported(text: str, by: User, hours: int = 1) -> ImportRun:
    run = checked(text, by, hours)
    importing.confirm_import(run_id=run.id, by=by)
    import_writing.write_import(run_id=run.id, at=NOON + timedelta(hours=hours))
    run.refresh_from_db()
    return run


def undone(run: ImportRun, by: User) -> ImportRun:
    import_writing.start_undo(run_id=run.id, by=by)
    import_writing.undo_import(run_id=run.id, by=by.id, at=NOON + timedelta(days=1))
    run.refresh_from_db()
    return run


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    return run.n_new, run.n_changed, run.n_unchanged, len(run.errors)


def test_a_check_counts_and_writes_nothing(cast: Cast) -> None:
    run = checked(FILE, cast.liv)
    assert (run.state, run.n_rows, counts(run)) == (ImportState.CHECKED, 5, (3, 0, 0, 2))
    assert [(error["line"], error["code"]) for error in run.errors] == [
        (5, "contacts.not_a_phone"),
        (6, "contacts.row_twice"),
    ]
    assert not Customer.objects.exists()


def test_the_good_rows_come_in_with_events_and_are_found(cast: Cast) -> None:
    run = imported(FILE, cast.liv)
    assert (run.state, counts(run), run.file) == (ImportState.DONE, (3, 0, 0, 2), None)
    assert [found.number for found in search_customers("åsen")] == ["2"]
    assert CustomerPhone.objects.count() == 3
    assert Event.objects.filter(kind="customer.created", by=cast.liv.id).count() == 3
    assert Event.objects.get(kind="customer.imported").body["n_wrong"] == 2


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    imported(FILE, cast.liv)
    again = checked(FILE, cast.liv, hours=2)
    assert counts(again) == (0, 0, 3, 2)
    with pytest.raises(Conflict, match=r"contacts\.import_nothing_to_do"):
        importing.confirm_import(run_id=again.id, by=cast.liv)


def test_a_corrected_file_changes_only_what_it_corrects(cast: Cast) -> None:
    imported(FILE, cast.liv)
    corrected = FILE.replace(";12;", ";45454545;").replace("Ørje", "Halden")
    run = imported(corrected, cast.liv, hours=2)
    assert counts(run) == (1, 1, 2, 1)
    kari = Customer.objects.get(number="2")
    assert kari.place == "Halden"
    event = Event.objects.get(kind="customer.changed")
    assert (event.body["before"], event.body["after"]) == ({"place": "Ørje"}, {"place": "Halden"})


def test_a_household_without_numbers_is_not_doubled(cast: Cast) -> None:
    text = "Navn;Telefon\nKari Li;22334455\nPer Li;22334455\n"
    imported(text, cast.liv)
    assert counts(checked(text, cast.liv, hours=2)) == (0, 0, 2, 0)


def test_a_number_is_given_to_whoever_is_recognised_by_phone(cast: Cast) -> None:
    ola = customer("Nordmann Ola", cast.nina, phones=("+4722334455",))
    assert counts(imported(FILE, cast.liv)) == (2, 1, 0, 2)
    ola.refresh_from_db()
    assert (ola.number, ola.name) == ("1", "Ola Nordmann")


def test_an_undone_import_leaves_the_register_as_it_was(cast: Cast) -> None:
    old = customer("Gamle Ola", cast.nina, number="1", phones=("+4711111111",), place="Oslo")
    before = facts_of_customer(old)
    run = undone(imported(FILE, cast.liv), cast.liv)
    assert (run.state, run.n_left) == (ImportState.UNDONE, 0)
    assert list(Customer.objects.all()) == [old]
    assert facts_of_customer(old) == before
    old.refresh_from_db()
    assert "moss" not in old.search_key
    body = Event.objects.get(kind="customer.import_undone").body
    assert (body["n_removed"], body["n_restored"]) == (2, 1)


def test_whoever_something_happened_to_since_is_left_alone(cast: Cast, centre: Cast) -> None:
    customer("Uten Nummer", cast.nina, phones=("+4740404040",))
    run = imported(FILE + "4;Per Hansen;;;\n;Uten Nummer;40404040;ny@example.no;\n", cast.liv)
    arrive(customer=Customer.objects.get(number="1"))
    for number in ("2", "4"):
        facts = CustomerFacts(name="Rettet", number=number)
        corrected = Customer.objects.get(number=number)
        change_customer(customer_id=corrected.id, facts=facts, by=cast.nina, at=NOON)
    assert undone(run, cast.liv).n_left == 3
    assert set(Customer.objects.values_list("number", flat=True)) == {"1", "2", "4", None}


def test_jobs_that_come_twice_work_once(cast: Cast) -> None:
    run = imported(FILE, cast.liv)
    importing.check_import(run_id=run.id, at=NOON)
    import_writing.write_import(run_id=run.id, at=NOON)
    assert Customer.objects.count() == 3
    undone(run, cast.liv)
    import_writing.undo_import(run_id=run.id, by=cast.liv.id, at=NOON)
    assert Event.objects.filter(kind="customer.import_undone").count() == 1


def test_a_write_that_fails_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    run = checked(FILE, cast.liv)
    importing.confirm_import(run_id=run.id, by=cast.liv)

    def fail(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(import_writing, "_change", fail)
    import_writing.write_import(run_id=run.id, at=NOON)
    run.refresh_from_db()
    assert (run.state, run.failure["code"]) == (ImportState.FAILED, "contacts.import_crashed")
    assert not Customer.objects.exists()


def test_a_file_that_is_wrong_all_over_is_stopped(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_ERRORS", 1)
    run = checked(FILE, cast.liv)
    assert (run.state, run.failure["code"]) == (
        ImportState.FAILED,
        "contacts.import_too_many_errors",
    )


def test_a_file_can_be_thrown_away(cast: Cast) -> None:
    run = importing.discard_import(run_id=checked(FILE, cast.liv).id, by=cast.liv)
    assert (run.state, run.file, run.errors) == (ImportState.DISCARDED, None, [])
    with pytest.raises(Conflict, match=r"contacts\.import_wrong_state"):
        importing.confirm_import(run_id=run.id, by=cast.liv)
    with pytest.raises(Conflict, match=r"contacts\.import_wrong_state"):
        importing.match_columns(run_id=run.id, columns=[], by=cast.liv)


def test_columns_are_chosen_one_for_each_heading(cast: Cast) -> None:
    run = checked(FILE, cast.liv)
    with pytest.raises(Conflict, match=r"contacts\.import_wrong_state"):
        importing.match_columns(run_id=run.id, columns=[Column.NAME], by=cast.liv)


def test_only_whoever_may_import_does(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        checked(FILE, cast.nina)
    with pytest.raises(NotFound):
        importing.confirm_import(run_id=uuid7(), by=cast.liv)
    with pytest.raises(Invalid, match="too_many_columns"):
        checked("Navn" + ";x" * 70 + "\n", cast.liv)


def test_a_register_larger_than_one_piece_comes_in_whole(cast: Cast) -> None:
    lines = [f"{n};Medlem {n:x} Nordmann;{40000000 + n};m{n}@example.no;Moss" for n in range(2100)]
    text = "Medlemsnr;Navn;Telefon;E-post;Sted\n" + "\n".join(lines)
    run = imported(text, cast.liv)
    assert run.n_new == Customer.objects.count() == 2100
