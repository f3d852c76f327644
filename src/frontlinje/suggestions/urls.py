"""Which address is which page of this room?"""

from django.urls import path

from frontlinje.suggestions import views

app_name = "suggestions"

urlpatterns = [
    path("", views.suggestions, name="suggestions"),
    path("tone/", views.tone_switch, name="tone-switch"),
    path("learn/", views.suggestions_learn, name="suggestions-learn"),
]
