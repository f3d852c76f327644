"""Where are the pages of the room? Each part lists its own."""

from django.urls import include, path

app_name = "continuity"
urlpatterns = [
    path("", include("frontlinje.continuity.urls_announcements")),
    path("", include("frontlinje.continuity.urls_plans")),
    path("", include("frontlinje.continuity.urls_incidents")),
    path("", include("frontlinje.continuity.urls_watching")),
]
