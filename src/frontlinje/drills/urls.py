"""Which address is which page of a rehearsal? All below ``/rehearse/``; changes are posted."""

from django.urls import path

from frontlinje.drills import urls_drills
from frontlinje.drills.views import day_models

app_name = "drills"

urlpatterns = [
    path("days/", day_models.day_models, name="day-models"),
    *urls_drills.urlpatterns,
]
