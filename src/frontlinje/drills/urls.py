"""Which address is which page of a rehearsal? All below ``/rehearse/``; changes are posted."""

from django.urls import include, path

from frontlinje.drills import urls_drills

app_name = "drills"

urlpatterns = [
    path("days/", include("frontlinje.drills.urls_day_models")),
    *urls_drills.urlpatterns,
]
