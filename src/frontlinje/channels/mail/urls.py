"""Which addresses has the mail channel?"""

from django.urls import path

from frontlinje.channels.mail.views import (
    addresses,
    mailbox_sign_in,
    mailboxes,
    problems,
    seeing,
    stopped,
    writing,
)

app_name = "mail"

urlpatterns = [
    path("messages/<uuid:message_id>/frame/", seeing.message_frame, name="message-frame"),
    path("messages/<uuid:message_id>/original/", seeing.message_original, name="message-original"),
    path("messages/<uuid:message_id>/part/", writing.message_part, name="message-part"),
    path("drafts/<uuid:contact_id>/files/", writing.draft_file_add, name="draft-file-add"),
    path("drafts/files/<uuid:file_id>/off/", writing.draft_file_remove, name="draft-file-remove"),
    path(
        "attachments/<uuid:attachment_id>/", seeing.attachment_download, name="attachment-download"
    ),
    path("problems/", problems.problems, name="problems"),
    path("answers/let-go/", stopped.answers_let_go, name="answers-let-go"),
    path(
        "outgoing/<uuid:outgoing_id>/send-again/",
        problems.outgoing_send_again,
        name="outgoing-send-again",
    ),
    path(
        "outgoing/<uuid:outgoing_id>/handled/",
        problems.outgoing_note_handled,
        name="outgoing-note-handled",
    ),
    path("addresses/", addresses.addresses, name="addresses"),
    path("addresses/<str:address>/", addresses.address_edit, name="address-edit"),
    path("mailboxes/", mailboxes.mailboxes, name="mailboxes"),
    path("mailboxes/new/<str:kind>/", mailboxes.mailbox_new, name="mailbox-new"),
    path("mailboxes/signed-in/", mailbox_sign_in.mailbox_signed_in, name="mailbox-signed-in"),
    path("mailboxes/<slug:code>/", mailboxes.mailbox, name="mailbox"),
    path("mailboxes/<slug:code>/change/", mailboxes.mailbox_change, name="mailbox-change"),
    path("mailboxes/<slug:code>/test/", mailboxes.mailbox_test, name="mailbox-test"),
    path("mailboxes/<slug:code>/remove/", mailboxes.mailbox_remove, name="mailbox-remove"),
    path(
        "mailboxes/<slug:code>/code/begin/",
        mailbox_sign_in.mailbox_code_begin,
        name="mailbox-code-begin",
    ),
    path(
        "mailboxes/<slug:code>/code/check/",
        mailbox_sign_in.mailbox_code_check,
        name="mailbox-code-check",
    ),
]
