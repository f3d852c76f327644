"""When many desks come back at once, does each screen hear of its own?"""

from datetime import UTC, datetime

import pytest

from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import note_connections

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_a_desk_that_comes_back_is_news_for_its_own_screens(cast: Cast) -> None:
    people = [cast.nina.id, cast.omar.id, cast.liv.id]
    note_connections(people, at=AT)
    told = {event.agent_id: event.topics for event in Event.objects.filter(at=AT)}
    assert told == {one: [f"agent:{one}", "presence"] for one in people}
