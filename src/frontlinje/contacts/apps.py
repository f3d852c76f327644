"""How Django finds the room."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The contacts room."""

    name = "frontlinje.contacts"
    label = "contacts"
