"""Mails that are put together wrongly: parts in parts, lost boundaries, mails in mails, HTML."""

from frontlinje.channels.mail.tests.corpus.making import BODY, TEXT, mail, part, parts


def forwarded(inner: bytes, depth: int) -> bytes:
    """Return a mail in a mail in a mail."""
    for _ in range(depth):
        inner = mail(b"Subject: VS: x", b"Content-Type: message/rfc822", body=inner)
    return inner


def html(markup: bytes) -> bytes:
    """Return a mail of HTML alone."""
    return mail(b"Content-Type: text/html; charset=utf-8", body=markup)


MAILS: dict[str, bytes] = {
    "parts with text before and after": parts(
        b"multipart/mixed", b"before\r\n", TEXT, end=b"--b--\r\nafter\r\n"
    ),
    "no parts between the boundaries": parts(b"multipart/mixed", b"--b\r\n--b\r\n"),
    "the end before the beginning": parts(b"multipart/mixed", b"--b--\r\n", TEXT),
    "boundary that is a line of the text": parts(
        b"multipart/mixed", part(body=b"--b is what I wrote\r\n--b-c\r\n--bb")
    ),
    "boundary of blanks": mail(b'Content-Type: multipart/mixed; boundary="   "'),
    "boundary of a kilobyte": mail(
        b'Content-Type: multipart/mixed; boundary="' + b"b" * 1000 + b'"',
        body=b"--" + b"b" * 1000 + b"\r\n\r\nhei",
    ),
    "boundary outside ASCII": mail(
        "Content-Type: multipart/mixed; boundary=å".encode(),
        body="--å\r\n\r\nhei\r\n--å--".encode(),
    ),
    "inner boundary begins like the outer": parts(
        b"multipart/mixed",
        part(b"Content-Type: multipart/mixed; boundary=b2", body=b"--b2\r\n\r\nhei\r\n--b2--"),
    ),
    "the same boundary inside": parts(
        b"multipart/mixed",
        part(b"Content-Type: multipart/mixed; boundary=b", body=b"--b\r\n\r\nhei"),
    ),
    "a multipart in base64": mail(
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Transfer-Encoding: base64",
        body=b"LS1iDQoNCmhlaQ0KLS1iLS0=",
    ),
    "unknown kind of multipart": parts(b"multipart/x-whatever", TEXT, TEXT),
    "alternatives of nothing": parts(b"multipart/alternative"),
    "alternatives without text": parts(
        b"multipart/alternative", part(b"Content-Type: text/html", body=b"<p>hei")
    ),
    "ten thousand alternatives": parts(b"multipart/alternative", TEXT * 10_000),
    "a digest": parts(b"multipart/digest", part(body=b"From: a@b.c\r\n\r\nen"), part(body=b"to")),
    "a calendar that is text": mail(b"Content-Type: text/calendar", body=b"BEGIN:VCALENDAR"),
    "rich text of old": mail(b"Content-Type: text/enriched", body=b"<bold>hei</bold>"),
    "markdown": mail(b"Content-Type: text/markdown; charset=utf-8"),
    "text that flows": mail(
        b"Content-Type: text/plain; format=flowed; delsp=yes", body=b"en lang \r\nlinje \r\n> sitat"
    ),
    "an unknown kind of text": mail(b"Content-Type: text/x-klingon"),
    "a content type without a slash": mail(b"Content-Type: text"),
    "a content type that never ends": mail(b"Content-Type: text/plain; " + b"a=b; " * 20_000),
    "a content type of stars": mail(b"Content-Type: */*"),
    "forwarded in five layers": forwarded(mail(b"Subject: innerst"), 5),
    "forwarded in two hundred layers": forwarded(mail(b"Subject: innerst"), 200),
    "forwarded and broken": mail(b"Content-Type: message/rfc822", body=b"\x00\x00\r\n\r\n"),
    "forwarded and empty": mail(b"Content-Type: message/rfc822", body=b""),
    "forwarded in quoted-printable": mail(
        b"Content-Type: message/rfc822",
        b"Content-Transfer-Encoding: quoted-printable",
        body=b"From: ola@example.net\r\nSubject: x\r\n\r\nbl=C3=A5",
    ),
    "forwarded to itself": parts(
        b"multipart/mixed", TEXT, part(b"Content-Type: message/rfc822", body=forwarded(BODY, 3))
    ),
    "a status without parts": mail(
        b"Content-Type: message/delivery-status", body=b"Action: failed"
    ),
    "news from the old days": mail(b"Content-Type: message/news", b"Newsgroups: no.test"),
    "an HTTP message": mail(b"Content-Type: message/http", body=b"GET / HTTP/1.1\r\n\r\n"),
    "HTML with a script": html(b"<script>alert(1)</script><p>hei"),
    "HTML with a form": html(b"<form action=https://x.example><input name=p type=password>"),
    "HTML that refreshes": html(b'<meta http-equiv=refresh content="0;url=https://x.example">'),
    "HTML with a base": html(b'<base href="https://x.example/"><a href="/y">hei</a>'),
    "HTML with a hundred thousand attributes": html(b"<p " + b"a=b " * 100_000 + b">hei"),
    "HTML tables in tables": html(b"<table><tr><td>" * 2000 + b"hei"),
    "HTML of open quotes": html(b'<a href="' * 5000),
    "HTML of entities": html(b"&#x1F600;&#0;&#xD800;&#1114112;&notin;&" * 2000),
    "HTML with conditional comments": html(b"<!--[if mso]><p>a<![endif]--><p>hei"),
    "HTML with CDATA": html(b"<![CDATA[<script>]]><p>hei"),
    "HTML in UTF-16 with a mark": mail(
        b"Content-Type: text/html; charset=utf-16", body="<p>blåbær".encode("utf-16")
    ),
    "HTML that is a picture of the net": html(b"<img src=https://x.example/1.gif>"),
    "HTML with a picture written out": html(
        b'<img src="data:image/png;base64,iVBORw0KGgo="><img src="data:text/html,<script>">'
    ),
    "HTML of style only": html(b"<style>" + b"a{b:c}" * 20_000 + b"</style>"),
    "XHTML": html(b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>hei</p>'),
    "XML that refers to itself": mail(
        b"Content-Type: text/xml",
        body=b'<!DOCTYPE a [<!ENTITY b "&b;&b;">]><a>&b;</a>',
    ),
}
