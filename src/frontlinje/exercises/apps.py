"""How Django finds the room."""

from django.apps import AppConfig


class ExercisesConfig(AppConfig):
    """The exercises room."""

    name = "frontlinje.exercises"
    label = "exercises"
