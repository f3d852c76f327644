"""A list of words tells whether a writer sounds dissatisfied, and which words told."""

import pytest

from frontlinje.contacts.rules.dissatisfied import dissatisfaction


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Dette er helt uakseptabelt.", ("uakseptabelt",)),
        ("Jeg er skuffet. Jeg venter fortsatt på svar.", ("skuffet", "venter fortsatt")),
        ("Det här är tredje gången jag skriver", ("tredje gången",)),
        ("This is not good enough", ("not good enough",)),
        ("Hvor lenge skal jeg vente!!!", ("hvor lenge", "!!!")),
        ("SKANDALE", ("skandale",)),
    ],
)
def test_words_that_people_are_angry_in_are_found(text: str, marks: tuple[str, ...]) -> None:
    assert dissatisfaction(text) == marks


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hei, når henter dere lammene?",
        "Jeg er skuffet",
        "Jeg er ikke misfornøyd, bare nysgjerrig",
        "Takk for rask hjelp!!!",
        "Fint!\n> Dette er uakseptabelt, skrev jeg i går",
        "x" * 5_000 + " skandale",
    ],
)
def test_a_calm_text_is_left_in_peace(text: str) -> None:
    assert dissatisfaction(text) == ()


def test_the_centre_adds_words_of_its_own() -> None:
    assert dissatisfaction("Igjen er det Melkebil 7") == ()
    assert dissatisfaction("Igjen er det Melkebil 7", ["melkebil 7", "?!"]) == ("melkebil 7",)
