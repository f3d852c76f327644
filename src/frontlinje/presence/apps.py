"""How Django finds the room."""

from django.apps import AppConfig


class PresenceConfig(AppConfig):
    """The presence room."""

    name = "frontlinje.presence"
    label = "presence"
