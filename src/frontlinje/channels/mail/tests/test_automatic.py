"""Are machines told from people by what the world really sends, in five languages?"""

import pytest

from frontlinje.channels.mail.rules.automatic import Automatic, is_nobody, who_wrote
from frontlinje.channels.mail.rules.read_mail import read_mail
from frontlinje.channels.mail.tests.corpus.machines import ABSENCE, MAILS


def wrote(name: str) -> Automatic:
    return read_mail(MAILS[name], envelope_sender="kari@example.net").automatic


@pytest.mark.parametrize("name", ABSENCE)
def test_an_absence_notice_is_an_automatic_reply(name: str) -> None:
    assert wrote(name) == Automatic.REPLY


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("absence that only its text tells", Automatic.MAYBE),
        ("a newsletter", Automatic.GENERATED),
        ("a mailing list", Automatic.GENERATED),
        ("a machine that wants no answers", Automatic.GENERATED),
        ("a machine called no-reply", Automatic.GENERATED),
        ("a receipt of having read", Automatic.REPLY),
        ("a report that it failed", Automatic.BOUNCE),
        ("a report that it is late", Automatic.BOUNCE),
        ("a report that it arrived", Automatic.REPLY),
        ("a machine that answers itself", Automatic.REPLY),
        ("a person who passes a report on", Automatic.NO),
    ],
)
def test_other_machines_are_known(name: str, kind: Automatic) -> None:
    assert wrote(name) == kind


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"x-auto-response-suppress": "DR, RN, NRN"}, Automatic.NO),
        ({"x-auto-response-suppress": "None"}, Automatic.NO),
        ({"x-auto-response-suppress": "DR, OOF"}, Automatic.GENERATED),
        ({"x-autoreply": "no"}, Automatic.NO),
        ({"auto-submitted": " Auto-Replied ; x"}, Automatic.REPLY),
        ({"precedence": "AUTO-REPLY"}, Automatic.REPLY),
        ({"x-loop": "post@example.org"}, Automatic.GENERATED),
    ],
)
def test_headers_mean_what_their_inventors_say(headers: dict[str, str], kind: Automatic) -> None:
    said = who_wrote(headers, envelope_sender=None, sender="k@example.net", content_type="")
    assert said == kind


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er på jakt etter en faktura.",
        "Jag är kund hos er sedan 2010.",
        "I am writing because the bill is wrong.",
        "Fravær i mai: hvordan melder jeg det?",
        "Jeg er ute av kontoret. " * 100,  # nobody's absence notice is that long
    ],
)
def test_people_are_taken_for_people(text: str) -> None:
    said = who_wrote(
        {},
        envelope_sender="k@example.net",
        sender="k@example.net",
        content_type="",
        subject="Fravær og ferie",
        text=text,
    )
    assert said == Automatic.NO


def test_nobody_is_known_by_name() -> None:
    assert is_nobody("no-reply@example.net")
    assert is_nobody("mailer-daemon@example.net")
    assert not is_nobody("kari@example.net")
