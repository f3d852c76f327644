"""Which address is which page of this room?"""

from django.urls import URLPattern

app_name = "suggestions"

urlpatterns: list[URLPattern] = []
