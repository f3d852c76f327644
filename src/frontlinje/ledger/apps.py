"""How Django finds the room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger room."""

    name = "frontlinje.ledger"
    label = "ledger"
