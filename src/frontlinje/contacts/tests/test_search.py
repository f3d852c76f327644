"""Is the right customer found at once, and first, whatever is typed?"""

import re
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontlinje.contacts.models import Customer
from frontlinje.contacts.queries import (
    customer_by_number,
    customer_by_phone,
    customers,
    customers_by_email,
    customers_by_phone,
    possible_duplicates,
    search_customers,
)
from frontlinje.contacts.tests.small_centre import NOON, customer
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(cast: Cast) -> Cast:
    customer(
        "Åse Bjørnstad",
        cast.nina,
        number="M-471",
        phones=("+4722334455",),
        emails=("ase.b@epost.example.no",),
        place="Ørje",
    )
    customer("Kari Åsen", cast.nina, number="4712", phones=("+4798765432",))
    customer("Karianne Lie", cast.nina, number="98765", emails=("ase.b@epost.example.no",))
    customer("Sameiet Åsveien", cast.nina, is_organisation=True, number="47")
    return cast


def names(typed: str) -> list[str]:
    return [found.name for found in search_customers(typed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ase bj", ["Åse Bjørnstad"]),
        ("BJØRNSTAD aase", ["Åse Bjørnstad"]),
        ("22 33 44", ["Åse Bjørnstad"]),
        ("+47 22 33 44 55", ["Åse Bjørnstad"]),
        ("ase.b@ep", ["Karianne Lie", "Åse Bjørnstad"]),
        ("ase.b@epost.example.no", ["Karianne Lie", "Åse Bjørnstad"]),
        ("ørje", ["Åse Bjørnstad"]),
        ("kari", ["Kari Åsen", "Karianne Lie"]),
        ("nobody", []),
        ("", []),
        ("k", []),
    ],
)
def test_a_search_finds(register: Cast, typed: str, found: list[str]) -> None:
    assert names(typed) == found


def test_an_exact_number_comes_first(register: Cast) -> None:
    assert names("47")[0] == "Sameiet Åsveien"
    assert names("4712") == ["Kari Åsen"]
    assert names("m-471")[0] == "Åse Bjørnstad"
    assert set(names("471")) == {"Kari Åsen", "Åse Bjørnstad"}


def test_an_exact_phone_comes_before_a_number_that_begins_alike(register: Cast) -> None:
    customer("Per", register.nina, number="987654321")
    assert names("98 76 54 32") == ["Kari Åsen", "Per"]


def test_an_exact_match_is_not_crowded_out(register: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontlinje.contacts.queries.customers.MOST_RANKED", 1)
    assert names("47")[0] == "Sameiet Åsveien"


@pytest.mark.parametrize(
    "typed", ["' OR 1=1 --", "a & | ! :*", "\\", "ola\0nordmann", "(" * 10_000]
)
def test_hostile_input_finds_nothing_and_breaks_nothing(register: Cast, typed: str) -> None:
    assert search_customers(typed) == []


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.text(max_size=40))
def test_no_text_breaks_the_search(register: Cast, typed: str) -> None:
    search_customers(typed)


def test_the_search_uses_its_index(register: Cast) -> None:
    Customer.objects.bulk_create(
        Customer(name="x", search_key=f"{n:x} {n}", created_at=NOON) for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contacts_customer")
        asked = {"query": "'ola':*", "words": "ola", "most": 20, "most_ranked": 500}
        exactly: Any = {"numbers": ["ola"], "phones": ["+47"], "address": "ola"}
        cursor.execute(f"EXPLAIN {customers._SEARCH}", asked | exactly)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "customer_search" in plan
    assert not re.search(r"Seq Scan on contacts_customer\s", plan)


def test_a_phone_leads_to_its_customer_only_if_it_is_one(register: Cast) -> None:
    found = customer_by_phone("+4798765432")
    assert found is not None
    assert found.name == "Kari Åsen"
    customer("Per Åsen", register.nina, phones=("+4798765432",))
    assert customer_by_phone("+4798765432") is None
    assert len(customers_by_phone("+4798765432")) == 2


def test_an_address_leads_to_everybody_who_writes_from_it(register: Cast) -> None:
    found = customers_by_email("ASE.B@epost.example.no")
    assert [each.name for each in found] == ["Karianne Lie", "Åse Bjørnstad"]


def test_a_number_leads_to_its_customer(register: Cast) -> None:
    found = customer_by_number("4712")
    assert found is not None
    assert found.name == "Kari Åsen"
    assert customer_by_number("0") is None


def test_possible_duplicates_share_a_way_to_reach_and_a_similar_name(register: Cast) -> None:
    twin = customer("Asen, Kari", register.nina, phones=("+4798765432",))
    customer("Per Li", register.nina, phones=("+4798765432",))
    customer("Kari Åsen", register.nina, phones=("+4711111111",))
    assert [each.name for each in possible_duplicates(twin.id)] == ["Kari Åsen"]
    assert len(possible_duplicates(twin.id)) == 1
