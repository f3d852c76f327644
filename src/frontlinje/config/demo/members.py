"""Who owns the made-up co-operative? 17,000 members out of a generator: the same ones every time.

Nobody here exists. Names are put together from lists, addresses end in ``.example`` (reserved, RFC
2606), and telephone numbers have eight digits of which the first is 0, as no Norwegian number does.
"""

import csv
import io
from collections.abc import Iterator
from random import Random

N_MEMBERS = 17_000
_SEED = 1903

_FIRST = (
    "Agnes Anders Anna Arne Asbjørn Berit Birger Bodil Brita Dag Edvard Einar Eli Ellen Embla "
    "Endre Erlend Even Gerd Gro Guri Gyda Halvor Hanna Harald Helge Hilde Håkon Ida Inga Ingrid "
    "Ivar Jens Johan Jon Kari Karl Kirsti Knut Lars Leif Lise Magnhild Marit Mari Mikkel Målfrid "
    "Nils Odd Ola Olaug Ottar Peder Ragnhild Rolf Runa Sigurd Silje Siv Solveig Stein Svein Synnøve "
    "Tone Torbjørn Torunn Trygve Turid Unni Vegard Vigdis Yngve Åse Åshild Øystein"
).split()
_BEGIN = (
    "Bjørke Blå Eike Elve Enge Fager Fjell Furu Grønn Gras Gull Hassel Havre Høy Kalv Kløver Korn "
    "Kvit Lam Lang Lauv Lind Lyng Mel Mjølk Myr Mølle Nord Over Rogn Rug Sommer Sol Stein Stor "
    "Sæter Timotei Under Vår Vester Øster Ås"
).split()
_END = (
    "bakken berget bråten bu dal eng gard grind haugen heim holt jordet kroken lia li løkken moen "
    "myra nes rud seter skogen stad strand sund tangen teigen tun vang vik vollen ås"
).split()
_PLACES = (
    ("Lykkedal", "0001"),
    ("Solvik", "0002"),
    ("Grashaugen", "0003"),
    ("Kornmo", "0004"),
    ("Nedre Fløte", "0005"),
    ("Øvre Fløte", "0006"),
    ("Kalvøya", "0007"),
    ("Lammefjord", "0008"),
)
_FARMS = ("Gårdsdrift", "Samdrift", "Melk og kjøtt", "Sau og geit", "Fjøs")


def members() -> Iterator[dict[str, str]]:
    """Yield the members, one row each, by number."""
    chance = Random(_SEED)
    for i in range(N_MEMBERS):
        number = str(100_000 + i * 3 + chance.randrange(3))
        surname = chance.choice(_BEGIN) + chance.choice(_END)
        first = chance.choice(_FIRST)
        is_farm = chance.random() < 0.12
        name = f"{surname} {chance.choice(_FARMS)}" if is_farm else f"{first} {surname}"
        place, postal_code = chance.choice(_PLACES)
        yield {
            "Medlemsnr": number,
            "Navn": name,
            "Type": "organisasjon" if is_farm else "person",
            "Mobil": f"+470{i:07d}",
            "E-post": f"medlem{number}@medlem.example",
            "Adresse": f"{surname}veien {chance.randrange(1, 200)}",
            "Postnummer": postal_code,
            "Poststed": place,
            "Språk": "sv" if chance.random() < 0.03 else "nb",
        }


def members_as_file() -> bytes:
    """Return the register as the file that the import reads: semicolons, UTF-8."""
    text = io.StringIO()
    rows = iter(members())
    first = next(rows)
    writer = csv.DictWriter(text, fieldnames=list(first), delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerow(first)
    writer.writerows(rows)
    return text.getvalue().encode()
