"""Makes this room a Django app, so that its templates, static files and translations are found."""

from django.apps import AppConfig


class ConfigRoom(AppConfig):
    name = "frontlinje.config"

    def ready(self) -> None:
        from frontlinje.config.wiring import connect_rooms

        connect_rooms()
