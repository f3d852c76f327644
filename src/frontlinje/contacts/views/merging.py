"""Are these two one customer? Looked at side by side, merged, and parted again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontlinje.base.errors import NotFound
from frontlinje.contacts.actions.merging import merge_customers, part_customers
from frontlinje.contacts.queries import facts_of_customer, get_customer
from frontlinje.contacts.rules.merging import merged_facts
from frontlinje.contacts.views.asking import asking
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission


@needs(Permission.CUSTOMER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def customer_merge(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Choose whom to merge into this customer, see what comes of it, and do it."""
    kept = get_customer(customer_id)
    if request.method == "POST":
        who = asking(request)
        merge = merge_customers(
            kept_id=kept.id, merged_id=_chosen(request.POST.get("other")), by=who.user, at=who.now
        )
        messages.success(
            request,
            _("The two are now one customer."),
            extra_tags=reverse("contacts:merge-undo", args=[merge.id]),
        )
        return redirect("contacts:customer", kept.id)
    context: dict[str, object] = {"customer": kept, "facts": facts_of_customer(kept)}
    if request.GET.get("other"):
        other = get_customer(_chosen(request.GET["other"]))
        facts, others = facts_of_customer(kept), facts_of_customer(other)
        columns = (facts, others, merged_facts(facts, others))
        context |= {"other": other, "columns": columns}
    return render(request, "contacts/customer_merge.html", context)


@needs(Permission.CUSTOMER_EDIT)
@require_POST
def merge_undo(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    """Part two customers that were merged."""
    who = asking(request)
    merge = part_customers(merge_id=merge_id, by=who.user, at=who.now)
    messages.success(request, _("The merge was undone: they are two customers again."))
    return redirect("contacts:customer", merge.kept_id)


def _chosen(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise NotFound("contacts.no_such_customer") from None
