"""By which words a contact is found, and in which weeks it is looked for."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from frontlinje.contacts.rules.excerpt import excerpt, placed_words, plain_text
from frontlinje.contacts.rules.folding import words_of
from frontlinje.contacts.rules.search_text import (
    MOST_READ,
    MOST_WEEKS,
    configuration_for,
    folded_text,
    week_mark,
    weeks_between,
)

TODAY = date(2026, 11, 22)
START = datetime(2020, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 4000).map(lambda hours: START + timedelta(hours=7 * hours))


def test_the_language_of_a_contact_decides_else_that_of_the_centre() -> None:
    assert configuration_for("sv", "nb") == "swedish"
    assert configuration_for("", "nb") == "norwegian"
    assert configuration_for("se", "nb") == "simple"
    assert configuration_for("", "") == "simple"


def test_the_secret_part_of_an_identity_number_is_not_among_the_words() -> None:
    assert folded_text(["Jeg er 13097248022, hilsen Åse"], TODAY) == "jeg er 130972 hilsen ase"


def test_a_giant_text_is_read_up_to_a_limit() -> None:
    assert len(folded_text(["ord " * 10**6], TODAY)) <= MOST_READ


@given(INSTANTS, st.integers(0, MOST_WEEKS * 7 * 24))
def test_the_weeks_of_a_period_are_those_of_whatever_came_in_it(
    first: datetime, hours: int
) -> None:
    last = first + timedelta(hours=hours)
    weeks = weeks_between(first, last)
    came = (first + timedelta(hours=n) for n in range(0, hours, 5))
    assert set(weeks) == {*map(week_mark, came), week_mark(last)}


def test_a_period_of_many_years_or_of_none_has_no_weeks() -> None:
    assert weeks_between(START, START + timedelta(days=1500)) == ()
    assert weeks_between(START, START - timedelta(days=1)) == ()


@given(st.text(max_size=80))
def test_each_word_of_a_text_is_one_folded_word(written: str) -> None:
    text = plain_text(written)
    for word in placed_words(text):
        assert word.folded
        assert " " not in word.folded
        assert text[word.start : word.end].strip() == text[word.start : word.end]


@given(st.text(st.sampled_from("ab æÅ.\n"), max_size=900), st.data())
def test_an_excerpt_is_a_piece_of_the_text(written: str, data: st.DataObject) -> None:
    text = plain_text(written)
    words = placed_words(text)
    hits = data.draw(st.lists(st.sampled_from(words), unique=True)) if words else []
    hits.sort(key=lambda word: word.start)
    pieces = excerpt(text, hits)
    said = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert said in text
    marked = [piece.text for piece in pieces if piece.is_hit]
    assert set(marked) <= {text[word.start : word.end] for word in hits}
    assert marked or not hits or len(text) > 200


def test_an_excerpt_is_cut_around_what_was_looked_for() -> None:
    text = "Hei. " + "Noe annet. " * 60 + "Når kommer utbetalingen til ny konto? " + "Takk. " * 60
    hits = [word for word in placed_words(text) if word.folded in ("utbetalingen", "konto")]
    pieces = excerpt(text, hits)
    assert [piece.text for piece in pieces if piece.is_hit] == ["utbetalingen", "konto"]
    assert pieces[0].text == "… "
    assert words_of("".join(piece.text for piece in pieces)).count("takk") < 40
