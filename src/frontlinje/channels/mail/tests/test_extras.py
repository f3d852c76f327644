"""Is it shown what a mail holds besides text and files, as what it is?"""

import pytest
from django.utils import translation

from frontlinje.channels.mail.rules.extras import Extra, ExtraKind
from frontlinje.channels.mail.rules.invitations import Meeting
from frontlinje.channels.mail.rules.read_mail import read_mail
from frontlinje.channels.mail.templatetags.mail_parts import meeting_when
from frontlinje.channels.mail.tests.corpus import OWN


def extras(name: str) -> list[Extra]:
    return read_mail(OWN[name], envelope_sender="").extras


@pytest.mark.parametrize(
    ("name", "kind", "how"),
    [
        ("encrypted with S/MIME", ExtraKind.ENCRYPTED, "smime"),
        ("S/MIME that does not say what", ExtraKind.ENCRYPTED, "smime"),
        ("sealed with S/MIME", ExtraKind.SEALED, "smime"),
        ("signed with S/MIME", ExtraKind.SIGNED, "smime"),
        ("signed with PGP", ExtraKind.SIGNED, "pgp"),
        ("signed in the text", ExtraKind.SIGNED, "pgp"),
        ("encrypted with PGP", ExtraKind.ENCRYPTED, "pgp"),
        ("encrypted in the text", ExtraKind.ENCRYPTED, "pgp"),
        ("Outlook's own", ExtraKind.WRAPPED, ""),
        ("Outlook's own by its name alone", ExtraKind.WRAPPED, ""),
        ("partial message", ExtraKind.PIECE, ""),
        ("external body", ExtraKind.ELSEWHERE, ""),
    ],
)
def test_what_is_locked_is_shown_as_such(name: str, kind: ExtraKind, how: str) -> None:
    assert [(extra.kind, extra.how) for extra in extras(name)] == [(kind, how)]


def test_the_text_of_a_signed_mail_is_read() -> None:
    for name in ("signed with S/MIME", "signed with PGP"):
        assert read_mail(OWN[name], envelope_sender="").body.text == "Hei, jeg lurer på noe."


def test_a_meeting_says_what_when_and_where() -> None:
    (extra,) = extras("a meeting")
    assert extra.how == "request"
    assert extra.meeting == Meeting(
        what="Befaring på gården",
        where="Storgata 1, Hamar",
        who="Kari <kari@example.net>",
        begins="2026-03-12T09:00:00+00:00",
        ends="2026-03-12T10:30:00+00:00",
    )
    assert extras("a meeting that is off")[0].how == "cancel"


def test_whole_days_end_on_their_last() -> None:
    meeting = extras("a meeting for whole days")[0].meeting
    assert meeting is not None
    assert (meeting.begins, meeting.ends) == ("2026-03-12", "2026-03-13")


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [
        ("2026-03-12T09:00:00+00:00", "2026-03-12T10:30:00+00:00", "12 Mar 2026 10:00–11:30"),
        ("2026-03-12", "2026-03-13", "12 Mar 2026–13 Mar 2026"),
        ("2026-03-12", "", "12 Mar 2026"),
        ("2026-03-12T09:00:00", "", "12 Mar 2026 09:00"),
        ("", "", ""),
    ],
)
def test_times_are_said_in_the_time_of_the_centre(begins: str, ends: str, words: str) -> None:
    with translation.override("en"):
        assert meeting_when({"begins": begins, "ends": ends}) == words


def test_a_forwarded_mail_is_shown_with_who_wrote_it() -> None:
    first, *others = extras("forwarded in five layers")
    assert (first.kind, first.who) == (ExtraKind.FORWARDED, "Kari <kari@example.net>")
    assert [extra.title for extra in others][-1] == "innerst"
    assert others[-1].text == "Hei, jeg lurer på noe."


@pytest.mark.parametrize(
    "name", ["a meeting of rubbish", "a meeting never closed", "a report that it failed"]
)
def test_what_makes_no_sense_is_left_to_its_file(name: str) -> None:
    assert extras(name) == []


def test_very_many_are_cut() -> None:
    assert len(extras("two hundred meetings")) == 5
    assert len(extras("forwarded in two hundred layers")) == 20
