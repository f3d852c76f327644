"""How is a customer added or changed by hand? One form, for both."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontlinje.base.errors import FrontlinjeError
from frontlinje.contacts.actions.customers import change_customer, create_customer
from frontlinje.contacts.forms import CustomerForm, typed_form_of
from frontlinje.contacts.queries import facts_of_customer, get_customer
from frontlinje.contacts.views.asking import asking
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import tell_form


@needs(Permission.CUSTOMER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def customer_create(request: HttpRequest) -> HttpResponse:
    """Add a customer; what was searched for in vain is the name to begin with."""
    form = CustomerForm(request.POST or None, initial={"name": request.GET.get("name", "")[:160]})
    if request.method == "POST" and form.is_valid():
        who = asking(request)
        try:
            made = create_customer(facts=form.facts(who.country), by=who.user, at=who.now)
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            messages.success(request, _("%(name)s was added.") % {"name": made.name})
            return redirect("contacts:customer", made.id)
    return render(request, "contacts/customer_form.html", {"form": form})


@needs(Permission.CUSTOMER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def customer_change(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Change a customer, unless somebody else did meanwhile."""
    shown = get_customer(customer_id)
    form = CustomerForm(request.POST or None, initial=typed_form_of(facts_of_customer(shown)))
    if request.method == "POST" and form.is_valid():
        who = asking(request)
        try:
            change_customer(
                customer_id=shown.id,
                facts=form.facts(who.country),
                by=who.user,
                at=who.now,
                expected=form.cleaned_data["expected"],
            )
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            messages.success(request, _("The changes were saved."))
            return redirect("contacts:customer", shown.id)
    return render(request, "contacts/customer_form.html", {"form": form, "customer": shown})
