"""Which mails has the world sent that programs choke on? Made here, byte by byte, by name."""

BOUNDARY = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
FROM = b"From: Kari <kari@example.net>\r\n"


def nested(depth: int) -> bytes:
    """Return multiparts inside each other."""
    layers = (
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i)
        for i in range(depth)
    )
    return FROM + b"".join(layers) + b"\r\nhei"


def with_files(*headers: bytes) -> bytes:
    """Return a mail with a text and one file for each of these headers."""
    files = b"".join(b"--b\r\n" + header + b"\r\n\r\nx\r\n" for header in headers)
    return FROM + BOUNDARY + b"--b\r\n\r\nse vedlegg\r\n" + files + b"--b--\r\n"


def html(markup: bytes) -> bytes:
    """Return a mail that is only HTML."""
    return FROM + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + markup


READABLE: dict[str, bytes] = {
    "nothing at all": b"",
    "only line ends": b"\r\n\r\n\r\n",
    "no header": b"hei\r\n",
    "no body": FROM,
    "header without end": b"From: kari@example.net",
    "line ends of UNIX": b"From: kari@example.net\nSubject: x\n\nhei\n",
    "line ends of old Macs": b"From: kari@example.net\rSubject: x\r\rhei\r",
    "mbox line first": b"From kari Mon Jan 1\r\n" + FROM + b"\r\nhei",
    "raw Latin-1 in headers": "From: Kåre <k@example.net>\r\nSubject: Blåbær\r\n\r\nØl".encode(
        "latin-1"
    ),
    "raw UTF-8 in headers": "From: Kåre <k@example.net>\r\nSubject: Blåbær\r\n\r\nØl".encode(),
    "unknown charset": FROM + b"Content-Type: text/plain; charset=klingon\r\n\r\nbl\xe5",
    "charset that is no text": FROM + b"Content-Type: text/plain; charset=zlib\r\n\r\nbl\xe5",
    "charset that takes for ever": FROM
    + b"Content-Type: text/plain; charset=punycode\r\n\r\n"
    + b"a-b" * 50_000,
    "wrong charset": FROM + b"Content-Type: text/plain; charset=utf-8\r\n\r\nbl\xe5b\xe6r",
    "broken encoded words": FROM
    + b"Subject: =?utf-8?b?abc?= =?x?y?z?= =?utf-8?q??= =?utf-8?q?=C3?=\r\n\r\nhei",
    "character split between encoded words": FROM
    + b"Subject: =?utf-8?b?w6U=?= =?utf-8?q?=C3?= =?utf-8?q?=B8?=\r\n\r\nhei",
    "broken base64": FROM + b"Content-Transfer-Encoding: base64\r\n\r\nSGVpIQ=\r\n!!!",
    "broken quoted-printable": FROM
    + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=\r\n=Z=9 =",
    "uuencoded": FROM + b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n#2&5I\r\nend",
    "unknown transfer form": FROM + b"Content-Transfer-Encoding: 9bit\r\n\r\nhei",
    "NUL everywhere": FROM + b"Subject: a\x00b\r\nTo: \x00@\x00\r\n\r\nhe\x00i",
    "half a character": FROM + b"Subject: =?utf-16?b?2AA=?=\r\n\r\nhei",
    "parts without a boundary": FROM + b"Content-Type: multipart/mixed\r\n\r\nhei",
    "boundary never closed": FROM + BOUNDARY + b"--b\r\n\r\nhei",
    "boundary of nothing": FROM + b'Content-Type: multipart/mixed; boundary=""\r\n\r\nhei',
    "two hundred thousand letters of subject": FROM
    + b"Subject: "
    + b"x " * 100_000
    + b"\r\n\r\nhei",
    "twenty thousand encoded words": FROM
    + b"Subject: "
    + b"=?utf-8?q?=C3=A5?= " * 20_000
    + b"\r\n\r\nhei",
    "five thousand headers": FROM + b"".join(b"X-%d: y\r\n" % i for i in range(5000)) + b"\r\nhei",
    "fifty thousand recipients": FROM
    + b"To: "
    + b", ".join(b"a%d@example.net" % i for i in range(50_000))
    + b"\r\n\r\nhei",
    "twenty thousand parts": FROM
    + BOUNDARY
    + b"--b\r\nContent-Type: image/png\r\n\r\nxx\r\n" * 20_000
    + b"--b--",
    "nested two hundred deep": nested(190),
    "senseless addresses": b'From: "a" <a@example.net>, <<x>>, ,,\r\nTo: undisclosed:;\r\nCc: @\r\n'
    b"Reply-To: <>\r\nMessage-ID: <>\r\nReferences: <a@b> <a b> c\r\n\r\nhei",
    "comma in a name": b"From: Berg, Kari <kari@example.net>\r\n\r\nhei",
    "the same headers twice": FROM + b"From: b@example.net\r\nSubject: x\r\nSubject: y\r\n\r\nhei",
    "senseless content type": FROM
    + b"Content-Type: ;;;===\r\nContent-Disposition: \x01\x02\r\n\r\nhei",
    "broken parameters": FROM
    + b"Content-Type: application/pdf; name*0*=klingon''bl%C3; name*2=b; name*x=1\r\n\r\nx",
    "a mail in a mail": FROM
    + b"Content-Type: message/rfc822\r\n\r\nFrom: c@example.net\r\nSubject: inner\r\n\r\nhei",
    "a mail in a mail that is none": FROM
    + b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA",
    "partial message": FROM + b"Content-Type: message/partial; id=a; number=1; total=2\r\n\r\nhei",
    "external body": FROM
    + b"Content-Type: message/external-body; access-type=local-file; name=/etc/passwd\r\n\r\n\r\n",
    "delivery report": FROM
    + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
    + b"--b\r\n\r\nIkke levert\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    + b"Action: failed\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
    + b"Message-ID: <x@example.org>\r\n\r\n--b--",
    "a million open elements": html(b"<div>" * 200_000),
    "styles reopened for ever": html(
        b"<div>" + b"".join(b"<font color=c%d>" % i for i in range(250)) + b"</div>"
        b"<p>x</p>" * 20_000
    ),
    "comment without end": html(b"<!--" * 50_000),
    "HTML that is nothing but head": html(b"<html><head><title>t</title></head><body></body>"),
    "names made to deceive": with_files(
        b'Content-Disposition: attachment; filename="../../etc/passwd"',
        b'Content-Disposition: attachment; filename="C:\\\\Windows\\\\a.exe"',
        b'Content-Disposition: attachment; filename="regning\xe2\x80\xaefdp.exe"',
        b'Content-Disposition: attachment; filename=""',
        b'Content-Disposition: attachment; filename="a\x00b\r\n c.txt"',
        b'Content-Disposition: attachment; filename="' + b"a" * 5000 + b'.pdf"',
        b"Content-Disposition: attachment; filename*=utf-8''bl%C3%A5.pdf",
        b'Content-Disposition: attachment; filename="=?utf-8?q?bl=C3=A5.pdf?="',
    ),
}
"""Each must be read, and leave something that can be stored and shown."""

UNREADABLE: dict[str, bytes] = {"nested fifteen hundred deep": nested(1500)}
"""Each must be refused in one way only."""
