"""How Django finds the room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The reports room."""

    name = "frontlinje.reports"
    label = "reports"
