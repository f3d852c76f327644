"""Which address is which page of the desk? Steps are posted."""

from django.urls import include, path

from frontlinje.desk.views import (
    backlog,
    by_hand,
    contact,
    customer,
    matters,
    offers,
    presence,
    search,
    steps,
    writing,
)

app_name = "desk"

_CONTACT = "contacts/<uuid:contact_id>/"

_DESK = [
    path("", contact.desk, name="desk"),
    path("rail/", contact.rail, name="rail"),
    path("by-hand/", by_hand.contact_register, name="contact-register"),
    # -- my status ---------------------------------------------------------------------------------
    path("slot/", presence.slot, name="slot"),
    path("status/<slug:choice>/", presence.status_dialog, name="status-dialog"),
    path("status/set/ready/", presence.presence_ready, name="presence-ready"),
    path("status/set/pause/", presence.presence_pause, name="presence-pause"),
    path("status/set/off/", presence.presence_off, name="presence-off"),
    path("status/set/note/", presence.presence_note, name="presence-note"),
    # -- what is offered to me ---------------------------------------------------------------------
    path("offers/", offers.offers, name="offers"),
    path("offers/<uuid:offer_id>/accept/", offers.offer_accept, name="offer-accept"),
    path("offers/<uuid:offer_id>/reject/", offers.offer_reject, name="offer-reject"),
    # -- one contact -------------------------------------------------------------------------------
    path(_CONTACT, contact.contact, name="contact"),
    path(_CONTACT + "part/<slug:part>/", contact.contact_shown, name="contact-shown"),
    path(_CONTACT + "ask/answers/", writing.contact_answers, name="contact-answers"),
    path(_CONTACT + "ask/<slug:step>/", steps.step_dialog, name="step-dialog"),
    path(_CONTACT + "take/", steps.contact_take, name="contact-take"),
    path(_CONTACT + "finish/", steps.contact_finish, name="contact-finish"),
    path(_CONTACT + "close/", steps.contact_close, name="contact-close"),
    path(_CONTACT + "reopen/", steps.contact_reopen, name="contact-reopen"),
    path(_CONTACT + "park/", steps.contact_park, name="contact-park"),
    path(_CONTACT + "schedule/", steps.contact_schedule, name="contact-schedule"),
    path(_CONTACT + "release/", steps.contact_release, name="contact-release"),
    path(_CONTACT + "transfer/", steps.contact_transfer, name="contact-transfer"),
    path(_CONTACT + "reply/", writing.contact_reply, name="contact-reply"),
    path("answers/<uuid:message_id>/take-back/", writing.answer_take_back, name="answer-take-back"),
    path(_CONTACT + "draft/", writing.contact_draft, name="contact-draft"),
    path(_CONTACT + "note/", writing.contact_note, name="contact-note"),
    path(_CONTACT + "customer/link/", customer.customer_link, name="customer-link"),
    path(_CONTACT + "customer/add/", customer.customer_add, name="customer-add"),
    path(_CONTACT + "topic/", matters.contact_topic, name="contact-topic"),
    path(_CONTACT + "tags/", matters.contact_tags, name="contact-tags"),
    path(_CONTACT + "case/open/", matters.case_open, name="case-open"),
    path(_CONTACT + "case/link/", matters.case_link, name="case-link"),
    path(_CONTACT + "case/close/", matters.case_close, name="case-close"),
    path(_CONTACT + "merge/", matters.contact_merge, name="contact-merge"),
    path(_CONTACT + "unmerge/", matters.contact_part, name="contact-part"),
]

urlpatterns = [
    path("backlog/", backlog.backlog_list, name="backlog"),
    path("search/", search.search, name="search"),
    path("desk/", include(_DESK)),
]
