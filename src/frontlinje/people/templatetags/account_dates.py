"""How is the end of somebody's access written? As the last day, unless it ends within a day."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from frontlinje.people.days import end_of_day, last_day

register = template.Library()


@register.filter
def last_moment(access_until: datetime) -> str:
    """Return the last day of an access that ends with a day, else the moment."""
    day = last_day(access_until)
    if day is not None and end_of_day(day) == access_until:
        return date_format(day, "SHORT_DATE_FORMAT")
    return date_format(timezone.localtime(access_until), "SHORT_DATETIME_FORMAT")
