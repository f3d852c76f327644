"""How Django finds the room."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The mail channel."""

    name = "frontlinje.channels.mail"
    label = "mail"
