"""An answer is sent once, whole, and the contact goes where the agent said; drafts survive."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from frontlinje.base import clock
from frontlinje.channels.mail.models import DraftFile, OutgoingMail
from frontlinje.contacts.actions.drafts import draft_of
from frontlinje.contacts.models import Message, Note
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.tests.floor import HTMX, came, in_hand, known_customer, state_of
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_send_and_finish(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina, came("forms", "web"))
    here = f"/desk/contacts/{contact.id}/"
    nina.post(f"{here}draft/", {"text": "Hei"})
    answer = nina.post(f"{here}reply/", {"text": "Hei Kari", "then": "finish"}, headers=HTMX)
    assert answer["HX-Redirect"] == "/desk/"
    assert state_of(contact) is State.CLOSED
    sent = Message.objects.get(contact=contact, is_outgoing=True)
    assert sent.text.startswith("Hei Kari")
    assert draft_of(contact_id=contact.id, user=cast.nina) is None


def test_nothing_is_finished_over_a_message_that_came_meanwhile(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    here = f"/desk/contacts/{contact.id}/"
    page = nina.get(here).content.decode()
    seen = re.findall(r'name="seen" value="([^"]*)"', page)
    assert len(seen) == 1
    Message.objects.create(contact=contact, at=clock.now(), text="Glem det, det ordnet seg")
    typed = {"text": "Hei", "then": "finish", "seen": seen[0]}
    assert nina.post(f"{here}reply/", typed, headers=HTMX).status_code == 409
    assert nina.post(f"{here}finish/", {"seen": seen[0]}, headers=HTMX).status_code == 409
    assert state_of(contact) is State.ACTIVE
    assert not Message.objects.filter(is_outgoing=True).exists()
    shown = nina.get(f"{here}part/conversation/", headers=HTMX).content.decode()
    typed["seen"] = re.findall(r'name="seen" value="([^"]*)"', shown)[0]
    assert nina.post(f"{here}reply/", typed, headers=HTMX).status_code == 200
    assert Message.objects.filter(is_outgoing=True).count() == 1


def test_send_and_stay(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    here = f"/desk/contacts/{contact.id}/"
    answer = nina.post(f"{here}reply/", {"text": "Hei", "then": "stay"}, headers=HTMX)
    assert answer["HX-Redirect"] == here
    assert state_of(contact) is State.ACTIVE


def test_send_and_park(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    typed = {"text": "Hei", "then": "park", "time": "+2h"}
    nina.post(f"/desk/contacts/{contact.id}/reply/", typed)
    assert state_of(contact) is State.PARKED
    assert contact.resume_at is not None


def test_a_wrong_time_sends_nothing(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    typed = {"text": "Hei", "then": "park", "time": "someday"}
    assert nina.post(f"/desk/contacts/{contact.id}/reply/", typed).status_code == 422
    assert not Message.objects.filter(is_outgoing=True).exists()
    assert state_of(contact) is State.ACTIVE


def test_an_empty_answer_finishes_nothing(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    assert nina.post(f"/desk/contacts/{contact.id}/reply/", {"text": " "}).status_code == 422
    assert state_of(contact) is State.ACTIVE


def test_nothing_can_be_written_back_to_a_visitor(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina, came(channel="visit"))
    here = f"/desk/contacts/{contact.id}/"
    assert "desk-reply-text" not in nina.get(here).content.decode()
    assert nina.post(f"{here}reply/", {"text": "Hei"}).status_code == 422


def test_an_answer_to_what_a_colleague_holds_is_refused(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.omar)
    assert nina.post(f"/desk/contacts/{contact.id}/reply/", {"text": "Hei"}).status_code == 403
    assert not Message.objects.filter(is_outgoing=True).exists()


def test_a_draft_is_there_when_the_browser_comes_back(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    here = f"/desk/contacts/{contact.id}/"
    assert nina.post(f"{here}draft/", {"text": "Halvferdig", "sequence": "2"}).status_code == 204
    assert nina.post(f"{here}draft/", {"text": "Gammelt", "sequence": "1"}).status_code == 204
    assert ">Halvferdig</textarea>" in nina.get(here).content.decode()


def test_a_draft_is_its_writers_own(nina: Client, liv: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    nina.post(f"/desk/contacts/{contact.id}/draft/", {"text": "Bare mitt"})
    assert "Bare mitt" not in liv.get(f"/desk/contacts/{contact.id}/").content.decode()


def test_standard_answers_come_filled_in(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina, came(customer=known_customer(cast)))
    listed = nina.get(f"/desk/contacts/{contact.id}/ask/answers/").content.decode()
    assert f"Hei Kari Eksempel, saken er {contact.reference}. Hilsen Nina Prøve" in listed


def test_what_is_not_known_stays_visible_in_a_standard_answer(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    assert (
        "Hei {customer_name},"
        in nina.get(f"/desk/contacts/{contact.id}/ask/answers/").content.decode()
    )


def test_a_note_is_for_colleagues(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    address = f"/desk/contacts/{contact.id}/note/"
    answer = nina.post(address, {"text": "Ring kona"}, headers=HTMX)
    assert answer["HX-Trigger"] == "desk:done"
    assert "Ring kona" in answer.content.decode()
    assert Note.objects.get().by == cast.nina
    assert nina.post(address, {"text": ""}).status_code == 422


# -- taken back, and files -------------------------------------------------------------------------
def test_an_answer_is_taken_back_and_its_contact_is_in_hand_again(nina: Client, cast: Cast) -> None:
    for then, queue in (("finish", "forms"), ("park", "general"), ("stay", "general")):
        contact = in_hand(cast.nina, came(queue, "web" if queue == "forms" else "mail"))
        here = f"/desk/contacts/{contact.id}/"
        nina.post(f"{here}reply/", {"text": "Hei Kari", "then": then})
        sent = Message.objects.get(contact=contact, is_outgoing=True)
        undo = f"/desk/answers/{sent.id}/take-back/"
        assert undo in nina.get("/desk/", follow=True).content.decode()
        shown = nina.post(undo, follow=True).content.decode()
        assert ">Hei Kari</textarea>" in shown
        assert state_of(contact) is State.ACTIVE
        assert not Message.objects.filter(contact=contact, is_outgoing=True).exists()


def test_taking_back_too_late_says_so_and_opens_the_contact(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina, came("forms", "web"))
    nina.post(f"/desk/contacts/{contact.id}/reply/", {"text": "Hei", "then": "finish"})
    sent = Message.objects.get(contact=contact, is_outgoing=True)
    OutgoingMail.objects.update(next_at=clock.now())
    shown = nina.post(f"/desk/answers/{sent.id}/take-back/", follow=True).content.decode()
    assert "kan ikke trekkes tilbake" in shown
    assert state_of(contact) is State.ACTIVE
    assert Message.objects.filter(id=sent.id).exists()
    assert "take-back" not in nina.get("/desk/", follow=True).content.decode()


def test_nobody_takes_back_what_another_wrote(nina: Client, liv: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    nina.post(f"/desk/contacts/{contact.id}/reply/", {"text": "Hei", "then": "stay"})
    sent = Message.objects.get(contact=contact, is_outgoing=True)
    assert liv.post(f"/desk/answers/{sent.id}/take-back/").status_code == 403
    assert liv.post(f"/desk/answers/{contact.id}/take-back/").status_code == 404
    assert Message.objects.filter(id=sent.id).exists()


def test_a_file_is_put_to_the_answer_taken_off_and_sent(
    nina: Client, cast: Cast, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    contact = in_hand(cast.nina)
    add = f"/mail/drafts/{contact.id}/files/"
    assert "Velg en fil" in nina.post(add).content.decode()
    for name in ("feil.txt", "vedtak.txt"):
        given = {"files": SimpleUploadedFile(name, b"Innvilget")}
        assert name in nina.post(add, given).content.decode()
    wrong = DraftFile.objects.get(name="feil.txt")
    assert "feil.txt" not in nina.post(f"/mail/drafts/files/{wrong.id}/off/").content.decode()
    page = nina.get(f"/desk/contacts/{contact.id}/").content.decode()
    assert "vedtak.txt" in page
    typed = {"text": "Se her", "then": "stay", "files": SimpleUploadedFile("to.txt", b"Mer")}
    nina.post(f"/desk/contacts/{contact.id}/reply/", typed)
    sent = Message.objects.get(contact=contact, is_outgoing=True)
    assert {file.name for file in sent.attachments.all()} == {"vedtak.txt", "to.txt"}
