"""Who is this customer, and what has happened with them? Facts, cases, duplicates, timeline."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from frontlinje.contacts.models import CustomerMerge
from frontlinje.contacts.queries import (
    facts_of_customer,
    get_customer,
    possible_duplicates,
    timeline,
)
from frontlinje.contacts.views.asking import asking
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission, may


@needs(Permission.CUSTOMER_READ)
@require_safe
def customer(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Show a customer; a merged one leads to the one they were merged into."""
    shown = get_customer(customer_id)
    if shown.merged_into_id:
        return redirect("contacts:customer", shown.merged_into_id)
    who = asking(request)
    may_edit = may(who.user, Permission.CUSTOMER_EDIT)
    merges = CustomerMerge.objects.filter(kept=shown, undone_at=None).select_related("merged", "by")
    context = {
        "customer": shown,
        "facts": facts_of_customer(shown),
        "cases": shown.cases.order_by("closed_at", "-opened_at")[:20],
        "duplicates": possible_duplicates(shown.id) if may_edit else [],
        "merges": merges.order_by("-at"),
        "page_of_timeline": timeline(shown.id, who.viewer),
        "may_edit": may_edit,
        "may_write": may(who.user, Permission.DESK_USE),
    }
    return render(request, "contacts/customer.html", context)


@needs(Permission.CUSTOMER_READ)
@require_safe
def customer_timeline(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Return the timeline from its beginning, or the page that follows ``after``."""
    shown = get_customer(customer_id)
    page = timeline(shown.id, asking(request).viewer, after=request.GET.get("after", ""))
    context = {"customer": shown, "page_of_timeline": page}
    return render(request, "contacts/timeline_page.html", context)
