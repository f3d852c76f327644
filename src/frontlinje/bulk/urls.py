"""Which address is which page of this room?"""

from django.urls import URLPattern

app_name = "bulk"

urlpatterns: list[URLPattern] = []
