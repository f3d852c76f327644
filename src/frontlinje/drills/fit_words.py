"""How is it said how well a day model fits? A sentence for each channel, and a table by day."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontlinje.centre.labels import CHANNEL_NAMES
from frontlinje.drills.drill_words import NOTHING, number, percent
from frontlinje.drills.result_pictures import Table
from frontlinje.drills.rules.fit import PlayedDay, Verdict


def fit_lines(verdicts: Sequence[Verdict]) -> list[str]:
    """Return a sentence for each channel."""
    return [
        ngettext(
            "%(channel)s: on %(days)s day the play was %(off)s percentage points off;"
            " %(within)s day lies between eight plays of ten.",
            "%(channel)s: over %(days)s days the play was %(off)s percentage points off on average;"
            " %(within)s of them lie between eight plays of ten.",
            one.n_days,
        )
        % {
            "channel": CHANNEL_NAMES[one.channel],
            "days": one.n_days,
            "off": number(100.0 * one.off, 1),
            "within": one.n_within,
        }
        for one in verdicts
    ]


def fit_table(verdict: Verdict, days: Sequence[PlayedDay]) -> Table:
    """Return a channel's figures day by day."""
    rows = []
    for day in days:
        for one in day.channels:
            if one.channel == verdict.channel:
                low, mean, high = (number(value) for value in one.expected)
                rows.append(
                    [
                        date_format(day.day, "D j.n."),
                        number(one.came),
                        f"{mean} ({low} – {high})",
                        percent(one.share),
                        _played(one.played),
                    ]
                )
    head = [_("Day"), _("Came"), _("Expected"), _("In time"), _("Played")]
    return Table(f"fit-{verdict.channel}", str(CHANNEL_NAMES[verdict.channel]), head, rows)


def _played(played: tuple[float, float, float] | None) -> str:
    if played is None:
        return NOTHING
    low, middle, high = (percent(share) for share in played)
    return f"{middle} ({low} – {high})"
