"""How is said what can be kept open? The cells of the page and of the printed sheet."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from frontlinje.centre.rules.state import CentreState
from frontlinje.continuity.printing import Section, Sheet
from frontlinje.continuity.queries.fitting_plans import Fitting
from frontlinje.continuity.queries.keep_open import QueueToday, Today
from frontlinje.continuity.rules.fitting import Reason
from frontlinje.continuity.rules.keep_open import HOLDS, Hour
from frontlinje.presence.templatetags.spoken import long_day
from frontlinje.presence.wording import span_words
from frontlinje.reports.rules.measures import percent

PLACES: dict[str, Promise] = {
    "office": gettext_lazy("At the office"),
    "home": gettext_lazy("At home"),
    "": gettext_lazy("Place not said"),
}


def expected(hour: Hour) -> str:
    """Return what is expected of an hour: a share in time, or a wait."""
    if hour.share is not None:
        return f"{percent(hour.share)} %" if hour.n_people else _("nobody")
    if hour.wait_s is None or hour.wait_s == float("inf"):
        return _("never")
    return span_words(timedelta(seconds=hour.wait_s)) if hour.wait_s else _("at once")


def people_words(hour: Hour) -> str:
    """Return how many are there, and how many are needed where that is known."""
    if hour.n_needed is None:
        return str(hour.n_people)
    return _("%(there)s of %(needed)s") % {"there": hour.n_people, "needed": hour.n_needed}


def verdict(row: QueueToday) -> str:
    """Return in words how a queue stands today."""
    if row.holds is None:
        return _("Nothing known yet")
    if row.holds:
        return pgettext("promise", "Holds")
    if not any(hour.n_people for hour in row.hours if hour is not None):
        return _("Nobody is planned")
    bad = [n for n, hour in enumerate(row.hours) if hour is not None and not hour.holds]
    if row.lacking:
        people = ngettext("%(n)d person short", "%(n)d people short", row.lacking)
        return people % {"n": row.lacking}
    return ngettext("Too late in %(n)d hour", "Too late in %(n)d hours", len(bad)) % {"n": len(bad)}


def reason_words(reason: Reason, names: Mapping[str, str]) -> str:
    """Return why a plan fits."""
    if reason.code == "absent":
        shares = {"share": percent(reason.measured), "limit": percent(reason.limit)}
        if reason.where:
            text = _("%(share)s %% of %(team)s are absent; the plan is for more than %(limit)s %%.")
            return text % {**shares, "team": names.get(reason.where, reason.where)}
        return _("%(share)s %% are absent; the plan is for more than %(limit)s %%.") % shares
    if not reason.measured:
        return _("Nobody for %(queue)s at the thinnest; the plan is for fewer than %(limit)s.") % {
            "queue": names.get(reason.where, reason.where),
            "limit": int(reason.limit),
        }
    return _("Only %(n)s for %(queue)s at the thinnest; the plan is for fewer than %(limit)s.") % {
        "n": int(reason.measured),
        "queue": names.get(reason.where, reason.where),
        "limit": int(reason.limit),
    }


def formula() -> list[str]:
    """Return how all of it is worked out."""
    return [
        _(
            "What comes: the mean of the last four same weekdays, hour by hour. How long one takes:"
            " the mean time in hand of the last four weeks, at most an hour at a stretch."
        ),
        _(
            "People: whoever has a shift for at least half of the hour, has not said to be away,"
            " is in an answer group of the queue and holds its skills. A queue's work falls in"
            " equal parts on all who may answer it."
        ),
        _(
            "Promises under an hour: the share answered in time is 1 − C · e^(−(n − a) · T / s),"
            " with Erlang C's chance of waiting C, n people, work a, promise T and handling time s."
            " It holds from %(share)s %% on."
        )
        % {"share": percent(HOLDS)},
        _(
            "Longer promises: what the calls leave of the people takes off what waits, the oldest"
            " first; the wait is that of what comes last in the hour."
        ),
    ]


def today_sheet(
    state: CentreState, today: Today, fitting: list[Fitting], *, now: datetime
) -> Sheet:
    """Return the sheet for the morning board; it hangs on a wall, so it names nobody."""
    language = get_language() or "nb"
    names = {code: queue.name.in_language(language) for code, queue in state.queues.items()}
    hours = [f"{timezone.localtime(hour):%H}" for hour in today.hours]
    centre = state.document.name.in_language(language)
    facts = [
        (pgettext("people", "Planned"), str(len(today.planned))),
        (_("Away"), str(today.n_absent)),
    ]
    return Sheet(
        _("What can we keep open?"),
        long_day(today.day),
        f"{centre}. {timezone.localtime(now):%Y-%m-%d %H:%M}",
        language,
        facts,
        [_queues(today, names, hours), _people(today, hours), _plans(fitting, names)],
        is_landscape=True,
    )


def _queues(today: Today, names: Mapping[str, str], hours: list[str]) -> Section:
    rows = [
        [
            names[row.queue.code],
            verdict(row),
            *("–" if hour is None else _cell(hour) for hour in row.hours),
        ]
        for row in today.queues
    ]
    head = [_("Queue"), _("Promise"), *hours]
    empty = _("Nothing is open any more today.")
    widths = _widths(hours)
    return Section(_("Queues, hour by hour"), head, rows if hours else [], widths, empty=empty)


def _plans(fitting: list[Fitting], names: Mapping[str, str]) -> Section:
    language = get_language() or "nb"
    rows = [
        [
            one.plan.document.name.in_language(language),
            "\n".join(reason_words(reason, names) for reason in one.reasons),
        ]
        for one in fitting
    ]
    head = [pgettext("continuity", "Plan"), _("Why")]
    return Section(_("Plans that fit"), head, rows, [2, 5], empty=_("No plan is called for."))


def _widths(hours: list[str]) -> list[int]:
    return [4, 3, *([2] * len(hours))]


def _cell(hour: Hour) -> str:
    mark = "" if hour.holds else "! "
    return f"{mark}{expected(hour)}\n{people_words(hour)}"


def _people(today: Today, hours: list[str]) -> Section:
    rows = [
        [str(PLACES[place]), "", *(str(there.get(place, 0)) for there in today.places)]
        for place in PLACES
        if any(place in there for there in today.places)
    ]
    head = [_("Place"), "", *hours]
    empty = _("Nobody has a shift.")
    return Section(_("People there"), head, rows, _widths(hours), empty=empty)
