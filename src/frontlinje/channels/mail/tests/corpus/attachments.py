"""Mails whose files are wrong: names that lie, archives that explode, types that are not so."""

import zlib

from frontlinje.channels.mail.tests.corpus.making import TEXT, mail, part, parts


def named(*headers: bytes, body: bytes = b"x") -> bytes:
    """Return a mail with one file under these headers."""
    return parts(b"multipart/mixed", TEXT, part(*headers, body=body))


def attached(name: bytes) -> bytes:
    """Return a mail with a file of this name."""
    return named(b"Content-Disposition: attachment; filename=" + name)


MAILS: dict[str, bytes] = {
    "name with a path": attached(b'"../../../../etc/cron.d/x"'),
    "name with a drive": attached(b'"C:\\\\autoexec.bat"'),
    "name of a device": attached(b"CON"),
    "name of dots": attached(b"...."),
    "name of blanks": attached(b'"    "'),
    "name with a tilde": attached(b'"~root/.ssh/authorized_keys"'),
    "name that is a program's word": attached(b'"-rf.txt"'),
    "name with quotes in it": attached(b'"a\\"b.pdf"'),
    "name with a line break": attached(b'"a\r\n b.pdf"'),
    "name encoded with a path": attached(b'"=?utf-8?q?..=2F..=2Fetc=2Fpasswd?="'),
    "name turned around": attached('"regning\u202efdp.exe"'.encode()),
    "name with invisible letters": attached('"a\u200b\u2060.pdf"'.encode()),
    "name with two endings": attached(b'"bilde.jpg                         .exe"'),
    "name of ten thousand letters": attached(b'"' + b"n" * 10_000 + b'.pdf"'),
    "name in pieces out of order": named(
        b'Content-Disposition: attachment; filename*1="b.pdf"; filename*0="a"'
    ),
    "name in pieces that lack one": named(
        b'Content-Disposition: attachment; filename*0="a"; filename*2="c.pdf"'
    ),
    "name in an unknown charset": named(
        b"Content-Disposition: attachment; filename*=x-none''bl%E5.pdf"
    ),
    "name with percent signs that are wrong": named(
        b"Content-Disposition: attachment; filename*=utf-8''bl%zz%C3.pdf"
    ),
    "names that disagree": named(
        b"Content-Type: image/png; name=a.png", b"Content-Disposition: attachment; filename=a.exe"
    ),
    "a page that says it is a picture": named(
        b"Content-Type: image/png; name=a.png", body=b"<html><script>alert(1)</script>"
    ),
    "a drawing with a script": named(
        b"Content-Type: image/svg+xml; name=a.svg", body=b"<svg onload=alert(1)>"
    ),
    "a program": named(b"Content-Type: application/x-msdownload; name=a.exe", body=b"MZ\x90\x00"),
    "an archive that explodes": named(
        b"Content-Type: application/zip; name=a.zip", body=zlib.compress(bytes(5_000_000), 9)
    ),
    "a page to save": named(b"Content-Type: text/html; name=a.html", body=b"<script>1</script>"),
    "a shortcut": named(b"Content-Type: application/x-url; name=a.url", body=b"[InternetShortcut]"),
    "a file of nothing": named(b"Content-Type: application/pdf; name=a.pdf", body=b""),
    "a file in broken base64": named(
        b"Content-Type: application/pdf; name=a.pdf",
        b"Content-Transfer-Encoding: base64",
        body=b"JVBERi0=*JVBER",
    ),
    "a file that is the whole mail": mail(b"Content-Type: application/pdf; name=a.pdf"),
    "a file called the same three times": parts(
        b"multipart/mixed", TEXT, part(b"Content-Type: application/pdf; name=a.pdf") * 3
    ),
    "a text that is a file": named(b"Content-Type: text/plain; name=les meg.txt"),
    "inline and a file": named(b"Content-Disposition: inline; filename=a.txt"),
    "a disposition of nonsense": named(b"Content-Disposition: ;;;", b"Content-Type: image/gif"),
    "a picture the text does not name": parts(
        b"multipart/related", TEXT, part(b"Content-Type: image/png", b"Content-ID: <nobody@x>")
    ),
    "two pictures of one name": parts(
        b"multipart/related",
        part(b"Content-Type: text/html", body=b"<img src=cid:a><img src='cid:a'>"),
        part(b"Content-Type: image/png", b"Content-ID: <a>") * 2,
    ),
    "a picture named by a path": parts(
        b"multipart/related",
        part(b"Content-Type: text/html", body=b'<img src="cid:../../../etc/passwd">'),
        part(b"Content-Type: image/png", b"Content-ID: <../../../etc/passwd>"),
    ),
    "three hundred files": parts(
        b"multipart/mixed", TEXT, part(b"Content-Type: image/png; name=a.png") * 300
    ),
}
