"""What do the made-up members write, and what are they answered? Put together by chance, all invented."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Letter:
    """One thing that somebody may write about."""

    queue: str
    subject: str
    text: str
    language: str = "nb"
    is_dissatisfied: bool = False


_ANIMALS = (
    "to kalver",
    "tre okser",
    "ei ku",
    "åtte lam",
    "fem lam",
    "fire griser",
    "en okse",
    "ti sauer",
)
_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "neste uke", "over helga", "så snart som mulig")
_AMOUNTS = ("1 240", "3 815", "560", "12 400", "2 075")

LETTERS = (
    Letter(
        "registrations",
        "Innmelding: {animals}",
        "Hei!\n\nJeg vil melde inn {animals} til slakt. De kan hentes {day}. Gårdsveien er fin å kjøre, men snuplassen er glatt om morgenen.\n\nHilsen {name}",
    ),
    Letter(
        "registrations",
        "Når blir det henting?",
        "Hei, jeg meldte inn {animals} i forrige uke og har ikke hørt noe om hentedato. Blir det {day}?\n\n{name}",
    ),
    Letter(
        "registrations",
        "Må endre innmelding",
        "God dag\n\nEt av dyra er blitt halt. Kan dere ta {animals} i stedet, og helst {day}?\n\nMvh {name}",
    ),
    Letter(
        "registrations",
        "Innmelding",
        "Hei. Eg vil melde inn {animals}. Dei er klare {day}. Ring gjerne før de kjem, porten er låst.\n\nHelsing {name}",
    ),
    Letter(
        "registrations",
        "Transporten kom ikke!",
        "Dette er ikke godt nok. Bilen skulle vært her {day}, og {animals} står fortsatt inne. Jeg tok fri fra jobb for å være hjemme. Hva skjer?\n\n{name}",
        is_dissatisfied=True,
    ),
    Letter(
        "registrations",
        "Anmälan av djur",
        "Hej!\n\nJag vill anmäla {animals} för hämtning. Passar det {day}?\n\nHälsningar {name}",
        language="sv",
    ),
    Letter(
        "settlements",
        "Spørsmål om oppgjøret",
        "Hei\n\nI siste oppgjør er det trukket {amount} kroner som jeg ikke forstår. Kan dere forklare hva det gjelder?\n\nHilsen {name}",
    ),
    Letter(
        "settlements",
        "Når kommer pengene?",
        "Hei, når blir oppgjøret for forrige leveranse utbetalt? Banken spør.\n\n{name}",
    ),
    Letter(
        "settlements",
        "Feil klasse på leveransen",
        "Hei!\n\nFlere av lamma er satt i feil klasse, mener jeg. Det utgjør rundt {amount} kroner. Hvordan klager jeg?\n\nMvh {name}",
    ),
    Letter(
        "settlements",
        "Fortsatt ikke svar om oppgjør",
        "Dette er tredje gang jeg skriver. Det mangler {amount} kroner, og ingen svarer. Nå begynner jeg å bli lei.\n\n{name}",
        is_dissatisfied=True,
    ),
    Letter(
        "settlements",
        "Nytt kontonummer",
        "Hei, jeg har byttet bank. Hvordan melder jeg fra om nytt kontonummer på en trygg måte?\n\n{name}",
    ),
    Letter(
        "portal",
        "Kommer ikke inn på Min side",
        "Hei\n\nJeg får bare feilmelding når jeg prøver å logge inn på Min side. Har prøvd på både pc og mobil.\n\n{name}",
    ),
    Letter(
        "portal",
        "Glemt passord",
        "Hei, jeg har glemt passordet mitt, og lenken på e-post kommer ikke fram. Kan dere hjelpe?\n\nHilsen {name}",
    ),
    Letter(
        "portal",
        "Finner ikke leveransene",
        "Hei! Hvor på Min side ser jeg leveransene fra i fjor? Jeg finner bare årets.\n\n{name}",
    ),
    Letter(
        "portal",
        "Kan inte logga in",
        "Hej, jag kan inte logga in på Mina sidor sedan i går. Vad gör jag för fel?\n\n{name}",
        language="sv",
    ),
    Letter(
        "general",
        "Medlemsmøte",
        "Hei, når er neste medlemsmøte, og kan ektefellen min bli med?\n\nMvh {name}",
    ),
    Letter(
        "general",
        "Ny adresse",
        "Vi har flyttet på oss. Ny adresse er {surname}veien 14. Kan dere endre det hos dere?\n\nHilsen {name}",
    ),
    Letter(
        "general",
        "Besøk på gården",
        "Hei! En skoleklasse vil besøke gården vår {day}. Har dere noe materiell om samvirket vi kan dele ut?\n\n{name}",
    ),
    Letter(
        "general",
        "Takk for god hjelp",
        "Ville bare si tusen takk for god hjelp på telefonen {day}. Slikt merkes!\n\n{name}",
    ),
)

ANSWERS = {
    "registrations": "Hei {name}\n\nTakk for beskjed. Innmeldingen er registrert hos oss, og hentedatoen står på Min side så snart transporten er planlagt.\n\nVennlig hilsen\n{agent}",
    "settlements": "Hei {name}\n\nVi har gått gjennom oppgjøret. Trekket gjelder frakt og klassifisering og står spesifisert på side 2. Si fra om noe fortsatt er uklart.\n\nVennlig hilsen\n{agent}",
    "portal": "Hei {name}\n\nVi har sendt en ny lenke til e-postadressen du har hos oss. Den gjelder i én time. Får du det fortsatt ikke til, så ring oss.\n\nVennlig hilsen\n{agent}",
    "general": "Hei {name}\n\nTakk for at du tok kontakt. Vi har notert det og følger det opp.\n\nVennlig hilsen\n{agent}",
    "switchboard": "Hei {name}\n\nTakk for samtalen.\n\nVennlig hilsen\n{agent}",
}

THANKS = (
    "Takk for raskt svar!\n\n{name}",
    "Flott, da er det i orden. Takk skal dere ha.\n\n{name}",
    "Takk. Men jeg lurer fortsatt på når det blir gjort?\n\n{name}",
)


def write_letter(name: str, chance: Random, *, queue: str = "") -> Letter:
    """Return a letter that somebody of this name might send, to a queue if one is named."""
    letter = chance.choice([letter for letter in LETTERS if queue in ("", letter.queue)])
    words = {
        "name": name,
        "surname": name.split()[-1],
        "animals": chance.choice(_ANIMALS),
        "day": chance.choice(_DAYS),
        "amount": chance.choice(_AMOUNTS),
    }
    return Letter(
        queue=letter.queue,
        subject=letter.subject.format(**words),
        text=letter.text.format(**words),
        language=letter.language,
        is_dissatisfied=letter.is_dissatisfied,
    )
