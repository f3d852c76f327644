"""What is in the record when somebody looks? An incident with its log, follow-ups, a day."""

from collections.abc import Mapping
from datetime import timedelta

from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.continuity.actions.capability import Standing, write_capability
from frontlinje.continuity.actions.follow_ups import add_follow_up, close_follow_up
from frontlinje.continuity.actions.incidents import (
    File,
    add_entry,
    close_incident,
    open_incident,
    report_incident,
)
from frontlinje.continuity.models import Incident
from frontlinje.continuity.rules.incident_log import Kind
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.actions import work
from tests.screens.lively_day import let_it_live

LOG = (
    (80, Kind.NOTE, "Leverandøren sier at en kabel er gravd over ved Brumunddal.", ""),
    (
        71,
        Kind.DECISION,
        "Vi stenger telefonen og ber alle bruke skjemaet.",
        "Ingen tone på linjen.",
    ),
    (64, Kind.MESSAGE, "Ringte avisen: tekst til nettsiden er sendt.", ""),
    (50, Kind.FIGURES, "Innmeldinger: 14 venter (lengst 46 min), 9 for sent, 3 ledige", ""),
)


def several(cast: Cast) -> Mapping[str, object]:
    """Let one incident be over, one go on, one have been an exercise; return the first."""
    let_it_live(cast)
    over = _incident(cast)
    now = clock.now()
    began_at = now - timedelta(days=40)
    drill = open_incident(
        title="Øvelse: alle må hjem", began_at=began_at, by=cast.hedda, at=now, is_exercise=True
    )
    close_incident(
        incident_id=drill.id, over_at=began_at + timedelta(hours=2), by=cast.hedda, at=now
    )
    report_incident(text="Min side viser hvite sider for alle medlemmer", by=cast.nina, at=now)
    return {"incident_id": over.id}


def _incident(cast: Cast) -> Incident:
    now = clock.now()
    began_at = now - timedelta(minutes=95)
    incident = open_incident(
        title="Telefonen er nede i hele huset",
        began_at=began_at,
        by=cast.liv,
        at=now - timedelta(minutes=90),
    )
    for minutes, kind, text, why in LOG:
        at = now - timedelta(minutes=minutes)
        add_entry(incident_id=incident.id, kind=kind, text=text, why=why, by=cast.liv, at=at)
    file = File("feilmelding-fra-sentralen.png", b"\x89PNG\r\n\x1a\n" + bytes(40_000))
    report_incident(
        text="Samme her, se bildet", by=cast.omar, at=now, incident_id=incident.id, file=file
    )
    over_at = now - timedelta(minutes=20)
    close_incident(incident_id=incident.id, over_at=over_at, by=cast.liv, at=now)
    _follow_ups(incident, cast)
    return incident


def _follow_ups(incident: Incident, cast: Cast) -> None:
    now = clock.now()
    for text, days in (("Reservelinje over mobilnettet", 14), ("Ny ringeliste på tavla", -2)):
        due_on = (now + timedelta(days=days)).date()
        add_follow_up(
            incident_id=incident.id, text=text, owner=cast.nina, due_on=due_on, by=cast.liv, at=now
        )
    thanks = add_follow_up(
        incident_id=incident.id, text="Takke Lea", owner=cast.liv, due_on=None, by=cast.liv, at=now
    )
    close_follow_up(follow_up_id=thanks.id, outcome="Kake på tavlemøtet", by=cast.liv, at=now)


def standing(cast: Cast) -> None:
    """Let the phone be written down whole, the mail in part, the rest not at all."""
    now = clock.now()
    begin_centre(at=now, by=None)
    today = now.date()
    phone = Standing(
        longest_outage_h=4,
        target_back_h=1.5,
        minimum_service="Innmelding av syke dyr og hastesaker besvares innen ti minutter.",
        depends_on=("Strøm i Storgata 1", "Fiberen fra Brumunddal", "Sentralbordets leverandør"),
        last_exercise_on=today - timedelta(days=160),
        last_test_call_on=today - timedelta(days=6),
        reviewed_on=today - timedelta(days=100),
    )
    write_capability(channel="phone", standing=phone, by=cast.hedda, at=now)
    mail = Standing(longest_outage_h=24, last_exercise_on=today - timedelta(days=30))
    write_capability(channel="mail", standing=mail, by=cast.hedda, at=now)


def usual_day(cast: Cast) -> None:
    """Let the centre live, after a week ago when as much came as comes today."""
    let_it_live(cast)
    begins = clock.now() - timedelta(days=7, hours=1)
    for number in range(60):
        queue = ("registrations", "general", "switchboard")[number % 3]
        at = begins + timedelta(minutes=4 * number)
        channel = "phone" if queue == "switchboard" else "mail"
        contact = receive_contact(
            Arrival(channel=channel, queue=queue, source="test", received_at=at), at=at
        )
        work.take_contact(contact_id=contact.id, by=cast.omar, at=at)
        ends_at = at + timedelta(minutes=9 + number % 5)
        work.finish_contact(contact_id=contact.id, by=cast.omar, at=ends_at)
