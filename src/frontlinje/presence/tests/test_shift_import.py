"""Does a file of shifts come in once, whole where it is right, with a reason where it is wrong?"""

import pytest

from frontlinje.base.errors import Conflict, Invalid, NotAllowed, NotFound
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions.shift_import import (
    discard_shifts,
    import_shifts,
    plan_of,
    upload_shifts,
)
from frontlinje.presence.models import Shift, ShiftImport
from frontlinje.presence.rules.shift_plan import ShiftPlan
from frontlinje.presence.tests.days import MORNING, clock, plan

pytestmark = pytest.mark.usefixtures("centre")

FILE = """Navn;Dato;Fra;Til;Sted
Nina Prøve;12.03.2026;08:00;16:00;hjemme
OMAR;12.03.2026;10;18;kontor
Stig  prøve;2026-03-12;8.30;12;
"""


def upload(text: str | bytes, by: User) -> ShiftImport:
    content = text if isinstance(text, bytes) else text.encode("cp1252")
    return upload_shifts(file_name="vakter.csv", content=content, by=by, at=MORNING)


def write(text: str, by: User) -> ShiftPlan:
    return import_shifts(upload_id=upload(text, by).id, by=by, at=MORNING)


def test_a_file_is_looked_at_before_anything_is_written(cast: Cast) -> None:
    waiting = upload(FILE, cast.pia)
    found = plan_of(waiting, at=MORNING)
    assert (len(found.new), found.wrong) == (3, [])
    assert not Shift.objects.exists()
    import_shifts(upload_id=waiting.id, by=cast.pia, at=MORNING)
    shift = Shift.objects.get(user=cast.nina)
    assert (shift.starts_at, shift.ends_at, shift.place) == (clock(8), clock(16), "home")
    assert Event.objects.filter(kind="presence.shift_entered", body__source="file").count() == 3
    waiting.refresh_from_db()
    assert (waiting.file, waiting.imported_at) == (None, MORNING)
    with pytest.raises(NotFound):
        import_shifts(upload_id=waiting.id, by=cast.pia, at=MORNING)


def test_the_same_file_again_makes_no_doubles(cast: Cast) -> None:
    write(FILE, cast.pia)
    again = upload(FILE, cast.pia)
    assert plan_of(again, at=MORNING).n_unchanged == 3
    with pytest.raises(Conflict, match="import_does_nothing"):
        import_shifts(upload_id=again.id, by=cast.pia, at=MORNING)
    found = write(FILE.replace("16:00", "15:00"), cast.pia)
    assert (len(found.new), len(found.changed), found.n_unchanged) == (0, 1, 2)
    assert Shift.objects.count() == 3
    assert Shift.objects.get(user=cast.nina).ends_at == clock(15)
    changed = Event.objects.get(kind="presence.shift_changed")
    assert changed.body["source"] == "file"


def test_wrong_rows_say_why_and_the_right_ones_come_in(cast: Cast) -> None:
    plan(cast.nina, 7, 9, by=cast.pia)
    User.objects.filter(id=cast.stig.id).update(name="Omar Prøve")
    text = FILE + "Ingen;12.03.2026;8;16;\nTiril;snart;8;16;\nomar prøve;13.3.26;8;16\n"
    found = write(text.replace("Stig  prøve", "stig"), cast.pia)
    assert [(row.line, row.code.split(".")[1]) for row in found.wrong] == [
        (2, "shift_overlaps"),
        (5, "no_such_person"),
        (6, "unreadable_date"),
        (7, "name_ambiguous"),
    ]
    assert Shift.objects.filter(user__in=[cast.omar, cast.stig]).count() == 2


def test_whose_account_is_closed_is_not_planned(cast: Cast) -> None:
    User.objects.filter(id=cast.omar.id).update(is_active=False)
    found = plan_of(upload(FILE, cast.pia), at=MORNING)
    assert [row.code for row in found.wrong] == ["presence.no_such_person"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("navn;fra;til\nNina;8;16\n", "file_lacks_date"),
        (b"PK\x03\x04 not a zip", "broken"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_at_once(
    cast: Cast, text: str | bytes, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        upload(text, cast.pia)
    assert not ShiftImport.objects.exists()


def test_a_file_may_not_be_endless(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    where = "frontlinje.presence.actions.shift_import"
    monkeypatch.setattr(f"{where}.MOST_ROWS", 2)
    with pytest.raises(Invalid, match="too_many_rows"):
        upload(FILE, cast.pia)
    monkeypatch.setattr(f"{where}.MOST_BYTES", 10)
    with pytest.raises(Invalid, match="too_large"):
        upload(FILE, cast.pia)


def test_a_file_is_its_uploaders_alone(cast: Cast) -> None:
    waiting = upload(FILE, cast.pia)
    with pytest.raises(NotFound):
        import_shifts(upload_id=waiting.id, by=cast.liv, at=MORNING)
    with pytest.raises(NotFound):
        discard_shifts(upload_id=waiting.id, by=cast.liv)
    with pytest.raises(NotAllowed):
        upload(FILE, cast.nina)
    discard_shifts(upload_id=waiting.id, by=cast.pia)
    assert not ShiftImport.objects.exists()


def test_a_newer_file_replaces_one_that_was_left(cast: Cast) -> None:
    upload(FILE, cast.pia)
    newer = upload(FILE, cast.pia)
    upload(FILE, cast.liv)
    assert ShiftImport.objects.filter(by=cast.pia).get() == newer
