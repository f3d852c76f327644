"""What does a centre begin with? A small document that works at once and is meant to be changed."""

from collections.abc import Mapping
from typing import Any, Final

from frontlinje.centre.rules.document import CentreDocument

_EVERY_WEEKDAY = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-16:00")
_UNITS = {"phone": 60, "mail": 30, "chat": 20, "web": 30, "paper": 30, "visit": 60}
_WORKING_DAY_S = 8 * 3600


def starter_document() -> CentreDocument:
    """Return the document of a new centre.

    Returns
    -------
    CentreDocument
        One general queue on every channel and one for work to catch up after a bad day, answered
        by everybody, open 8-16 on weekdays.
    """
    return CentreDocument.model_validate(
        {
            "name": {"nb": "Kundesenteret", "sv": "Kundcenter", "en": "Customer centre"},
            "hours": [
                {
                    "code": "main",
                    "name": {"nb": "Åpningstider", "sv": "Öppettider", "en": "Opening hours"},
                    "week": _EVERY_WEEKDAY,
                }
            ],
            "channels": [
                {"code": code, "hours": "main", "units": units} for code, units in _UNITS.items()
            ],
            "groups": [
                {
                    "code": "everyone",
                    "name": {"nb": "Alle", "sv": "Alla", "en": "Everyone"},
                    "is_everyone": True,
                }
            ],
            "queues": _QUEUES,
            "pause_reasons": _PAUSE_REASONS,
            "absence_reasons": _ABSENCE_REASONS,
            "wrap_up_codes": _WRAP_UP_CODES,
            "texts": _TEXTS,
        }
    )


FOLLOW_UP: Final = "follow-up"
"""The queue in which work gathers that must be caught up after a bad day."""


def lacks_follow_up_queue(plain: Mapping[str, Any]) -> bool:
    """Say whether a centre has no queue for work to catch up.

    Parameters
    ----------
    plain : mapping
        A document in plain form.

    Returns
    -------
    bool
        False too when the document names another queue for it.
    """
    codes = {queue["code"] for queue in plain["queues"]}
    return FOLLOW_UP not in codes and plain.get("follow_up") not in codes


def follow_up_queue(document: CentreDocument) -> dict[str, Any]:
    """Return the queue for work to catch up as a centre can have it, in plain form.

    Parameters
    ----------
    document : CentreDocument
        The centre, of which it takes channels and answer groups.

    Returns
    -------
    dict
        On paper where the centre has that, else on every channel; answered by whoever answers
        everything, else by every group.
    """
    channels = [channel.code for channel in document.channels]
    everyone = [group.code for group in document.groups if group.is_everyone]
    return {
        **_FOLLOW_UP_QUEUE,
        "channels": ["paper"] if "paper" in channels else channels,
        "groups": everyone or [group.code for group in document.groups],
    }


_FOLLOW_UP_QUEUE: Final[Mapping[str, Any]] = {
    "code": FOLLOW_UP,
    "name": {"nb": "Etterarbeid", "sv": "Efterarbete", "en": "Work to catch up"},
    "promise_s": 5 * _WORKING_DAY_S,
}
_QUEUES = [
    {
        "code": "general",
        "name": {"nb": "Generelt", "sv": "Allmänt", "en": "General"},
        "channels": list(_UNITS),
        "groups": ["everyone"],
        "promise_s": _WORKING_DAY_S,
    },
    {**_FOLLOW_UP_QUEUE, "channels": ["paper"], "groups": ["everyone"]},
]
_WRAP_UP_CODES = [
    {"code": "question", "name": {"nb": "Spørsmål", "sv": "Fråga", "en": "Question"}},
    {"code": "other", "name": {"nb": "Annet", "sv": "Annat", "en": "Other"}},
]
_PAUSE_REASONS = [
    {
        "code": "break",
        "name": {"nb": "Kort pause", "sv": "Kort paus", "en": "Short break"},
        "planned_s": 900,
    },
    {
        "code": "lunch",
        "name": {"nb": "Lunsj", "sv": "Lunch", "en": "Lunch"},
        "planned_s": 1800,
    },
    {
        "code": "meeting",
        "name": {"nb": "Møte", "sv": "Möte", "en": "Meeting"},
        "bias": 1,
        "planned_s": 1800,
    },
    {
        "code": "training",
        "name": {"nb": "Opplæring", "sv": "Utbildning", "en": "Training"},
        "bias": 1,
        "planned_s": 3600,
    },
    {
        "code": "equipment",
        "name": {"nb": "Utstyr svikter", "sv": "Utrustningen krånglar", "en": "Equipment fails"},
        "bias": -1,
    },
]
_ABSENCE_REASONS = [
    {"code": "sick", "name": {"nb": "Syk", "sv": "Sjuk", "en": "Ill"}},
    {
        "code": "child-sick",
        "name": {"nb": "Sykt barn", "sv": "Vård av barn", "en": "Child is ill"},
    },
    {"code": "late", "name": {"nb": "Forsinket", "sv": "Försenad", "en": "Delayed"}},
    {"code": "holiday", "name": {"nb": "Ferie", "sv": "Semester", "en": "On holiday"}},
]
_TEXTS = [
    {
        "code": "closed",
        "situation": "closed",
        "body": {
            "nb": "Vi har stengt nå. Vi åpner igjen {next_opening}.",
            "sv": "Vi har stängt just nu. Vi öppnar igen {next_opening}.",
            "en": "We are closed now. We open again {next_opening}.",
        },
    },
    {
        "code": "mail-received",
        "situation": "autoreply",
        "channels": ["mail"],
        "body": {
            "nb": "Hei!\n\nVi har mottatt e-posten din. Referansen er {reference}.\n\n"
            "Hilsen {centre_name}",
            "sv": "Hej!\n\nVi har tagit emot din e-post. Referensen är {reference}.\n\n"
            "Hälsningar {centre_name}",
            "en": "Hello,\n\nWe have received your e-mail. Your reference is {reference}.\n\n"
            "Regards, {centre_name}",
        },
    },
    {
        "code": "form-received",
        "situation": "receipt",
        "channels": ["web"],
        "body": {
            "nb": "Takk, vi har mottatt meldingen. Referansen er {reference}.",
            "sv": "Tack, vi har tagit emot meddelandet. Referensen är {reference}.",
            "en": "Thank you, we have received your message. Your reference is {reference}.",
        },
    },
]
