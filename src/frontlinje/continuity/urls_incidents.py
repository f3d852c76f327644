"""Where is the record kept? Incidents, follow-ups, what channels can stand, and today."""

from django.urls import path

from frontlinje.continuity.views import after_action, capability, follow_ups, incidents, today

_ONE = "incidents/<uuid:incident_id>/"

urlpatterns = [
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/new/", incidents.incident_open, name="incident-open"),
    path("incidents/report/", incidents.incident_report, name="incident-report"),
    path(_ONE, incidents.incident, name="incident"),
    path(f"{_ONE}change/", incidents.incident_change, name="incident-change"),
    path(f"{_ONE}close/", incidents.incident_close, name="incident-close"),
    path(f"{_ONE}reopen/", incidents.incident_reopen, name="incident-reopen"),
    path(f"{_ONE}figures/", incidents.incident_figures_write, name="incident-figures-write"),
    path(f"{_ONE}files/<int:entry_id>/", incidents.incident_file, name="incident-file"),
    path(f"{_ONE}log.csv", after_action.incident_log_export, name="incident-log-export"),
    path(f"{_ONE}notice-<str:notice>.pdf", after_action.incident_notice, name="incident-notice"),
    path(f"{_ONE}after/", after_action.incident_after, name="incident-after"),
    path(f"{_ONE}after.pdf", after_action.incident_after_export, name="incident-after-export"),
    path(f"{_ONE}follow-ups/new/", follow_ups.follow_up_add, name="follow-up-add"),
    path("follow-ups/", follow_ups.follow_ups, name="follow-ups"),
    path(
        "follow-ups/<uuid:follow_up_id>/close/",
        follow_ups.follow_up_close,
        name="follow-up-close",
    ),
    path("capability/", capability.capability, name="capability"),
    path("capability/<str:channel>/", capability.capability_change, name="capability-change"),
    path("today/", today.today, name="today"),
    path("today.pdf", today.today_export, name="today-export"),
]
