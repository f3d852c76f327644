"""How Django finds the room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people room."""

    name = "frontlinje.people"
    label = "people"
