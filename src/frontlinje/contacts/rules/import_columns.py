"""What does each column of a file hold? Guessed from headings in our three languages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from frontlinje.base.errors import Invalid
from frontlinje.contacts.rules.folding import words_of


class Column(StrEnum):
    """What a column can hold."""

    NUMBER = "number"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    KIND = "kind"
    """Person or organisation."""
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    POSTAL_CODE = "postal_code"
    PLACE = "place"
    LANGUAGE = "language"
    FLAGS = "flags"
    WEIGHT = "weight"


REPEATABLE = frozenset({Column.PHONE, Column.EMAIL})
"""What several columns may hold at once: a mobile and a landline, say."""

_HEADINGS = {
    Column.NUMBER: "nummer;kundenr;kundenummer;medlemsnr;medlemsnummer;eiernummer;leverandornummer;"
    "produsentnummer;nr;id;kund nr;kundnr;kundnummer;number;customer number;"
    "customer no;customer id;member number;member no;member id;kunde nr;medlem nr",
    Column.NAME: "navn;fullt navn;kundenavn;medlemsnavn;namn;kundnamn;fullstandigt namn;name;"
    "full name;customer name;customer;kunde;kund;medlem;firma;firmanavn;foretag;organisasjon;"
    "organisation;company",
    Column.FIRST_NAME: "fornavn;fornamn;first name;given name;firstname",
    Column.LAST_NAME: "etternavn;efternamn;last name;surname;family name;lastname",
    Column.KIND: "type;kundetype;kundtyp;typ;kind;customer type",
    Column.PHONE: "telefon;tlf;telefonnummer;tlf nr;telefonnr;mobil;mobilnummer;mobiltelefon;"
    "mobilnr;telefon 1;telefon 2;telefon mobil;telefon privat;telefon arbeid;tel;phone;"
    "phone number;telephone;mobile;mobile phone;mobile number;cell",
    Column.EMAIL: "epost;e post;epostadresse;e postadresse;mail;mailadresse;e mail;email;"
    "email address;e mail address;epostadress;e postadress",
    Column.ADDRESS: "adresse;gateadresse;postadresse;vei;adress;gatuadress;postadress;address;"
    "street;street address",
    Column.POSTAL_CODE: "postnummer;postnr;post nr;postal code;postcode;zip;zip code",
    Column.PLACE: "sted;poststed;by;kommune;ort;postort;stad;kommun;city;town;place;municipality",
    Column.LANGUAGE: "sprak;malform;language",
    Column.FLAGS: "merker;merke;flagg;markering;etiketter;flaggor;markningar;flags;tags;labels",
    Column.WEIGHT: "vekt;prioritet;vikt;weight;priority",
}
_KNOWN = {
    " ".join(words_of(heading)): column
    for column, headings in _HEADINGS.items()
    for heading in headings.split(";")
}


def guess_columns(headings: Iterable[str]) -> list[Column | None]:
    """Return what each column most likely holds.

    Parameters
    ----------
    headings : iterable of str
        The first row of a file.

    Returns
    -------
    list of Column or None
        One per heading; None where there is no guess. A column that there can be only one of is
        guessed once: the first heading that fits.

    Examples
    --------
    >>> [c and c.value for c in guess_columns(["Medlemsnr.", "Navn", "Mobil", "Tlf.", "Saldo"])]
    ['number', 'name', 'phone', 'phone', None]
    """
    guesses: list[Column | None] = []
    for heading in headings:
        column = _KNOWN.get(" ".join(words_of(heading)))
        if column in guesses and column not in REPEATABLE:
            column = None
        guesses.append(column)
    return guesses


def check_columns(columns: Sequence[Column | None]) -> None:
    """Return quietly if rows can be read with these columns.

    Parameters
    ----------
    columns : sequence of Column or None
        What somebody chose.

    Raises
    ------
    Invalid
        ``contacts.import_column_twice``, or ``contacts.import_no_name`` when nothing gives a name.
    """
    for column, n in Counter(filter(None, columns)).items():
        if n > 1 and column not in REPEATABLE:
            raise Invalid("contacts.import_column_twice", field="columns", column=column.value)
    if not {Column.NAME, Column.FIRST_NAME, Column.LAST_NAME}.intersection(columns):
        raise Invalid("contacts.import_no_name", field="columns")
