"""How Django finds the room."""

from django.apps import AppConfig


class CentreConfig(AppConfig):
    """The centre room."""

    name = "frontlinje.centre"
    label = "centre"
