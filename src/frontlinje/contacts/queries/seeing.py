"""Which contacts may this person read? The one query that knows who asks; all lists start here.

The same answer as ``people.permissions.may_see_contact``, in SQL; a test holds them together.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from frontlinje.base.errors import NotFound
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.access import ContactViewer, contact_viewer
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.models import Event
from frontlinje.people.models import ExerciseSeat, User
from frontlinje.people.permissions import Permission

_MOVED = "contact.moved"
_HAD = (State.ACTIVE, State.WRAP_UP)


def viewer_of(user: User, state: CentreState) -> ContactViewer:
    """Return the viewer that this person is while the centre is in this state."""
    return contact_viewer(
        user_id=user.id,
        username=user.username,
        team=user.team.code if user.team else None,
        site=user.site.code if user.site else None,
        permissions=user.permissions,
        is_narrow=user.is_narrow,
        state=state,
    )


def visible_contacts(viewer: ContactViewer) -> QuerySet[Contact]:
    """Return the contacts that this person may read; none without a right to any.

    Those of an exercise are there for who takes part in it, and had in hand what is shown later.
    """
    if Permission.CONTACT_READ_ALL in viewer.permissions:
        return Contact.objects.filter(_is_real_for(viewer.id))
    if Permission.DESK_USE not in viewer.permissions:
        return Contact.objects.none()
    queues = viewer.queues if viewer.is_narrow else viewer.queues | viewer.queues_for_all
    return Contact.objects.filter(
        _is_real_for(viewer.id),
        Q(queue__in=queues)
        | Q(agent=viewer.id)
        | Q(reserved_for=viewer.id)
        | _was_theirs(viewer.id),
    )


def get_contact(viewer: ContactViewer, contact_id: UUID) -> Contact:
    """Return a contact that this person may read.

    Raises
    ------
    NotFound
        ``contacts.no_such_contact``: whether it does not exist or is not theirs is not told.
    """
    contact = visible_contacts(viewer).filter(id=contact_id).first()
    if contact is None:
        raise NotFound("contacts.no_such_contact", contact_id=contact_id)
    return contact


def _is_real_for(user_id: UUID) -> Q:
    """Say that a contact is no exercise, or one that this person takes or took part in."""
    seat = ExerciseSeat.objects.filter(user=user_id)
    return Q(is_exercise=False) | Q(Exists(seat)) | Q(agent=user_id) | Q(last_agent=user_id)


def _was_theirs(user_id: UUID) -> Q:
    """Say that somebody had the contact in hand once, or is being offered it now."""
    moves = Event.objects.filter(contact_id=OuterRef("id"), agent_id=user_id, kind=_MOVED)
    had = Exists(moves.filter(to_state__in=_HAD))
    later = Event.objects.filter(
        contact_id=OuterRef("contact_id"), kind=_MOVED, id__gt=OuterRef("id")
    )
    is_offered = Exists(moves.filter(to_state=State.OFFERED).exclude(Exists(later)))
    return Q(had) | (Q(state=State.OFFERED) & Q(is_offered))
