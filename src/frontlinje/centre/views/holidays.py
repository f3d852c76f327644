"""What does each public holiday of the coming year do? One row for each, in one form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.forms.boundfield import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from frontlinje.base import clock
from frontlinje.centre.forms.part_form import PartForm
from frontlinje.centre.forms.slots import Kind, Slot
from frontlinje.centre.forms.values import hours_in_words
from frontlinje.centre.rules.calendars import Calendar, OwnHoliday
from frontlinje.centre.rules.fields import format_day
from frontlinje.centre.rules.holidays import Holiday, holiday_names, holidays_of
from frontlinje.centre.rules.hours import hours_on
from frontlinje.centre.rules.parts import Plain, Where, put
from frontlinje.centre.shelves import name_of
from frontlinje.centre.views.frame import Frame
from frontlinje.centre.views.saving import form_of, reconciled, save_form
from frontlinje.centre.wording import ChangeLine
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission

WHERE = Where("hours")
SLOT = Slot(
    ("own_holidays",),
    Kind.ROWS,
    Calendar,
    # The hours come first, because a row without them does not count.
    parts=(
        Slot(("hours",), Kind.HOURS, OwnHoliday, allowed=("sunday", "usual")),
        Slot(("holiday",), Kind.TEXT, OwnHoliday),
    ),
)

Coming = Mapping[str, tuple[date, Holiday]]


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A holiday of the coming year: when, what it is called, what it does now."""

    date: date | None
    name: str
    is_day_off: bool
    now: str
    hours: BoundField
    holiday: BoundField


def coming_holidays(country: str, today: date) -> Coming:
    """Return each holiday by its name, with its next date within a year."""
    found: dict[str, tuple[date, Holiday]] = {}
    for year in (today.year, today.year + 1):
        for day, holidays in holidays_of(country, year).items():
            if today <= day < today + timedelta(days=366):
                for holiday in holidays:
                    found.setdefault(holiday.name, (day, holiday))
    return found


@needs(Permission.CENTRE_READ)
def holidays(request: HttpRequest, key: str) -> HttpResponse:
    """Show the holidays of the coming year, and choose what each does."""
    frame = Frame(request)
    thing = WHERE.find(frame.plain, key)
    if thing is None:
        raise Http404
    coming = coming_holidays(frame.plain["country"], clock.now().date())
    own = {chosen["holiday"]: chosen["hours"] for chosen in thing["own_holidays"]}
    # Those that do not come within the year last.
    names = [*coming, *(name for name in own if name not in coming)]
    asked = [{"holiday": name, "hours": own.get(name)} for name in names]
    form = form_of(frame, slots=[SLOT], plain={"own_holidays": asked})
    meanwhile: list[ChangeLine] = []
    if request.method == "POST" and form.is_bound and form.is_valid():
        mine, meanwhile = reconciled(
            frame,
            form,
            {**thing, **form.plain()},
            lambda plain: WHERE.find(plain, key),
            [f"hours.{key}"],
        )
        plain = put(frame.plain, WHERE, key, mine)
        if not meanwhile and save_form(frame, form, plain, WHERE.prefix(frame.plain, key)):
            return redirect("centre:holidays", key)
    context = frame.context(
        title=name_of(thing, frame.language),
        key=key,
        form=form,
        meanwhile=meanwhile,
        default=hours_in_words(thing["holidays"]),
        rows=list(_rows(frame, form, names, coming, thing)),
    )
    return render(request, "centre/holidays.html", context)


def _rows(
    frame: Frame, form: PartForm, names: Sequence[str], coming: Coming, thing: Plain
) -> Iterator[HolidayRow]:
    calendar, country = Calendar.model_validate(thing), frame.plain["country"]
    (block, *_rest) = form.blocks()
    for name, ((hours, _all), (holiday, _each)) in zip(names, block.rows, strict=False):
        day, found = coming.get(name, (None, None))
        said = holiday_names(country, day.year, frame.language) if day is not None else {}
        yield HolidayRow(
            date=day,
            name=said.get(name, name),
            is_day_off=found is not None and found.is_day_off,
            now=hours_in_words(format_day(hours_on(calendar, country, day))) if day else "",
            hours=hours,
            holiday=holiday,
        )
