"""What hinders a deed, and what each recipient reads, is decided from facts alone."""

from typing import Any

import pytest

from frontlinje.bulk.rules.hindrances import (
    Facts,
    hindrance_to_answer,
    hindrance_to_close,
    hindrance_to_gather,
    hindrance_to_move,
)
from frontlinje.bulk.rules.merged import merged, unknown_words
from frontlinje.contacts.rules.lifecycle import State


def mail(state: State = State.QUEUED, **facts: Any) -> Facts:
    """Return the facts of a mail."""
    return Facts(state=state, channel="mail", queue="general", **facts)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.QUEUED, ""),
        (State.PARKED, ""),
        (State.OFFERED, "bulk.in_hand"),
        (State.WRAP_UP, "bulk.in_hand"),
        (State.CLOSED, "bulk.is_over"),
        (State.ABANDONED, "bulk.is_over"),
    ],
)
def test_nothing_is_taken_out_of_anybodys_hands(state: State, code: str) -> None:
    assert hindrance_to_close(mail(state)) == code
    assert hindrance_to_answer(mail(state)) == code


def test_a_queue_gets_only_what_it_takes_and_does_not_have() -> None:
    def hindrance(facts: Facts, queue: str = "other", channels: str = "mail") -> str:
        return hindrance_to_move(facts, queue=queue, channels=frozenset({channels}))

    assert hindrance(mail()) == ""
    assert hindrance(mail(), queue="general") == "bulk.there_already"
    assert hindrance(mail(), channels="phone") == "bulk.wrong_channel"
    assert hindrance(mail(State.PARKED)) == "bulk.put_aside"
    assert hindrance(mail(State.ACTIVE)) == "bulk.in_hand"
    assert hindrance(mail(State.CLOSED)) == "bulk.is_over"


def test_an_answer_goes_only_where_it_can_be_read_and_is_whole() -> None:
    assert hindrance_to_answer(mail(can_be_answered=False)) == "bulk.no_way_back"
    assert hindrance_to_answer(mail(has_draft=True)) == "bulk.own_draft"
    assert hindrance_to_answer(mail(lacks=("customer_name",))) == "bulk.unknown_of_customer"
    assert hindrance_to_gather(mail(has_case=True)) == "bulk.has_a_case"
    assert hindrance_to_gather(mail(State.CLOSED)) == ""


def test_each_reads_their_own_language_and_name() -> None:
    texts = {"nb": "Hei {customer_name}, sak {reference}", "sv": "Hej {customer_name}", "en": " "}

    def read(language: str, name: str = "Kari") -> tuple[str, str, tuple[str, ...]]:
        values = {"customer_name": name, "reference": "H-1"}
        found = merged(texts, language=language, otherwise="nb", values=values)
        return found.text, found.language, found.lacks

    assert read("sv") == ("Hej Kari", "sv", ())
    assert read("en") == ("Hei Kari, sak H-1", "nb", ())
    assert read("nb", name="") == ("Hei {customer_name}, sak H-1", "nb", ("customer_name",))


def test_a_customers_name_is_not_looked_at_for_words_in_braces() -> None:
    values = {"customer_name": "{reference}", "reference": "H-1"}
    found = merged({"nb": "{customer_name}"}, language="nb", otherwise="nb", values=values)
    assert found.text == "{reference}"
    assert unknown_words("{customer_name} {weather} { reference }") == ["weather"]
