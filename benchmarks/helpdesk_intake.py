"""How long does django-helpdesk's ``get_email`` take? Run in its own environment by ``mail.py``.

A queue that reads one IMAP mailbox into SQLite, everything else as it comes; one line of JSON out.
"""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings

urlpatterns: list[Any] = []


def main() -> None:
    """Set up, fetch, and say how long that took."""
    asked = json.load(sys.stdin)
    settings.configure(
        SECRET_KEY="bench",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(Path(asked["place"], "helpdesk.sqlite3")),
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.sites",
            "django.contrib.humanize",
            "django.contrib.admin",
            "django.contrib.messages",
            "rest_framework",
            "helpdesk",
        ],
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
        ],
        ROOT_URLCONF=__name__,
        MEDIA_ROOT=str(Path(asked["place"], "files")),
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        USE_TZ=True,
        SITE_ID=1,
        HELPDESK_TEAMS_MODE_ENABLED=False,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        LOGGING_CONFIG=None,
    )
    django.setup()
    from django.urls import include, path

    urlpatterns.append(path("helpdesk/", include("helpdesk.urls", namespace="helpdesk")))
    print(json.dumps(_fetch(asked)))


def _fetch(asked: dict[str, Any]) -> dict[str, float]:
    from django.core.management import call_command

    # Installed for this benchmark alone, so nobody else knows its types.
    from helpdesk.models import Queue, Ticket  # type: ignore[import-not-found]

    call_command("migrate", verbosity=0)
    Queue.objects.create(
        title="Post",
        slug="post",
        allow_email_submission=True,
        email_box_type="imap",
        email_box_host="127.0.0.1",
        email_box_port=asked["port"],
        email_box_user=asked["user"],
        email_box_pass=asked["password"],
        email_box_imap_folder="INBOX",
        email_box_interval=0,
        email_box_ssl=False,
        email_box_last_check=datetime(2000, 1, 1, tzinfo=UTC),
        logging_type="none",
    )
    begun = time.perf_counter()
    call_command("get_email", quiet=True)
    return {"seconds": time.perf_counter() - begun, "tickets": Ticket.objects.count()}


if __name__ == "__main__":
    main()
