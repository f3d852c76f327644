"""Are lengths of time said so that they are taken in at a glance?"""

from datetime import timedelta

import pytest
from django.utils import translation

from frontlinje.presence.wording import clock_words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=-3), "0:00"),
        (timedelta(minutes=4, seconds=7), "4:07"),
        (timedelta(hours=47, minutes=5), "47 t 05"),
        (timedelta(days=6, hours=4, minutes=50), "6 d 4 t"),
    ],
)
def test_a_clock_says_days_once_hours_say_nothing(span: timedelta, words: str) -> None:
    with translation.override("nb"):
        assert clock_words(span) == words
