"""Which room answers which address? Each room lists its own in its `urls.py`."""

from django.urls import URLPattern, URLResolver, include, path

from frontlinje.config.api import api
from frontlinje.config.front_page import front_page
from frontlinje.config.health import health
from frontlinje.config.language import language_set

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front_page, name="front-page"),
    path("health", health, name="health"),
    path("account/", include("frontlinje.people.signin.urls")),
    path("language/", language_set, name="language-set"),
    path("api/v1/", api.urls),
    path("people/", include("frontlinje.people.urls")),
    path("settings/", include("frontlinje.centre.urls")),
    path("", include("frontlinje.desk.urls")),
    path("bulk/", include("frontlinje.bulk.urls")),
    path("suggestions/", include("frontlinje.suggestions.urls")),
    path("customers/", include("frontlinje.contacts.urls")),
    path("board/", include("frontlinje.reports.urls")),
    path("team/", include("frontlinje.team.urls")),
    path("shifts/", include("frontlinje.presence.urls")),
    path("continuity/exercises/", include("frontlinje.exercises.urls")),
    path("continuity/", include("frontlinje.continuity.urls")),
    path("rehearse/", include("frontlinje.drills.urls")),
    path("mail/", include("frontlinje.channels.mail.urls")),
    path("", include("frontlinje.portal.urls")),
]

handler400 = "frontlinje.config.errors.bad_request"
handler403 = "frontlinje.config.errors.no_permission"
handler404 = "frontlinje.config.errors.no_such_page"
handler500 = "frontlinje.config.outage.server_error"
