"""Whom and what is a contact about? Its customer and its case, and contacts that say the same."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontlinje.base.errors import Invalid, NotFound
from frontlinje.contacts.actions.cases import close_case, link_contact, open_case, reopen_case
from frontlinje.contacts.actions.merging import merge_contacts, part_contacts
from frontlinje.contacts.actions.tagging import tag_contact
from frontlinje.contacts.models import Case
from frontlinje.contacts.queries import get_contact
from frontlinje.desk.actions.choosing_topic import choose_topic
from frontlinje.desk.queries.open_contact import OpenContact
from frontlinje.desk.views.answers import done, finished, go_to, is_htmx
from frontlinje.desk.views.contact import head_of, opened
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission


def _back(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    return go_to(request, reverse("desk:contact", args=[contact_id]))


@needs(Permission.DESK_USE)
@require_POST
def case_open(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Open a case out of the contact."""
    shown = opened(request, contact_id)
    title = request.POST.get("title", "")
    open_case(title=title, by=shown.user, at=shown.now, contact_id=contact_id)
    return _back(request, contact_id)


@needs(Permission.DESK_USE)
@require_POST
def case_link(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Link the contact to a case of its customer, or to none."""
    shown = opened(request, contact_id)
    typed = request.POST.get("case", "")
    case_id = _own_case(shown, _uuid(typed, "case")) if typed else None
    link_contact(contact_id=contact_id, case_id=case_id, by=shown.user, at=shown.now)
    return _back(request, contact_id)


@needs(Permission.DESK_USE)
@require_POST
def case_close(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Close the contact's case, or open it again when it is closed."""
    shown = opened(request, contact_id)
    case = shown.contact.case
    if case is None:
        raise Invalid("desk.no_case")
    change = reopen_case if case.closed_at else close_case
    change(case_id=case.id, by=shown.user, at=shown.now)
    return _back(request, contact_id)


@needs(Permission.DESK_USE)
@require_POST
def contact_topic(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Note what the contact is about, as a hint says or otherwise."""
    shown = opened(request, contact_id)
    code = request.POST.get("wrap_up_code", "")
    choose_topic(contact_id=contact_id, code=code, by=shown.user, at=shown.now)
    return _head_anew(request, contact_id)


@needs(Permission.DESK_USE)
@require_POST
def contact_tags(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Give the contact the tags that are ticked, and no others that the centre has."""
    shown = opened(request, contact_id)
    ticked, known = set(request.POST.getlist("tag")), shown.state.tags.keys()
    remove = known - ticked
    tag_contact(contact_id=contact_id, add=ticked, remove=remove, by=shown.user, at=shown.now)
    return _head_anew(request, contact_id)


def _head_anew(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    if not is_htmx(request):
        return _back(request, contact_id)
    return done(request, "desk/contact/head.html", head_of(opened(request, contact_id)))


@needs(Permission.DESK_USE)
@require_POST
def contact_merge(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Merge another contact that says the same into this one."""
    shown = opened(request, contact_id)
    duplicate = get_contact(shown.viewer, _uuid(request.POST.get("duplicate", ""), "duplicate"))
    merge_contacts(duplicate_id=duplicate.id, into_id=contact_id, by=shown.user, at=shown.now)
    text = _("%(reference)s is merged into this contact.") % {"reference": duplicate.reference}
    undo = reverse("desk:contact-part", args=[duplicate.id])
    return finished(request, reverse("desk:contact", args=[contact_id]), text, undo=undo)


@needs(Permission.DESK_USE)
@require_POST
def contact_part(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Undo the merge of this contact into another, and go back to that one."""
    shown = opened(request, contact_id)
    into_id = shown.contact.merged_into_id
    part_contacts(duplicate_id=contact_id, by=shown.user, at=shown.now)
    return _back(request, into_id or contact_id)


def _own_case(shown: OpenContact, case_id: UUID) -> UUID:
    """Return the id if it is a case of the contact's own customer."""
    customer_id = shown.contact.customer_id
    if customer_id is None or not Case.objects.filter(id=case_id, customer=customer_id).exists():
        raise NotFound("contacts.no_such_case", case_id=case_id)
    return case_id


def _uuid(typed: str, field: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise Invalid("desk.choose_one", field=field) from None
