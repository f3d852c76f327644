"""What is shown of a bad day: announcements told, waiting, coming and withdrawn; a closed form."""

from collections.abc import Mapping
from datetime import timedelta

from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre, place_override
from frontlinje.centre.rules.edits.channels import SetChannelOpen
from frontlinje.continuity.actions.announcing import (
    approve_announcement,
    withdraw_announcement,
    write_announcement,
)
from frontlinje.continuity.models import Announcement
from frontlinje.continuity.rules.wording import Wording
from frontlinje.people.tests.cast import Cast

PORTAL = Wording(
    title={
        "nb": "Min side er nede",
        "sv": "Mina sidor är nere",
        "en": "The member portal is down",
    },
    body={
        "nb": "Meld inn dyr på telefon eller e-post, så henter vi dem som avtalt. "
        "Oppgjør går som vanlig.\n\nVi vet ennå ikke når portalen er oppe igjen.",
        "sv": "Anmäl djur per telefon eller e-post, så hämtar vi dem som avtalat.",
        "en": "Report animals by phone or e-mail, and we collect them as agreed.",
    },
)
METER = Wording(
    title={"nb": "Lang ventetid på telefon"},
    body={"nb": "Mange ringer nå. Skriv gjerne til oss, så svarer vi samme dag."},
    channels=("phone", "mail"),
    queues=("general",),
)


def announced(cast: Cast) -> Mapping[str, object]:
    """Let something be told, and more of every kind; return the address of what is told."""
    now = clock.now()
    begin_centre(at=now, by=None)
    told = _publish(PORTAL, cast)
    write_announcement(wording=METER, by=cast.nina, at=now)
    day = timedelta(days=1)
    meeting = Wording(
        title={"nb": "Stengt for allmøte"},
        body={"nb": "Telefonen er stengt fra 9 til 10."},
        from_at=now + day,
        until_at=now + day + timedelta(hours=1),
    )
    _publish(meeting, cast)
    withdrawn = _publish(METER, cast)
    withdraw_announcement(announcement_id=withdrawn.id, by=cast.hedda, at=now)
    return {"announcement_id": told.id}


def one_waiting(cast: Cast) -> Mapping[str, object]:
    """Return the address of what nobody has approved."""
    now = clock.now()
    begin_centre(at=now, by=None)
    return {"announcement_id": write_announcement(wording=METER, by=cast.nina, at=now).id}


def form_closed(cast: Cast) -> None:
    """Close the web form for two hours, and say why."""
    announced(cast)
    now = clock.now()
    place_override(
        edit=SetChannelOpen(channel="web", is_open=False),
        starts_at=now,
        until_at=now + timedelta(hours=2),
        by=None,
        reason="",
        at=now,
    )


def begun(cast: Cast) -> None:
    """Begin the centre, on a day when nothing is wrong."""
    begin_centre(at=clock.now(), by=None)


def _publish(wording: Wording, cast: Cast) -> Announcement:
    now = clock.now()
    row = write_announcement(wording=wording, by=cast.liv, at=now)
    return approve_announcement(announcement_id=row.id, by=cast.liv, at=now)
