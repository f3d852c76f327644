"""Which screens are looked at? One entry each: its URL name, who looks, what must be there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.contacts.models import Contact
from frontlinje.people.actions import change_user, make_sign_in_link
from frontlinje.people.models import Skill, SkillHeld
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions.shift_import import upload_shifts
from frontlinje.presence.models import Shift
from tests.mail.troubles import give_addresses, make_trouble, several_boxes
from tests.screens.bad_day import announced, begun, form_closed, one_waiting
from tests.screens.day_models_day import a_monday
from tests.screens.desk_day import (
    all_is_read,
    nina_wraps_up,
)
from tests.screens.drills_day import DRAFT, PLAYING, drills_of_a_day
from tests.screens.exercise_day import exercising
from tests.screens.lively_day import let_it_live
from tests.screens.mail_day import long_conversation
from tests.screens.many_day import done, learnt, prepared
from tests.screens.plans_day import (
    equipment_asked,
    library,
    portal_down,
)
from tests.screens.record_day import several, standing, usual_day
from tests.screens.watched_day import much_is_wrong

Prepared = Mapping[str, object]
Prepare = Callable[[Cast], Prepared | None]


@dataclass(frozen=True)
class Screen:
    """A screen: ``who`` is one of the cast, or nobody; ``prepare`` makes the day it shows.

    Screens with the same ``prepare`` are looked at on the same day: none of them may change it.
    """

    url_name: str
    who: str = ""
    prepare: Prepare | None = None
    name: str = ""
    """How the pictures are called, when the URL name does not say enough."""
    query: str = ""
    """What follows the address, from its question mark."""
    takes: tuple[str, ...] = ()
    """URL arguments that are found in what ``prepare`` returned."""
    about: Mapping[str, str] = field(default_factory=dict)
    """Other URL arguments."""

    def __str__(self) -> str:
        return self.name or self.url_name.replace(":", "-")

    def address(self, there: Prepared) -> str:
        """Return the path on a day when these things are there."""
        taken = {name: there[name] for name in self.takes}
        return reverse(self.url_name, kwargs={**taken, **self.about}) + self.query


def _nina_has_an_app(cast: Cast) -> None:
    TOTP.activate(cast.nina, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(cast.nina)


def _omar_has_a_link(cast: Cast) -> Mapping[str, object]:
    secret = make_sign_in_link(cast.omar.id, at=clock.now(), by=None)
    return {"user_id": cast.omar.id, "secret": secret}


def _nina_with_skills(cast: Cast) -> dict[str, object]:
    for code, name, level in (
        ("beef", "Storfe", 7),
        ("grain", "Korn", 0),
        ("portal", "Min side", 3),
    ):
        skill = Skill.objects.create(code=code, names={"nb": name})
        if level:
            SkillHeld.objects.create(user=cast.nina, skill=skill, level=level)
    return {"user_id": cast.nina.id}


def _lively(cast: Cast) -> dict[str, object]:
    bjarte = let_it_live(cast)[0]
    held = Contact.objects.filter(agent=cast.nina, state="active").first()
    assert held is not None
    return {
        "user_id": bjarte.id,
        "shift_id": Shift.objects.get(user=bjarte).id,
        "contact_id": held.id,
    }


def _file_of_shifts(cast: Cast) -> dict[str, object]:
    let_it_live(cast)
    now = clock.now()
    rows = [
        "navn;dato;fra;til;sted",
        f"Nina Prøve;{now:%d.%m.%Y};00:05;23:55;hjemme",
        *(f"Omar Prøve;2027-03-{day:02d};8;16;kontor" for day in range(1, 13)),
        "Ukjent Person;2027-03-01;8;16;",
        "Stig Prøve;snart;8;16;",
    ]
    upload = upload_shifts(
        file_name="vaktplan-mars.csv", content="\n".join(rows).encode(), by=cast.pia, at=now
    )
    return {"upload_id": upload.id}


def _nina_has_changed(cast: Cast) -> None:
    change_user(cast.nina.id, at=clock.now(), by=cast.hedda, contract_share=80, phone="12 34 56 78")


SCREENS = [
    Screen("account_login"),
    Screen("account_logout", "nina"),
    Screen("account_reauthenticate", "olav"),
    Screen("account_change_password", "olav"),
    Screen("account_choose_password", "", _omar_has_a_link, takes=("user_id", "secret")),
    Screen("mfa_index", "nina", _nina_has_an_app),
    Screen("mfa_activate_totp", "nina"),
    Screen("mfa_view_recovery_codes", "nina", _nina_has_an_app),
    Screen("mfa_add_webauthn", "nina"),
    Screen("mfa_list_webauthn", "nina"),
    Screen("usersessions_list", "nina"),
    Screen("people:users", "hedda"),
    Screen("people:user-create", "hedda"),
    Screen("people:user", "hedda", _nina_with_skills, "people-user-to-change", takes=("user_id",)),
    Screen("people:user", "liv", _nina_with_skills, "people-user-to-read", takes=("user_id",)),
    Screen("people:profile", "nina", _nina_with_skills),
    Screen("people:teams", "hedda"),
    Screen("people:skills", "hedda", _nina_with_skills),
    Screen("people:skills", "pia", name="people-skills-none-yet"),
    Screen("people:ledger", "liv", _nina_has_changed),
    Screen("people:skill-matrix", "liv", _nina_with_skills),
    Screen("desk:desk", "stig", _lively, "desk-idle"),
    Screen("desk:desk", "nina", name="desk-first-day"),
    Screen("desk:contact", "nina", all_is_read, takes=("contact_id",)),
    Screen(
        "desk:contact", "liv", all_is_read, "desk-contact-of-a-colleague", takes=("contact_id",)
    ),
    Screen("desk:contact", "nina", nina_wraps_up, "desk-wrap-up", takes=("contact_id",)),
    Screen("desk:contact", "nina", long_conversation, "desk-contact-mail", takes=("contact_id",)),
    Screen("desk:backlog", "nina", _lively),
    Screen("desk:backlog", "omar", name="desk-backlog-empty"),
    Screen("desk:contact-register", "nina", _lively),
    Screen("bulk:run", "liv", prepared, "bulk-run-prepared", takes=("run_id",)),
    Screen("bulk:run", "liv", done, "bulk-run-done", takes=("run_id",)),
    Screen("suggestions:suggestions", "hedda", learnt),
    *[
        Screen(
            "desk:status-dialog", "nina", _lively, f"desk-status-{choice}", about={"choice": choice}
        )
        for choice in ("all", "ready", "pause", "off", "note")
    ],
    *[
        Screen(
            "desk:step-dialog",
            "nina",
            all_is_read,
            f"desk-step-{step}",
            takes=("contact_id",),
            about={"step": step},
        )
        for step in ("finish", "transfer", "park", "close", "case", "customer", "merge")
    ],
    Screen("desk:search", "nina", all_is_read, query="?q=fjos+hentet+Ragnhild&from=2020-01-01"),
    Screen("desk:search", "liv", all_is_read, "desk-search-customers", "?q=ring"),
    Screen("desk:search", "omar", name="desk-search-empty"),
    Screen("reports:board", "liv", _lively),
    Screen("reports:board", "nina", name="reports-board-quiet"),
    Screen("reports:wall", "liv", _lively),
    Screen("mail:problems", "liv", make_trouble),
    Screen("mail:problems", "liv", name="mail-problems-none"),
    Screen("mail:addresses", "hedda", give_addresses),
    Screen("mail:addresses", "pia", name="mail-addresses-none"),
    Screen("mail:address-edit", "hedda", give_addresses, takes=("address",)),
    Screen("mail:mailboxes", "hedda", several_boxes),
    Screen("mail:mailboxes", "pia", name="mail-mailboxes-none"),
    Screen("mail:mailbox", "hedda", several_boxes, about={"code": "box-1"}),
    Screen(
        "mail:mailbox", "hedda", several_boxes, "mail-mailbox-to-sign-in", about={"code": "box-2"}
    ),
    Screen("mail:mailbox", "pia", several_boxes, "mail-mailbox-to-read", about={"code": "box-0"}),
    Screen("mail:mailbox-change", "hedda", several_boxes, about={"code": "box-0"}),
    Screen("mail:mailbox-new", "hedda", about={"kind": "microsoft"}),
    Screen("team:team", "liv", _lively),
    Screen("team:team", "pia", name="team-team-read"),
    Screen("team:day", "liv", _lively),
    Screen("team:day", "pia", name="team-day-empty"),
    Screen("team:person-day", "liv", _lively, takes=("user_id",)),
    Screen("team:status-set", "liv", _lively, takes=("user_id",)),
    Screen("team:contact-move", "liv", _lively, takes=("contact_id",)),
    Screen("presence:shifts", "pia", _lively),
    Screen("presence:shift-change", "pia", _lively, takes=("shift_id",)),
    Screen("presence:shift-upload", "pia"),
    Screen("presence:shift-import", "pia", _file_of_shifts, takes=("upload_id",)),
    Screen("continuity:announcements", "liv", announced),
    Screen("continuity:announcements", "nina", begun, "continuity-announcements-none"),
    Screen("continuity:announcement", "liv", announced, takes=("announcement_id",)),
    Screen(
        "continuity:announcement",
        "nina",
        one_waiting,
        "continuity-announcement-waiting",
        takes=("announcement_id",),
    ),
    Screen("continuity:announcement-write", "liv", begun),
    Screen("continuity:announcement-change", "liv", announced, takes=("announcement_id",)),
    Screen("continuity:room", "liv", portal_down),
    Screen("continuity:room", "nina", portal_down, "continuity-room-to-read"),
    Screen("continuity:room", "hedda", library, "continuity-room-quiet"),
    Screen("continuity:room", "hedda", name="continuity-room-empty"),
    Screen("continuity:plan", "hedda", library, about={"code": "portal-down"}),
    Screen("continuity:plan-edit", "hedda", library, about={"code": "portal-down"}),
    Screen("continuity:plan-new", "hedda"),
    Screen("continuity:plan-import", "hedda"),
    Screen("continuity:phone-tree", "liv", library),
    Screen("continuity:equipment", "liv", equipment_asked),
    Screen("centre:page", "hedda", name="centre-bad-day", about={"page": "bad-day"}),
    Screen("centre:part-new", "hedda", about={"section": "arrangements"}),
    Screen("continuity:plan-preview", "liv", library, about={"code": "mail-down"}),
    Screen(
        "continuity:plan-preview",
        "liv",
        portal_down,
        "continuity-plan-preview-clashing",
        about={"code": "volume-doubled"},
    ),
    Screen(
        "continuity:plan-preview",
        "nina",
        library,
        "continuity-plan-preview-to-read",
        about={"code": "mail-down"},
    ),
    Screen("portal:status", "", announced),
    Screen("portal:status", "", begun, "portal-status-quiet"),
    Screen("portal:contact-form", "", announced),
    Screen("portal:contact-form", "", form_closed, "portal-contact-form-closed"),
    Screen("continuity:incidents", "liv", several),
    Screen("continuity:incidents", "hedda", begun, "continuity-incidents-none"),
    Screen("continuity:incident", "liv", several, takes=("incident_id",)),
    Screen("continuity:incident-after", "liv", several, takes=("incident_id",)),
    Screen("continuity:incident-report", "tiril", several),
    Screen("continuity:incident-open", "liv", begun),
    Screen("continuity:follow-ups", "liv", several),
    Screen("continuity:capability", "hedda", standing),
    Screen("continuity:capability-change", "hedda", standing, about={"channel": "phone"}),
    Screen("continuity:today", "liv", usual_day),
    Screen("continuity:today", "liv", begun, "continuity-today-first-day"),
    Screen("continuity:watching", "liv", much_is_wrong),
    Screen("continuity:watching", "hedda", begun, "continuity-watching-nothing-yet"),
    Screen("continuity:probe", "hedda", much_is_wrong, about={"code": "portal"}),
    Screen("continuity:probe-edit", "hedda", much_is_wrong, about={"code": "portal"}),
    Screen("continuity:probe-new", "hedda", about={"kind": "smtp"}),
    Screen("drills:drill", "pia", drills_of_a_day, takes=("drill_id",)),
    Screen("drills:drill-scenarios", "pia", drills_of_a_day, about={"drill_id": DRAFT}),
    Screen("drills:drill-plans", "pia", drills_of_a_day, about={"drill_id": DRAFT}),
    Screen("drills:drill-day", "pia", drills_of_a_day, about={"drill_id": DRAFT}),
    Screen("drills:drill", "pia", drills_of_a_day, "drills-playing", about={"drill_id": PLAYING}),
    Screen("drills:drills", "pia", drills_of_a_day),
    Screen("drills:day-model", "pia", a_monday, takes=("model_id",)),
    Screen("drills:day-model-edit", "pia", a_monday, takes=("model_id",)),
    Screen("drills:day-model-rates", "pia", a_monday, takes=("model_id",), about={"lane": "0"}),
    Screen("exercises:exercise", "hedda", exercising, takes=("exercise_id",)),
    Screen("exercises:exercise-part", "liv", exercising, takes=("exercise_id",)),
    Screen("exercises:exercise-score", "hedda", exercising, takes=("exercise_id",)),
]
