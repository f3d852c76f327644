"""How Django finds the room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk room."""

    name = "frontlinje.desk"
    label = "desk"
