"""How Django finds the room."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """The suggestions room."""

    name = "frontlinje.suggestions"
    label = "suggestions"
