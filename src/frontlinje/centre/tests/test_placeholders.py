"""Are placeholders filled, once, and nothing else touched?"""

from frontlinje.centre.rules.placeholders import fill, placeholders_in


def test_known_placeholders_are_replaced_and_others_left_to_be_seen() -> None:
    text = "Hei {customer_name}, ref. { reference }. {unknown} {}"
    filled = fill(text, {"customer_name": "Kari", "reference": "F-1"})
    assert filled == "Hei Kari, ref. F-1. {unknown} {}"


def test_what_is_put_in_is_not_filled_again() -> None:
    assert fill("{reference}", {"reference": "{agent_name}", "agent_name": "x"}) == "{agent_name}"


def test_every_pair_of_braces_is_found() -> None:
    assert list(placeholders_in("{a} b { c } {\n}")) == ["a", "c"]
