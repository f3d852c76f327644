"""How Django finds the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal room."""

    name = "frontlinje.portal"
    label = "portal"
