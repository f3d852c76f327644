"""How Django finds the room."""

from django.apps import AppConfig


class DrillsConfig(AppConfig):
    """The rehearsal room."""

    name = "frontlinje.drills"
    label = "drills"
