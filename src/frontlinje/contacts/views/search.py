"""Who is meant? One box for name, number, phone and e-mail; as a page, and as a picker."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontlinje.contacts.models import Customer
from frontlinje.contacts.queries import FoundCustomer, search_customers
from frontlinje.contacts.queries.customers import MOST_FOUND
from frontlinje.contacts.rules.search_key import search_terms
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission, may


@needs(Permission.CUSTOMER_READ)
@require_safe
def customers(request: HttpRequest) -> HttpResponse:
    """Show the search; htmx fetches the hits alone."""
    context = _hits(request.GET.get("q", ""))
    if "HX-Request" in request.headers:
        return render(request, "contacts/hits.html", context)
    user = current_user(request)
    context |= {
        "may_edit": may(user, Permission.CUSTOMER_EDIT),
        "may_import": may(user, Permission.CUSTOMER_IMPORT),
        "is_empty": not Customer.objects.exists(),
    }
    return render(request, "contacts/customers.html", context)


@needs(Permission.CUSTOMER_READ)
@require_safe
def customer_picker(request: HttpRequest) -> HttpResponse:
    """Return the options of a picker (``contacts/picker.html``) for what was typed."""
    return render(request, "contacts/picker_options.html", _hits(request.GET.get("q", "")))


def _hits(typed: str) -> dict[str, object]:
    found: list[FoundCustomer] = search_customers(typed)
    return {
        "typed": typed,
        "found": found,
        "is_asked": bool(search_terms(typed)),
        "is_cut": len(found) == MOST_FOUND,
    }
