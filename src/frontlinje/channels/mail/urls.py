"""Which addresses has the mail channel?"""

from django.urls import path

from frontlinje.channels.mail.views import addresses, problems, seeing, stopped

app_name = "mail"

urlpatterns = [
    path("messages/<uuid:message_id>/frame/", seeing.message_frame, name="message-frame"),
    path("messages/<uuid:message_id>/original/", seeing.message_original, name="message-original"),
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
]
