"""Which address shows what is watched: suggestions of triggers, load, and probes?"""

from django.urls import path

from frontlinje.continuity.views import attention, probes, watching

urlpatterns = [
    path("watching/", watching.watching, name="watching"),
    path("attention/", attention.attention, name="attention"),
    path("suggested/", watching.suggested, name="suggested"),
    path(
        "suggestions/<uuid:suggestion_id>/acknowledge/",
        watching.suggestion_acknowledge,
        name="suggestion-acknowledge",
    ),
    path(
        "suggestions/<uuid:suggestion_id>/dismiss/",
        watching.suggestion_dismiss,
        name="suggestion-dismiss",
    ),
    path("probes/new/<slug:kind>/", probes.probe_new, name="probe-new"),
    path("probes/<slug:code>/", probes.probe, name="probe"),
    path("probes/<slug:code>/change/", probes.probe_edit, name="probe-edit"),
    path("probes/<slug:code>/try/", probes.probe_try, name="probe-try"),
    path("probes/<slug:code>/remove/", probes.probe_remove, name="probe-remove"),
]
