"""Which room answers which address? Django asks; each room lists its own addresses in its `urls.py`."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
]

handler500 = "frontlinje.config.outage.server_error"
