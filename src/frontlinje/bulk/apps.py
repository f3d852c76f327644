"""How Django finds the room."""

from django.apps import AppConfig


class BulkConfig(AppConfig):
    """The bulk room."""

    name = "frontlinje.bulk"
    label = "bulk"
