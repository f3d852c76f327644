"""Which address is which page of this room?"""

from django.urls import path

from frontlinje.suggestions import views

app_name = "suggestions"

urlpatterns = [
    path("", views.suggestions, name="suggestions"),
    path("learn/", views.suggestions_learn, name="suggestions-learn"),
]
