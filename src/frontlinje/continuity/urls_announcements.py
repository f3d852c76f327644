"""Where is what customers are told written, approved and withdrawn?"""

from django.urls import path

from frontlinje.continuity.views import announcements

urlpatterns = [
    path("announcements/", announcements.announcement_list, name="announcements"),
    path("announcements/new/", announcements.announcement_write, name="announcement-write"),
    path("announcements/<uuid:announcement_id>/", announcements.announcement, name="announcement"),
    path(
        "announcements/<uuid:announcement_id>/change/",
        announcements.announcement_change,
        name="announcement-change",
    ),
    path(
        "announcements/<uuid:announcement_id>/approve/",
        announcements.announcement_approve,
        name="announcement-approve",
    ),
    path(
        "announcements/<uuid:announcement_id>/withdraw/",
        announcements.announcement_withdraw,
        name="announcement-withdraw",
    ),
]
