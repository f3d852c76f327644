"""What does a leader do for a colleague? Each act asks in a dialog (GET) and does it (POST)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontlinje.base import clock
from frontlinje.base.errors import Invalid, NotFound
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import get_contact, viewer_of
from frontlinje.contacts.rules.lifecycle import HELD, State
from frontlinje.people.access import current_user, needs
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission
from frontlinje.presence.answers import dialog, done
from frontlinje.presence.models import Status
from frontlinje.presence.queries import presence_of
from frontlinje.routing.queries import PersonNow, people_now
from frontlinje.team.actions import move_contact_on, steer_colleague, take_back_offer

BACK = "back"
_MOVABLE = HELD - {State.WRAP_UP}


@needs(Permission.TEAM_STEER)
@require_http_methods(["GET", "HEAD", "POST"])
def status_set(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Ask how a colleague's status is to be set, and set it."""
    now = clock.now()
    colleague = _colleague(user_id)
    if request.method == "POST":
        status, reason = _status_of(request)
        steer_colleague(
            colleague=colleague,
            status=status,
            reason=reason,
            why=request.POST.get("why", ""),
            by=current_user(request),
            at=now,
        )
        said = _("%(name)s: the status is set.") % {"name": colleague.name}
        return done(request, said, back=reverse("team:team"))
    state = effective_state(now)
    context = {
        "colleague": colleague,
        "presence": presence_of(colleague, now=now),
        "pause_reasons": state.document.pause_reasons,
        "absence_reasons": state.document.absence_reasons,
        "now": now,
    }
    return dialog(request, "team/status_set.html", context)


def _status_of(request: HttpRequest) -> tuple[Status, str]:
    """Return the status and the reason that the form means: ``pause:lunch``."""
    status, _colon, reason = request.POST.get("status", "").partition(":")
    if status not in Status.values:
        raise Invalid("team.unknown_status", field="status")
    return Status(status), reason


@needs(Permission.TEAM_STEER)
@require_POST
def offer_take_back(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Take back what a colleague is being offered."""
    colleague = _colleague(user_id)
    n = take_back_offer(colleague=colleague, by=current_user(request), at=clock.now())
    said = _("The offer is taken back.") if n else _("There was no offer any more.")
    return done(request, said, back=reverse("team:team"))


@needs(Permission.CONTACT_REASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def contact_move(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Ask where a colleague's contact goes, and move it."""
    now, user = clock.now(), current_user(request)
    state = effective_state(now)
    contact = get_contact(viewer_of(user, state), contact_id)
    if request.method == "POST":
        move_contact_on(
            contact=contact,
            to=_target(request),
            word=request.POST.get("word", ""),
            by=user,
            at=now,
        )
        said = _("%(reference)s is moved.") % {"reference": contact.reference}
        return done(request, said, back=reverse("team:team"))
    people = people_now(state, now=now)
    context = {
        "contact": contact,
        "queue": state.queues.get(contact.queue),
        "holder": contact.agent,
        "is_movable": contact.state in _MOVABLE,
        "queues": [
            queue
            for queue in state.document.queues
            if contact.channel in queue.channels and queue.code != contact.queue
        ],
        "ready": _ready_for(contact, people),
        "now": now,
    }
    return dialog(request, "team/contact_move.html", context)


def _ready_for(contact: Contact, people: list[PersonNow]) -> list[PersonNow]:
    """Return who can be given a contact, those with the least in hand first."""
    ready = [
        person
        for person in people
        if person.user.id != contact.agent_id and person.why in ("", "no_room", "wrapping_up")
    ]
    return sorted(ready, key=lambda person: sum(person.in_hand.values()))


def _target(request: HttpRequest) -> User | str | None:
    """Return the person, or the queue's code, that the form means; None for back to its queue."""
    kind, _colon, target = request.POST.get("to", "").partition(":")
    if kind == BACK:
        return None
    if kind == "agent":
        try:
            return _colleague(UUID(target))
        except ValueError:
            raise NotFound("team.no_such_colleague", field="to") from None
    if kind != "queue" or not target:
        raise Invalid("team.target_missing", field="to")
    return target


def _colleague(user_id: UUID) -> User:
    colleague = User.objects.select_related("team").filter(id=user_id, is_active=True).first()
    if colleague is None:
        raise NotFound("team.no_such_colleague", field="to")
    return colleague
