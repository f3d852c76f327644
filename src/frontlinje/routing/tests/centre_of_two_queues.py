"""Which centre do the routing tests play in? Two queues, one team each, open day and night."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from frontlinje.centre.actions import save_revision
from frontlinje.centre.models import Revision
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.contacts.models import Contact
from frontlinje.people.models import Skill, SkillHeld, User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import declare_status, note_connections
from frontlinje.presence.models import Status

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    """Return the instant so many seconds past noon."""
    return NOON + timedelta(seconds=seconds)


def named(word: str) -> dict[str, str]:
    return {"nb": word, "sv": word, "en": word}


def document(**changes: Any) -> CentreDocument:
    """Return the centre, with some of its sections replaced."""
    always = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00")
    sections: dict[str, Any] = {
        "name": named("Prøvesenteret"),
        "hours": [{"code": "always", "name": named("Always"), "week": always}],
        "channels": [
            {"code": "phone", "hours": "always", "units": 60},
            {"code": "chat", "hours": "always", "units": 20},
            {"code": "mail", "hours": "always", "units": 30},
            {"code": "web", "hours": "always", "units": 30},
        ],
        "groups": [
            {"code": "north", "name": named("North"), "teams": ["north"]},
            {"code": "south", "name": named("South"), "teams": ["south"]},
        ],
        "queues": [queue("general", "north"), queue("settlement", "south", visibility="team")],
        "wrap_up_codes": [{"code": "answered", "name": named("Answered")}],
        "pause_reasons": [{"code": "lunch", "name": named("Lunch")}],
        "absence_reasons": [{"code": "ill", "name": named("Ill")}],
        "not_responding": {"misses": 2},
    }
    return CentreDocument.model_validate({**sections, **changes})


def queue(code: str, group: str, **changes: Any) -> dict[str, Any]:
    """Return a queue on every written channel and the phone, promised within ten minutes."""
    return {
        "code": code,
        "name": named(code.capitalize()),
        "channels": ["phone", "chat", "mail", "web"],
        "groups": [group],
        "promise_s": 600,
        "offer_s": 20,
        "interruptible": True,
        **changes,
    }


def save(new: CentreDocument) -> Revision:
    latest = Revision.objects.order_by("-id").first()
    return save_revision(
        document=new, by=None, reason="", based_on=latest.id if latest else None, at=NOON
    )


@pytest.fixture
def centre(cast: Cast) -> Revision:
    return save(document())


def arrive(
    queue: str = "general", channel: str = "mail", *, at: datetime = NOON, **facts: Any
) -> Contact:
    """Receive a contact, committed as far as a test's transaction goes."""
    arrival = Arrival(
        channel=channel, queue=queue, source="test", received_at=at, subject="Hei", **facts
    )
    return receive_contact(arrival, at=at)


def go_ready(*users: User, at: datetime = NOON) -> None:
    """Let people sit down at an open desk and declare ready, one second apart."""
    note_connections([user.id for user in users], at=at)
    for seconds, user in enumerate(users):
        moment = at + timedelta(seconds=seconds)
        declare_status(user=user, status=Status.READY, at=moment, by=user.id, place="office")


def hold(user: User, skill: str, level: int) -> None:
    """Let somebody hold a skill."""
    held, _ = Skill.objects.get_or_create(code=skill, defaults={"names": named(skill)})
    SkillHeld.objects.create(user=user, skill=held, level=level)
