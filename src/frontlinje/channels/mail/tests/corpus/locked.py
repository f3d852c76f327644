"""Mails that hold what cannot or need not be opened: ciphers, seals, Outlook's files, meetings."""

from frontlinje.channels.mail.tests.corpus.making import TEXT, mail, part, parts

MEETING = (
    b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\n"
    b"UID:1\r\nDTSTAMP:20260301T080000Z\r\nSUMMARY:Befaring p\xc3\xa5 g\xc3\xa5rden\r\n"
    b"DTSTART:20260312T090000Z\r\nDTEND:20260312T103000Z\r\nLOCATION:Storgata 1\\, Hamar\r\n"
    b"ORGANIZER;CN=Kari:mailto:kari@example.net\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
SIGNATURE = part(b"Content-Type: application/pkcs7-signature; name=smime.p7s", body=b"MIIB")


def calendar(body: bytes, method: bytes = b"REQUEST") -> bytes:
    """Return an invitation as mail programs send it."""
    kind = b"Content-Type: text/calendar; charset=utf-8; method=" + method
    return parts(b"multipart/alternative", TEXT, part(kind, body=body))


def event(*lines: bytes) -> bytes:
    """Return a calendar with one entry of these lines."""
    inner = b"\r\n".join([b"BEGIN:VEVENT", *lines, b"END:VEVENT"])
    return b"BEGIN:VCALENDAR\r\n" + inner + b"\r\nEND:VCALENDAR\r\n"


MAILS: dict[str, bytes] = {
    "encrypted with S/MIME": mail(
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
        b"Content-Transfer-Encoding: base64",
        body=b"MIIB",
    ),
    "sealed with S/MIME": mail(
        b"Content-Type: application/x-pkcs7-mime; smime-type=signed-data; name=smime.p7m",
        body=b"MIIB",
    ),
    "S/MIME that does not say what": mail(b"Content-Type: application/pkcs7-mime", body=b"MIIB"),
    "signed with S/MIME": parts(
        b'multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256', TEXT, SIGNATURE
    ),
    "signed with PGP": parts(
        b'multipart/signed; protocol="application/pgp-signature"',
        TEXT,
        part(b"Content-Type: application/pgp-signature", body=b"-----BEGIN PGP SIGNATURE-----"),
    ),
    "encrypted with PGP": parts(
        b'multipart/encrypted; protocol="application/pgp-encrypted"',
        part(b"Content-Type: application/pgp-encrypted", body=b"Version: 1"),
        part(b"Content-Type: application/octet-stream", body=b"-----BEGIN PGP MESSAGE-----"),
    ),
    "encrypted in the text": mail(body=b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n"),
    "signed in the text": mail(body=b"-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\nHei\r\n"),
    "signed and the signature lost": parts(b"multipart/signed", TEXT),
    "Outlook's own": parts(
        b"multipart/mixed",
        TEXT,
        part(b"Content-Type: application/ms-tnef; name=winmail.dat", body=b"\x78\x9f\x3e\x22"),
    ),
    "Outlook's own by its name alone": parts(
        b"multipart/mixed",
        part(b"Content-Type: application/octet-stream; name=WINMAIL.DAT", body=b"\x78\x9f\x3e\x22"),
    ),
    "a meeting": calendar(MEETING),
    "a meeting that is off": calendar(MEETING.replace(b"REQUEST", b"CANCEL"), b"CANCEL"),
    "a meeting for whole days": calendar(
        event(b"SUMMARY:Ferie", b"DTSTART;VALUE=DATE:20260312", b"DTEND;VALUE=DATE:20260314")
    ),
    "a meeting in an unknown zone": calendar(event(b"DTSTART;TZID=Hjemme:20260312T100000")),
    "a meeting of no time": calendar(event(b"SUMMARY:En gang")),
    "a meeting in the year zero": calendar(event(b"DTSTART:00000101T000000Z")),
    "a meeting that ends before it begins": calendar(
        event(b"DTSTART:20260312T100000Z", b"DTEND:20200101T000000Z", b"DURATION:-P9999999D")
    ),
    "a meeting repeated every second": calendar(
        event(b"DTSTART:20260312T100000Z", b"RRULE:FREQ=SECONDLY")
    ),
    "a meeting never closed": calendar(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x"),
    "a meeting of rubbish": calendar(b"\x00\xff BEGIN VCALENDAR"),
    "meetings in meetings": calendar(
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 500 + b"END:VEVENT\r\n" * 500
    ),
    "two hundred meetings": calendar(
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 200 + b"END:VCALENDAR"
    ),
    "a business card": parts(
        b"multipart/mixed", TEXT, part(b"Content-Type: text/vcard", body=b"BEGIN:VCARD")
    ),
}
