"""Whose contact is it? Linked to somebody in the register, or to somebody who is added now."""

from email.utils import parseaddr
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from frontlinje.base.errors import FrontlinjeError, Invalid
from frontlinje.contacts.actions.linking import link_customer
from frontlinje.contacts.forms import CustomerForm
from frontlinje.desk.actions.new_customer import add_and_link
from frontlinje.desk.queries.open_contact import OpenContact
from frontlinje.desk.views.answers import dialog, go_to
from frontlinje.desk.views.contact import opened
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission, may
from frontlinje.people.wording import tell_form


def customer_form(shown: OpenContact) -> CustomerForm | None:
    """Return a form that knows what the contact tells of its sender; None without the right."""
    if not may(shown.user, Permission.CUSTOMER_EDIT):
        return None
    first = next((m for m in shown.conversation if getattr(m, "sender", "")), None)
    name, address = parseaddr(getattr(first, "sender", ""))
    initial = {"name": name, "emails": address, "language": shown.contact.language}
    return CustomerForm(initial=initial)


@needs(Permission.DESK_USE)
@require_POST
def customer_link(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Say whose contact it is, or that nobody knows."""
    shown = opened(request, contact_id)
    typed = request.POST.get("customer", "")
    try:
        customer_id = UUID(typed) if typed else None
    except ValueError:
        raise Invalid("desk.choose_one", field="customer") from None
    link_customer(contact_id=contact_id, customer_id=customer_id, by=shown.user, at=shown.now)
    return go_to(request, reverse("desk:contact", args=[contact_id]))


@needs(Permission.CUSTOMER_EDIT)
@require_POST
def customer_add(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Add a customer to the register and link the contact to them."""
    shown = opened(request, contact_id)
    form = CustomerForm(request.POST)
    if form.is_valid():
        try:
            facts = form.facts(shown.state.document.country)
            add_and_link(facts=facts, contact_id=contact_id, by=shown.user, at=shown.now)
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            return go_to(request, reverse("desk:contact", args=[contact_id]))
    context = {"open": shown, "contact": shown.contact, "now": shown.now, "form": form}
    return dialog(request, "desk/steps/customer.html", context)
