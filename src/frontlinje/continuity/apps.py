"""How Django finds the room."""

from django.apps import AppConfig


class ContinuityConfig(AppConfig):
    """The continuity room."""

    name = "frontlinje.continuity"
    label = "continuity"
