"""Is exactly what is quoted folded, in the mails of the programs that people use here?"""

import time
from html import unescape
from re import sub

import pytest

from frontlinje.channels.mail.rules.clean_html import cleaned_html, text_of_html
from frontlinje.channels.mail.rules.quoted import Kind, pieces_of
from frontlinje.channels.mail.rules.quoted_html import folded_html

ATTRIBUTIONS = {
    "gmail nb": "tir. 10. mars 2026 kl. 12:00 skrev Senteret <post@example.org>:",
    "gmail sv": "Den tis 10 mars 2026 kl 12:00 skrev Centret <post@example.org>:",
    "gmail en": "On Tue, 10 Mar 2026 at 12:00, The Centre <post@example.org> wrote:",
    "gmail de": "Am Di., 10. März 2026 um 12:00 Uhr schrieb Zentrale <post@example.org>:",
    "gmail fi": "ti 10. maalisk. 2026 klo 12.00 Palvelu (post@example.org) kirjoitti:",
    "apple nb": "10. mars 2026 kl. 12:00 skrev Senteret <post@example.org>:",
    "apple sv": "10 mars 2026 kl. 12:00 skrev Centret <post@example.org>:",
    "apple en": "On Mar 10, 2026, at 12:00 PM, The Centre <post@example.org> wrote:",
    "thunderbird nb": "Den 10.03.2026 12:00, skrev Senteret:",
    "thunderbird en": "On 2026-03-10 12:00, The Centre wrote:",
    "thunderbird de": "Am 10.03.26 um 12:00 schrieb Zentrale:",
    "yahoo en": "On Tuesday, March 10, 2026 at 12:00:00 PM GMT+1, X <post@example.org> wrote:",
    "outlook phone nb": "Senteret <post@example.org> skrev følgende den tir. 10. mars 2026 12:00:",
    "two lines": "tir. 10. mars 2026 kl. 12:00 skrev Senteret for alle <\npost@example.org>:",
}
HEADERS = {
    "outlook nb": "Fra: Senteret <post@example.org>\nSendt: tirsdag 10. mars 2026 12:00\n"
    "Til: Kari\nEmne: SV: Faktura",
    "outlook sv": "Från: Centret\nSkickat: den 10 mars 2026 12:00\nTill: Kari\nÄmne: SV: Faktura",
    "outlook en": "From: The Centre\nSent: Tuesday, March 10, 2026 12:00\nTo: Kari\nSubject: Re: x",
    "outlook de": "Von: Zentrale\nGesendet: Dienstag, 10. März 2026\nAn: Kari\nBetreff: AW: x",
    "outlook web": "________________________________\nFra: Senteret\nSendt: tirsdag\nTil: Kari\n"
    "Emne: SV",
    "outlook bold": "*Fra:* Senteret\n*Sendt:* tirsdag\n*Til:* Kari\n*Emne:* SV",
    "old outlook": "-----Opprinnelig melding-----\nFra: Senteret",
    "old outlook sv": "-----Ursprungligt meddelande-----\nFrån: Centret",
}


def kinds(text: str) -> list[tuple[str, str]]:
    lines = text.splitlines(keepends=True)
    pieces = pieces_of(lines)
    assert "".join("".join(lines[piece.start : piece.end]) for piece in pieces) == text
    return [(piece.kind.value, "".join(lines[piece.start : piece.end])) for piece in pieces]


@pytest.mark.parametrize("name", ATTRIBUTIONS)
def test_what_stands_below_somebody_wrote_is_quoted(name: str) -> None:
    for below in ("\n> Hei Kari\n> Beløpet er 100\n", "\nHei Kari\n"):
        own, quoted = kinds(f"Ja takk.\n\n{ATTRIBUTIONS[name]}\n{below}")
        assert own == ("own", "Ja takk.\n\n")
        assert quoted[0] == "quoted"


@pytest.mark.parametrize("name", HEADERS)
def test_what_stands_below_a_block_of_headers_is_quoted(name: str) -> None:
    own, quoted = kinds(f"Ja takk.\n\n{HEADERS[name]}\n\nHei Kari\n")
    assert own == ("own", "Ja takk.\n\n")
    assert quoted[0] == "quoted"


def test_an_answer_below_a_long_quotation_stays_in_sight() -> None:
    quotation = "".join(f"> linje {number}\n" for number in range(20))
    text = f"Den 10.03.2026 12:00, skrev Senteret:\n{quotation}\nJa takk, i morgen.\n"
    assert [kind for kind, _ in kinds(text)] == ["quoted", "own"]


