"""Which address is which page of the customers? All below ``/customers/``; changes are posted."""

from django.urls import path

from frontlinje.contacts.views import customer, editing, imports, matters, merging, search

app_name = "contacts"

_CUSTOMER = "<uuid:customer_id>/"
_IMPORT = "imports/<uuid:run_id>/"

urlpatterns = [
    path("", search.customers, name="customers"),
    path("picker/", search.customer_picker, name="customer-picker"),
    path("new/", editing.customer_create, name="customer-create"),
    # -- one customer ------------------------------------------------------------------------------
    path(_CUSTOMER, customer.customer, name="customer"),
    path(_CUSTOMER + "timeline/", customer.customer_timeline, name="customer-timeline"),
    path(_CUSTOMER + "change/", editing.customer_change, name="customer-change"),
    path(_CUSTOMER + "note/", matters.customer_note, name="customer-note"),
    path(_CUSTOMER + "case/", matters.case_open, name="case-open"),
    path(_CUSTOMER + "merge/", merging.customer_merge, name="customer-merge"),
    path("merges/<uuid:merge_id>/undo/", merging.merge_undo, name="merge-undo"),
    path("cases/<uuid:case_id>/rename/", matters.case_rename, name="case-rename"),
    path("cases/<uuid:case_id>/close/", matters.case_close, name="case-close"),
    path("cases/<uuid:case_id>/reopen/", matters.case_reopen, name="case-reopen"),
    path("messages/<uuid:message_id>/reveal/", matters.message_reveal, name="message-reveal"),
    path("notes/<uuid:note_id>/reveal/", matters.note_reveal, name="note-reveal"),
    # -- importing a register ----------------------------------------------------------------------
    path("imports/", imports.imports, name="imports"),
    path(_IMPORT, imports.import_run, name="import"),
    path(_IMPORT + "columns/", imports.import_match, name="import-match"),
    path(_IMPORT + "confirm/", imports.import_confirm, name="import-confirm"),
    path(_IMPORT + "discard/", imports.import_discard, name="import-discard"),
    path(_IMPORT + "undo/", imports.import_undo, name="import-undo"),
    path(_IMPORT + "errors.csv", imports.import_errors, name="import-errors"),
]
