"""What goes on in a centre when somebody looks at its screens? Queues, people, shifts, made up."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from frontlinje.base import clock
from frontlinje.centre.actions import save_revision
from frontlinje.centre.models import Revision
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.starter import starter_document
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.contacts.models import Contact, Customer
from frontlinje.people.models import Site, Team, User
from frontlinje.people.permissions import Role
from frontlinje.people.tests.cast import Cast, person
from frontlinje.presence.actions import declare_status, leave_note, note_connections
from frontlinje.presence.models import Presence, Shift, Status
from frontlinje.routing.actions import work

QUEUES = (
    ("registrations", "Innmeldinger", "Inmälningar", "Registrations", 1800),
    ("settlements", "Oppgjør", "Avräkning", "Settlements", 14400),
    ("portal", "Hjelp til Min side", "Hjälp med Mina sidor", "Portal help", 3600),
    ("general", "Generelt", "Allmänt", "General", 7200),
    ("switchboard", "Sentralbord", "Växel", "Switchboard", 60),
)
NAMES = (
    "Bjarte Bjørkebark", "Ragna Rognebær", "Sølve Selje", "Lilly Lyngmo", "Even Einerhaug",
    "Tuva Tyttebær", "Orvar Orehaug", "Hassan Hasselnøtt",
)  # fmt: skip
SUBJECTS = (
    "Hente to okser", "Når kommer oppgjøret?", "Får ikke logget inn", "Ny adresse",
    "Spørsmål om tillegg", "Melde inn lam", "Feil mengde i avregningen", "Endre tidspunkt",
)  # fmt: skip


def morning(now: datetime, hours: float) -> datetime:
    """Return the instant so many hours before this moment."""
    return now - timedelta(hours=hours)


def let_it_live(cast: Cast) -> list[User]:
    """Open the centre day and night, sit people down, let contacts come; return the newcomers."""
    now = clock.now()
    _save(_document(), now)
    site = Site.objects.create(code="hamar", name="Hamar")
    newcomers = _newcomers(cast.nina.team, site)
    crew = [cast.nina, cast.omar, cast.stig, cast.tiril, cast.lea, *newcomers]
    _plan(crew, now)
    # People come after the contacts: whoever is ready is offered something at once.
    _contacts(crew, now)
    _sit_down(crew, site, now)
    return newcomers


def _document() -> CentreDocument:
    plain: dict[str, Any] = starter_document().model_dump(mode="json")
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    plain["hours"][0]["week"] = dict.fromkeys(days, "00:00-24:00")
    general = plain["queues"][0]
    plain["queues"] = [
        {**general, "code": code, "name": {"nb": nb, "sv": sv, "en": en}, "promise_s": promise_s}
        for code, nb, sv, en, promise_s in QUEUES
    ]
    plain["groups"].append(
        {
            "code": "nobody",
            "name": {"nb": "Spesialister", "sv": "Specialister", "en": "Specialists"},
            "members": ["hedda"],
        }
    )
    plain["queues"][1]["groups"] = ["nobody"]
    return CentreDocument.model_validate(plain)


def _save(document: CentreDocument, now: datetime) -> None:
    latest = Revision.objects.order_by("-id").first()
    save_revision(
        document=document, by=None, reason="", based_on=latest.id if latest else None, at=now
    )


def _newcomers(team: Team | None, site: Site) -> list[User]:
    people = [person(name.split()[0], Role.AGENT, team=team, site=site) for name in NAMES]
    for user, name in zip(people, NAMES, strict=True):
        user.name = name
    return User.objects.bulk_create(people)


def _plan(crew: list[User], now: datetime) -> None:
    zone = ZoneInfo("Europe/Oslo")
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    for number, user in enumerate(crew[:-1]):
        starts_at = max(midnight, morning(now, 4 - number % 3))
        ends_at = now + timedelta(hours=2 + number % 4)
        place = "home" if number % 3 == 1 else "office"
        Shift.objects.create(user=user, starts_at=starts_at, ends_at=ends_at, place=place)


def _sit_down(crew: list[User], site: Site, now: datetime) -> None:
    nina, omar, stig, tiril, lea, bjarte, ragna, solve, lilly, even, tuva, *_ = crew
    there = [nina, omar, stig, lea, bjarte, ragna, solve, lilly, even]
    note_connections([user.id for user in there], at=now)
    for number, user in enumerate(there):
        at = morning(now, 3.5 - number / 10)
        place, where = ("home", None) if number % 3 == 1 else ("office", site)
        declare_status(user=user, status=Status.READY, at=at, by=user.id, place=place, site=where)
    for user, reason, minutes in ((stig, "lunch", 17), (lilly, "meeting", 41)):
        at = now - timedelta(minutes=minutes)
        declare_status(user=user, status=Status.PAUSE, reason=reason, at=at, by=user.id)
    leave_note(user=bjarte, note="Må ta en telefon, tilbake 11.30", at=now)
    declare_status(user=tuva, status=Status.LOGGED_OFF, reason="child-sick", at=now, by=tuva.id)
    Presence.objects.filter(user=even).update(is_connected=False, connection_at=now)
    Presence.objects.filter(user=solve).update(is_not_responding=True, n_missed=3)
    assert tiril not in there


def _contacts(crew: list[User], now: datetime) -> None:
    arrivals = _arrivals(now)
    holders = iter([crew[0], crew[0], crew[5], crew[6]])
    for number, arrival in enumerate(arrivals):
        contact = receive_contact(arrival, at=arrival.received_at)
        at = arrival.received_at + timedelta(minutes=2)
        holder = next(holders, None) if number > 30 and number % 2 else None
        if holder is not None:
            work.take_contact(contact_id=contact.id, by=holder, at=at)
        elif number % 9 > 1 or arrival.channel == "phone":
            late = timedelta(minutes=40) if number % 6 == 5 else timedelta()
            _answer(contact, crew[1], at + late)


def _answer(contact: Contact, by: User, at: datetime) -> None:
    work.take_contact(contact_id=contact.id, by=by, at=at)
    work.finish_contact(contact_id=contact.id, by=by, at=at + timedelta(minutes=3))


def _arrivals(now: datetime) -> Iterator[Arrival]:
    for number in range(40):
        code = QUEUES[number % 5][0]
        channel = ("mail", "web", "mail", "paper")[number % 4]
        if number in (4, 9, 39):
            channel = "phone"
        customer = Customer.objects.create(
            name=f"Medlem {number + 1}", number=str(10_000 + number), created_at=now
        )
        yield Arrival(
            channel=channel,
            queue=code,
            source="test",
            received_at=now - timedelta(minutes=120 - 3 * number),
            subject=SUBJECTS[number % len(SUBJECTS)],
            customer=customer,
        )