def test_short_quotations_with_answers_between_stay_in_sight() -> None:
    assert kinds("> Når?\nI morgen.\n> Hvor?\nHer.\n")[0][0] == "own"
    assert len(kinds("> Når?\nI morgen.\n> Hvor?\nHer.\n")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Takk for svar, men jeg lurer fortsatt.\nNår kommer pengene?\n",
        "Den 3. mars kl. 12:00 skrev jeg til dere:\nJeg er ikke fornøyd.\n",
        "Jeg skal reise.\nFra: Oslo\nTil: Bergen\nDato: 3. mars\nHva koster det?\n",
        "Jeg trenger:\n- melk\n- brød\nHva gjør jeg?\n",
        "Se filen\n/tmp/rapport.txt ligger der\n",
        "Se under\n\n---------- Forwarded message ---------\nFra: X\nDate: a\nSubject: b\n\nh\n",
        "Videresendt melding:\n\nFra: X <x@y>\nEmne: b\nDato: a\nTil: c\n\nhei\n",
        "> Bare et sitat\n> og ikke mer\n",
        "",
        "\n\n",
        "Mvh Kari\n",
        "Mvh\nKari\nPS: Jeg ringer i morgen\nog kommer innom\n",
    ],
)
def test_what_people_write_themselves_is_never_folded(text: str) -> None:
    assert {kind for kind, _ in kinds(text)} <= {"own"}


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        ("Hei\n\n-- \nKari\nTlf 1\n", "-- \nKari\nTlf 1\n"),
        ("Hei\n\nMed vennlig hilsen\nKari\n\nRådgiver\nTlf 1\n", "\nRådgiver\nTlf 1\n"),
        ("Hej\n\nMed vänliga hälsningar\n\nKarin\nHandläggare\nTel 1\n", "Handläggare\nTel 1\n"),
        ("Hi\n\nBest regards,\nKari\nAdviser\nPhone 1\n", "Adviser\nPhone 1\n"),
        ("Hallo\n\nMit freundlichen Grüßen\nKarin\nAbteilung\nTel 1\n", "Abteilung\nTel 1\n"),
        ("Ja.\n\nSendt fra min iPhone\n", "Sendt fra min iPhone\n"),
        ("Ja.\n\nSkickat från min iPhone\n", "Skickat från min iPhone\n"),
        (
            "Ja.\n\nHent Outlook for iOS<https://aka.ms/x>\n",
            "Hent Outlook for iOS<https://aka.ms/x>\n",
        ),
    ],
)
def test_a_signature_is_folded_and_the_name_stays(text: str, signature: str) -> None:
    found = kinds(text)
    assert [kind for kind, _ in found] == ["own", "signature"]
    assert found[1][1] == signature


def test_signature_and_quotation_are_folded_each() -> None:
    text = "Ja.\n\n-- \nKari\nTlf 1\n\nDen 10.03.2026 12:00, skrev Senteret:\n> Hei\n"
    assert [kind for kind, _ in kinds(text)] == ["own", "signature", "quoted"]


HOSTILE = (
    *("On a\n" * 15_000, "\n" * 100_000, "From: a\n" * 15_000, ">" * 100_000, "Den " * 100_000),
    *("mvh\n" * 15_000, "--\n" * 15_000, "> a\nb\n" * 15_000, "_" * 100_000, "skrev 1:\n" * 15_000),
    *("10.10 @ skrev\n" * 15_000, "Sendt fra min\n" * 15_000, "-----" * 15_000),
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_no_mail_keeps_it_busy(text: str) -> None:
    begun = time.process_time()
    pieces_of(text.splitlines())
    assert time.process_time() - begun < 2.0  # seconds where a quadratic rule takes minutes


GMAIL = (
    '<div dir="ltr">Ja takk.<br>-- <br><div>Kari<br>Tlf 1</div></div><br><div><div dir="ltr">'
    "tir. 10. mars 2026 kl. 12:00 skrev Senteret &lt;<a>post@example.org</a>&gt;:<br></div>"
    '<blockquote style="margin:0"><p>Hei Kari</p></blockquote></div>'
)
OUTLOOK = (
    "<div><p>Ja takk</p><p>Med vennlig hilsen</p><p>Kari</p><p>Rådgiver</p><p>Tlf 1</p><div>"
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Fra:</b> Senteret<br><b>Sendt:'
    "</b> tirsdag<br><b>Til:</b> Kari<br><b>Emne:</b> SV: Faktura</p></div></div><p>Hei Kari</p>"
    "<table><tr><td>100 kr</td></tr></table></div>"
)


def shown(html: str) -> str:
    return folded_html(cleaned_html(html), quoted="SITAT", signature="SIGNATUR")


def unfolded_words(html: str) -> str:
    return " ".join(unescape(sub(r"<[^>]*>", " ", html)).split())


@pytest.mark.parametrize("html", [GMAIL, OUTLOOK])
def test_html_has_its_signature_and_its_quotation_folded_beside_each_other(html: str) -> None:
    folded = shown(html)
    own, *folds = folded.split('<details class="fold">')
    assert len(folds) == 2
    assert folds[0].startswith("<summary>SIGNATUR</summary>")
    assert folds[1].startswith("<summary>SITAT</summary>")
    assert "Ja takk" in own
    assert "Tlf 1" in folds[0]
    assert "Hei Kari" in folds[1]
    plain = folded.replace("<summary>SIGNATUR</summary>", "").replace(
        "<summary>SITAT</summary>", ""
    )
    assert unfolded_words(plain) == unfolded_words(cleaned_html(html))


@pytest.mark.parametrize(
    "html",
    [
        "<p>Hei</p>",
        "",
        "<blockquote>Når?</blockquote><p>I morgen</p>",
        "<table><tr><td>Hei</td></tr></table>",
        "<ul><li>en</li><li>to</li></ul>",
    ],
)
def test_html_without_a_quotation_at_its_end_stays_as_it_is(html: str) -> None:
    assert shown(html) == cleaned_html(html)


def test_a_quotation_in_a_table_leaves_the_table_whole() -> None:
    html = (
        "<table><tr><td>Svar<br>den 1. mars 2026 12:00 skrev Ola:<br>hei</td></tr>"
        "<tr><td>nederst</td></tr></table><p>slutt</p>"
    )
    folded = shown(html)
    assert '<td>Svar<br><details class="fold">' in folded
    assert folded.count("<tr>") == folded.count("</tr>") == 2
    assert "</tr><tr><td>nederst</td></tr></tbody></table>" in folded


def test_the_fold_adds_nothing_that_could_run() -> None:
    hostile = (
        '<p title="&quot;&gt;&lt;script&gt;">a &lt;script&gt;</p><p>1.1.2026 12:00 skrev x:</p>b'
    )
    folded = shown(hostile)
    assert "<script" not in folded
    assert text_of_html(cleaned_html(hostile)).split()[0] == "a"
    assert Kind.QUOTED.value not in folded
