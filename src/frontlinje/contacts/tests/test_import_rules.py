"""Are columns guessed, rows read, and matched with the right customer or none?"""

from uuid import UUID

import pytest

from frontlinje.base.errors import Invalid
from frontlinje.base.table_file import Row
from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.contacts.rules.import_columns import Column, check_columns, guess_columns
from frontlinje.contacts.rules.import_plan import Plan, Register, matching_customer, plan_rows
from frontlinje.contacts.rules.import_rows import RowError, RowFacts, read_row, updated
from frontlinje.contacts.rules.likeness import are_names_similar, may_be_same

OLA, KARI, PER = (UUID(int=n) for n in (1, 2, 3))
C = Column


def good(row: RowFacts | RowError) -> RowFacts:
    assert isinstance(row, RowFacts)
    return row


def read(columns: list[Column | None], *cells: str) -> RowFacts | RowError:
    return read_row(Row(2, cells), columns, "NO")


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (["Medlemsnr", "Fornavn", "Etternavn"], [C.NUMBER, C.FIRST_NAME, C.LAST_NAME]),
        (["KUNDNUMMER", "Namn", "E-postadress", "Ort"], [C.NUMBER, C.NAME, C.EMAIL, C.PLACE]),
        (["Customer no.", "Name", "Mobile", "Zip"], [C.NUMBER, C.NAME, C.PHONE, C.POSTAL_CODE]),
        (["Telefon", "Mobil", "Språk", "Merker"], [C.PHONE, C.PHONE, C.LANGUAGE, C.FLAGS]),
        (["Navn", "Kunde", "Saldo", ""], [C.NAME, None, None, None]),
    ],
)
def test_columns_are_guessed(headings: list[str], columns: list[Column | None]) -> None:
    assert guess_columns(headings) == columns


def test_columns_must_give_a_name_once() -> None:
    check_columns([C.NAME, C.PHONE, C.PHONE, None])
    with pytest.raises(Invalid, match="import_no_name"):
        check_columns([C.NUMBER, C.PHONE])
    with pytest.raises(Invalid, match="import_column_twice"):
        check_columns([C.NAME, C.NAME])


def test_a_row_is_read() -> None:
    columns: list[Column | None] = [
        C.NUMBER,
        C.FIRST_NAME,
        C.LAST_NAME,
        C.PHONE,
        C.PHONE,
        C.EMAIL,
        C.LANGUAGE,
    ]
    columns += [C.FLAGS, C.WEIGHT, C.KIND, None]
    cells = ("471", "Ola", "Nordmann", "22 33 44 55", "98765432, 22334455", "OLA@x.no", "Svensk")
    row = good(read(columns, *cells, "large herd; late payer", "2", "Firma", "whatever"))
    assert row.facts == CustomerFacts(
        name="Ola Nordmann",
        number="471",
        phones=("+4722334455", "+4798765432"),
        emails=("ola@x.no",),
        language="sv",
        flags=("large herd", "late payer"),
        weight=2,
        is_organisation=True,
    )


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        (C.PHONE, "12", "contacts.not_a_phone"),
        (C.EMAIL, "ola(at)x.no", "contacts.not_an_email"),
        (C.LANGUAGE, "klingon", "contacts.unknown_language"),
        (C.KIND, "robot", "contacts.unknown_kind"),
        (C.WEIGHT, "mye", "contacts.bad_weight"),
        (C.WEIGHT, "-1", "contacts.bad_weight"),
        (C.FLAGS, "x" * 41, "contacts.too_long"),
        (C.ADDRESS, "x" * 1001, "contacts.too_long"),
    ],
)
def test_what_is_wrong_with_a_row_is_told(column: Column, cell: str, code: str) -> None:
    row = read([C.NAME, column], "Ola", cell)
    assert isinstance(row, RowError)
    assert (row.line, row.code, row.cells) == (2, code, ("Ola", cell))


def test_a_row_without_a_name_or_with_too_many_cells_is_wrong() -> None:
    for row, code in (
        (read([C.NAME, C.PLACE], "", "Moss"), "contacts.name_missing"),
        (read([C.NAME], "Ola", "", "Moss"), "contacts.row_too_long"),
    ):
        assert isinstance(row, RowError)
        assert row.code == code
    good(read([C.NAME], "Ola", "", ""))


def test_a_person_is_told_from_an_organisation() -> None:
    assert not good(read([C.NAME, C.KIND], "Ola", "privat")).facts.is_organisation


