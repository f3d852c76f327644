"""How Django finds the room."""

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    """The routing room."""

    name = "frontlinje.routing"
    label = "routing"
