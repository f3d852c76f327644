"""Can every change be looked at and taken back, and does a file count only when confirmed?"""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from frontlinje.centre.actions import save_revision
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import base_document, centre_file, latest_revision, plain_of
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.files import write_file
from frontlinje.centre.tests.pages import answers, edit
from frontlinje.centre.tests.samples import plain_document

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("two_queues")


def test_each_save_can_be_looked_at_and_taken_back(hedda: Client, two_queues: Revision) -> None:
    address = edit("queues", "settlements")
    hedda.post(address, answers(hedda.get(address)) | {"weight": "2"})
    changed = latest_revision()
    page = hedda.get(reverse("centre:revision", args=[changed.id]))
    (line,) = page.context["lines"]
    assert (line.place, line.before, line.after) == (
        "Queues › Oppgjør › Weight",
        "0",
        "2",
    )
    undone = hedda.post(reverse("centre:revision-undo", args=[changed.id]), follow=True)
    assert undone.status_code == 200
    assert plain_of(latest_revision()) == plain_of(two_queues)
    compared = hedda.get(reverse("centre:compare"), {"from": changed.id, "to": two_queues.id})
    assert len(compared.context["lines"]) == 1
    assert hedda.get(reverse("centre:compare"), {"from": "x"}).status_code == 404


def test_what_cannot_be_taken_back_is_told(hedda: Client) -> None:
    address = edit("queues", "settlements")
    for weight in ("2", "3"):
        hedda.post(address, answers(hedda.get(address)) | {"weight": weight})
    middle = latest_revision().id - 1
    told = hedda.post(reverse("centre:revision-undo", args=[middle]), follow=True)
    assert "changed again later: queues.settlements.weight" in told.content.decode()


def test_what_later_changes_rely_on_cannot_be_taken_back(
    hedda: Client, two_queues: Revision
) -> None:
    address = edit("texts", "closed")
    sent = answers(hedda.get(address)) | {"queues": ["settlements"]}
    assert hedda.post(address, sent).status_code == 302
    added = reverse("centre:revision-undo", args=[two_queues.id])
    told = hedda.post(added, follow=True).content.decode()
    assert "closed › Only in these queues: There is no queue with the code «settlements»" in told
    assert latest_revision().undo_of is None


def test_the_history_is_long_and_in_pages(hedda: Client) -> None:
    for weight in range(1, 55):
        document = plain_document()
        document["queues"][0]["weight"] = weight
        save_revision(
            document=CentreDocument.model_validate(document),
            by=None,
            reason="",
            based_on=latest_revision().id,
            at=AT,
        )
    first = hedda.get(reverse("centre:history"))
    older = hedda.get(reverse("centre:history"), {"before": first.context["more"]})
    shown = [r.id for page in (first, older) for r in page.context["revisions"]]
    assert shown == sorted(shown, reverse=True)
    assert len(shown) == 56


def upload(text: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("centre.yaml", text.encode())}


def test_a_file_is_looked_at_before_it_counts(hedda: Client) -> None:
    exported = hedda.get(reverse("centre:file-export")).content.decode()
    assert exported == write_file(centre_file())
    changed = exported.replace("misses: 2", "misses: 4")
    preview = hedda.post(reverse("centre:file-preview"), upload(changed))
    (line,) = preview.context["lines"]
    assert line.place == "Not responding › Offers missed in a row"
    assert base_document().not_responding.misses == 2
    sent = answers(preview) | {"reason": "calm"}
    assert hedda.post(reverse("centre:file-import"), sent).status_code == 302
    assert base_document().not_responding.misses == 4
    assert latest_revision().reason == "calm"


def test_a_file_looked_at_before_another_change_is_not_taken(hedda: Client) -> None:
    changed = write_file(centre_file()).replace("misses: 2", "misses: 4")
    preview = hedda.post(reverse("centre:file-preview"), upload(changed))
    address = edit("queues", "settlements")
    hedda.post(address, answers(hedda.get(address)) | {"weight": "2"})
    refused = hedda.post(reverse("centre:file-import"), answers(preview), follow=True)
    assert "meanwhile" in refused.content.decode()
    assert base_document().not_responding.misses == 2


def test_a_wrong_file_is_told_line_by_line(hedda: Client) -> None:
    wrong = write_file(centre_file()).replace("country:", "contry:")
    refused = hedda.post(reverse("centre:file-preview"), upload(wrong))
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Line 6, column 1" in text
    assert "Did you mean «country»?" in text