def test_a_row_replaces_what_it_gives_and_takes_nothing_away() -> None:
    before = CustomerFacts(name="Ola", place="Moss", phones=("+4722334455",), weight=2)
    row = good(read([C.NAME, C.PLACE, C.PHONE, C.WEIGHT], "Ola N", "", "98765432", ""))
    after = updated(before, row)
    assert after == CustomerFacts(
        name="Ola N", place="Moss", phones=("+4722334455", "+4798765432"), weight=2
    )


@pytest.mark.parametrize(
    ("one", "other", "is_similar"),
    [
        ("Ola Nordmann", "Nordmann, Ola", True),
        ("Ola Nordmann", "Ola Nordman", True),
        ("O. Nordmann", "Ola Nordmann", True),
        ("Ola Nordmann", "Kari Nordmann", False),
        ("Ola Åsen", "ola aasen", True),
        ("Nordmann", "Ola Nordmann", True),
        ("O N", "Ola Nordmann", False),
        ("", "Ola", False),
        ("Ola Ola", "Ola Nordmann", False),
    ],
)
def test_names_are_similar_or_not(one: str, other: str, is_similar: bool) -> None:
    assert are_names_similar(one, other) is is_similar
    assert are_names_similar(other, one) is is_similar


def test_two_who_share_nothing_are_not_the_same() -> None:
    ola = CustomerFacts(name="Ola", phones=("+471",), emails=("a@b.no",))
    assert may_be_same(ola, CustomerFacts(name="ola", emails=("a@b.no",)))
    assert not may_be_same(ola, CustomerFacts(name="ola", phones=("+472",)))
    assert not may_be_same(ola, CustomerFacts(name="Kari", phones=("+471",)))


REGISTER = Register(
    facts={
        OLA: CustomerFacts(name="Ola Li", number="1", phones=("+471",)),
        KARI: CustomerFacts(name="Kari Li", phones=("+471", "+472"), emails=("k@x.no",)),
        PER: CustomerFacts(name="Kari Lie", phones=("+472",), place="Moss"),
    },
    by_number={"1": OLA, "old": OLA},
    by_phone={"+471": frozenset({OLA, KARI}), "+472": frozenset({KARI, PER})},
    by_email={"k@x.no": frozenset({KARI})},
    by_name={"Kari Lie": frozenset({PER})},
)


def row_of(**facts: object) -> RowFacts:
    made = CustomerFacts(**facts)  # type: ignore[arg-type]
    return RowFacts(2, made, frozenset(facts), ())


@pytest.mark.parametrize(
    ("facts", "customer"),
    [
        ({"name": "Helt Ny", "number": "1"}, OLA),
        ({"name": "Helt Ny", "number": "old"}, OLA),
        ({"name": "Helt Ny", "number": "9"}, None),
        ({"name": "Ola Li", "number": "9", "phones": ("+471",)}, None),
        ({"name": "Kari Li", "number": "9", "phones": ("+471",)}, KARI),
        ({"name": "Li, Ola", "phones": ("+471",)}, OLA),
        ({"name": "Kari Li", "phones": ("+472",)}, KARI),
        ({"name": "K. Li", "emails": ("k@x.no",)}, KARI),
        ({"name": "Anne Hansen", "phones": ("+471",)}, None),
        ({"name": "Kari Lie", "place": "Moss"}, PER),
        ({"name": "Kari Lie", "place": "Oslo"}, None),
        ({"name": "Ny Person"}, None),
    ],
)
def test_a_row_means(facts: dict[str, object], customer: UUID | None) -> None:
    assert matching_customer(row_of(**facts), REGISTER) == customer


def test_a_row_that_may_mean_two_is_not_guessed() -> None:
    plan = Plan()
    plan_rows(plan, [row_of(name="Karis Li", phones=("+472",))], REGISTER)
    assert [error.code for error in plan.errors] == ["contacts.row_ambiguous"]


def test_a_plan_tells_new_changed_unchanged_and_twice() -> None:
    plan = Plan()
    rows = [
        row_of(name="Ola Li", number="1"),
        row_of(name="Kari Li", emails=("k@x.no",), place="Moss"),
        row_of(name="Ny", number="9"),
        row_of(name="Ny igjen", number="9"),
        row_of(name="Uten Nummer", phones=("+479",)),
        row_of(name="uten nummer", phones=("+479", "+478")),
        row_of(name="Bare Navn"),
        row_of(name="Bare Navn"),
    ]
    plan_rows(plan, rows, REGISTER)
    assert [facts.name for facts in plan.new] == ["Ny", "Uten Nummer", "Bare Navn"]
    assert list(plan.changed) == [KARI]
    assert plan.n_unchanged == 1
    assert [error.code for error in plan.errors] == ["contacts.row_twice"] * 3
