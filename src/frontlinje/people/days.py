"""At which instants does a person's first day begin and last day end? Forms and commands ask.

People name days; accounts open and close at instants. Days are those of the centre's time zone.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def start_of_day(day: date) -> datetime:
    """Return the first instant of the day."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def end_of_day(day: date) -> datetime:
    """Return the first instant that is no longer that day."""
    return start_of_day(day + timedelta(days=1))


def first_day(access_from: datetime | None) -> date | None:
    """Return the day on which the access begins."""
    if access_from is None:
        return None
    return timezone.localtime(access_from, timezone.get_default_timezone()).date()


def last_day(access_until: datetime | None) -> date | None:
    """Return the last day that has any access in it."""
    return first_day(access_until - timedelta(microseconds=1)) if access_until else None
