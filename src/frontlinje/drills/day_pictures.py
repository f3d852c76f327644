"""How does a day model look? What comes on each channel, who is there, patience, and the fit."""

from collections.abc import Sequence
from math import exp, sqrt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from frontlinje.centre.forms.values import span_in_words
from frontlinje.centre.labels import CHANNEL_NAMES
from frontlinje.drills.drill_words import number, percent
from frontlinje.drills.result_pictures import Picture, Series
from frontlinje.drills.rules.basis import Patience
from frontlinje.drills.rules.fit import Z80, PlayedDay, Verdict
from frontlinje.drills.rules.plots import Plot, ticks
from frontlinje.simulation.rehearsal.form import DayForm

MOST_LABELS = 9
_SAMPLES = 60


def clock_times(form: DayForm) -> list[str]:
    """Return when each interval begins."""
    hour, minute = (int(part) for part in form.begins.split(":")[:2])
    n = max((len(lane.per_h) for lane in form.lanes), default=0)
    starts = (hour * 60 + minute + int(k * form.interval_min) for k in range(n))
    return [f"{start // 60 % 24:02d}:{start % 60:02d}" for start in starts]


def channels_of(form: DayForm) -> dict[str, list[float]]:
    """Return what is expected on each channel, as contacts an hour in each interval."""
    found: dict[str, list[float]] = {}
    for lane in form.lanes:
        sums = found.setdefault(lane.channel, [0.0] * len(lane.per_h))
        for k, rate in enumerate(lane.per_h):
            sums[k] += rate
    return found


def coming_pictures(form: DayForm) -> list[Picture]:
    """Return a picture for each channel: what is expected, and between what most days lie."""
    return [coming_picture(form, rates, of=channel) for channel, rates in channels_of(form).items()]


def coming_picture(form: DayForm, rates: Sequence[float], *, of: str = "") -> Picture:
    """Return a picture of what is expected over the day: of a channel, or of one queue on it."""
    per_interval = form.interval_min / 60.0
    bands = [_band(rate * per_interval, form.factor_shape) for rate in rates]
    between = [(low / per_interval, high / per_interval) for low, high in bands]
    scale = ticks(max(1.0, *(high for _low, high in between)))
    plot = Plot(n=len(rates), most=scale[-1], height=200)
    line = Series(
        "with", _("expected, and eight days of ten"), plot.line(rates), plot.band(between)
    )
    title = _("Contacts an hour")
    if of:
        title = _("%(channel)s: contacts an hour") % {"channel": CHANNEL_NAMES[of]}
    across = [(plot.y(value), number(value)) for value in scale]
    along = _labels(plot, clock_times(form))
    return Picture(f"comes-{of}", title, plot, [line], across, along)


def _band(mean: float, shape: float | None) -> tuple[float, float]:
    spread = Z80 * sqrt(mean + (mean * mean / shape if shape else 0.0))
    return max(0.0, mean - spread), mean + spread


def _labels(plot: Plot, names: Sequence[str]) -> list[tuple[float, str]]:
    step = -(-len(names) // MOST_LABELS)
    return [(plot.x(k), name) for k, name in enumerate(names) if k % step == 0]


def people_picture(form: DayForm) -> Picture:
    """Return how many people are on duty, before anybody is ill."""
    hour, minute = (int(part) for part in form.begins.split(":")[:2])
    times = clock_times(form)
    middles = [hour * 60 + minute + (k + 0.5) * form.interval_min for k in range(len(times))]
    there = [
        float(sum(p.count for p in form.people if any(s.opens <= at < s.closes for s in p.shift)))
        for at in middles
    ]
    scale = ticks(max(1.0, *there))
    plot = Plot(n=len(times), most=scale[-1], height=200)
    line = Series("with", _("planned, before anybody is ill"), plot.line(there))
    across = [(plot.y(value), number(value)) for value in scale]
    return Picture("people", _("People on duty"), plot, [line], across, _labels(plot, times))


def patience_picture(patience: Patience) -> Picture:
    """Return how customers held out, and the exponential that the model takes for it."""
    end = patience.curve[-1][0]
    seconds = [(k + 0.5) * end / _SAMPLES for k in range(_SAMPLES)]
    plot = Plot(n=_SAMPLES, most=1.0, height=200)
    recorded = plot.line([_share_at(patience, second) for second in seconds])
    taken = plot.line([exp(-second / patience.mean_s) for second in seconds])
    series = [Series("actual", _("recorded"), recorded), Series("with", _("in the model"), taken)]
    across = [(plot.y(value), percent(value)) for value in ticks(1.0)]
    quarters = [
        (plot.x(_SAMPLES * part / 4), span_in_words(round(end * part / 4))) for part in range(4)
    ]
    title = _("%(channel)s: who would still wait") % {"channel": CHANNEL_NAMES[patience.channel]}
    return Picture(f"patience-{patience.channel}", title, plot, series, across, quarters)


def _share_at(patience: Patience, second: float) -> float:
    return min(share for at_s, share in patience.curve if at_s <= second)


def fit_picture(verdict: Verdict, days: Sequence[PlayedDay]) -> Picture:
    """Return predicted and actual share in time of a channel, day by day."""
    own = [one for day in days for one in day.channels if one.channel == verdict.channel]
    plot = Plot(n=len(own), most=1.0, height=220)
    between = [(one.played[0], one.played[2]) if one.played else None for one in own]
    played = Series(
        "with",
        _("played: median, and eight plays of ten"),
        plot.line([one.played[1] if one.played else None for one in own]),
        plot.band(between),
    )
    actual = Series("actual", _("as it was"), plot.line([one.share for one in own]))
    across = [(plot.y(value), percent(value)) for value in ticks(1.0)]
    names = [date_format(day.day, "d.m.") for day in days]
    along = [(plot.x(k + 0.5), name) for k, name in enumerate(names) if k % _step(names) == 0]
    title = _("%(channel)s: answered in time") % {"channel": CHANNEL_NAMES[verdict.channel]}
    return Picture(f"fit-{verdict.channel}", title, plot, [played, actual], across, along)


def _step(names: Sequence[str]) -> int:
    return -(-len(names) // MOST_LABELS)
