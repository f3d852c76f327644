"""Mails whose letters are wrong: written in one charset and said to be in another, or in none."""

from frontlinje.channels.mail.tests.corpus.making import mail

NORDIC = "Blåbær, ærfugl, Ängö, Åland, þing, ð – «gåseøyne» …"


def in_charset(charset: str, body: bytes, transfer: str = "8bit") -> bytes:
    """Return a mail that says that it is in a charset."""
    return mail(
        f"Content-Type: text/plain; charset={charset}".encode(),
        f"Content-Transfer-Encoding: {transfer}".encode(),
        body=body,
    )


MAILS: dict[str, bytes] = {
    **{
        f"in {charset}": in_charset(charset, NORDIC.encode(charset, "replace"))
        for charset in ("iso-8859-1", "iso-8859-15", "windows-1252", "utf-8", "cp865", "macroman")
    },
    **{
        f"in {charset} of far away": in_charset(charset, text.encode(charset))
        for charset, text in {
            "koi8-r": "Здравствуйте",
            "iso-2022-jp": "こんにちは",
            "gb2312": "你好",
            "big5": "你好",
            "euc-kr": "안녕",
            "windows-1256": "مرحبا",
            "utf-7": "Hei på deg",
            "utf-16": "Hei på deg",
            "utf-32": "Hei på deg",
        }.items()
    },
    "Latin-1 that says UTF-8": in_charset("utf-8", NORDIC.encode("latin-1", "replace")),
    "UTF-8 that says Latin-1": in_charset("iso-8859-1", NORDIC.encode()),
    "UTF-8 that says ASCII": in_charset("us-ascii", NORDIC.encode()),
    "UTF-8 encoded twice": in_charset("utf-8", NORDIC.encode().decode("latin-1").encode()),
    "UTF-8 cut in a letter": in_charset("utf-8", "Blå".encode()[:-1]),
    "UTF-8 with overlong forms": in_charset("utf-8", b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf"),
    "UTF-8 with half characters": in_charset("utf-8", b"\xed\xa0\x80\xed\xb0\x80"),
    "every byte there is": in_charset("utf-8", bytes(range(256)) * 20),
    "charset in quotes within quotes": in_charset("\"'utf-8'\"", NORDIC.encode()),
    "charset with a blank": in_charset("utf 8", NORDIC.encode()),
    "charset empty": in_charset("", NORDIC.encode()),
    "charset of a kilobyte": in_charset("u" * 1000, NORDIC.encode()),
    "charset with NUL": in_charset("utf\x00-8", NORDIC.encode()),
    "charset that is a program": in_charset("rot13", b"Uryyb"),
    "charset that unpacks": in_charset("bz2", b"BZh9"),
    "charset given twice": in_charset("utf-8; charset=iso-8859-1", NORDIC.encode()),
    "base64 with rubbish in it": in_charset("utf-8", b"SGV*#pIH\r\n\r\nDDpSE=", "base64"),
    "base64 without its end": in_charset("utf-8", b"SGVpIHDDpSBkZ", "base64"),
    "base64 of one letter": in_charset("utf-8", b"S", "base64"),
    "base64 in one line of a megabyte": in_charset("utf-8", b"SGVp" * 2**18, "base64"),
    "quoted-printable of nothing but signs": in_charset("utf-8", b"=" * 20_000, "quoted-printable"),
    "quoted-printable with soft ends only": in_charset(
        "utf-8", b"=\r\n" * 20_000, "quoted-printable"
    ),
    "quoted-printable that is not": in_charset("utf-8", NORDIC.encode(), "quoted-printable"),
    "uuencode without end": in_charset("utf-8", b"begin 644 x\r\nM" + b"!" * 60, "uuencode"),
    "transfer form twice": in_charset("utf-8", b"SGVp", "base64, base64"),
    "transfer form of nonsense": in_charset("utf-8", b"hei", "\x01\x02"),
    "one line of two megabytes": mail(body=b"x" * 2**21),
    "lines of one letter": mail(body=b"x\r\n" * 100_000),
    "two hundred thousand empty lines": mail(body=b"\r\n" * 200_000),
}
