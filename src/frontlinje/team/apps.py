"""How Django finds the room."""

from django.apps import AppConfig


class TeamConfig(AppConfig):
    """The team room."""

    name = "frontlinje.team"
    label = "team"
