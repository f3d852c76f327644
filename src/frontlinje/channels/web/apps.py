"""How Django finds the room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web form channel."""

    name = "frontlinje.channels.web"
    label = "web"
