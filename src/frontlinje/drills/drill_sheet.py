"""What stands on paper about a drill? Verdict, comparison, the day closely, every formula."""

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from frontlinje.continuity.printing import Section, Sheet, Word
from frontlinje.drills.drill_words import Names, promise_in_words
from frontlinje.drills.models import Drill
from frontlinje.drills.queries.drills import asked_of
from frontlinje.drills.result_pictures import (
    Chosen,
    Picture,
    Table,
    chosen,
    interval_table,
    pictures,
    tables,
)
from frontlinje.drills.result_words import FORMULAS, case_rows, sentences
from frontlinje.drills.rules.results import Results
from frontlinje.drills.search_words import edge_maps, least_of

_LEGEND_LINE = 22


def sheet_of(drill: Drill, *, now: datetime) -> Sheet:
    """Return what came out of a drill as a sheet."""
    names, results = Names(asked_of(drill)), Results(drill.results or {})
    file = names.asked.file
    looked_at = chosen(results, names, scenario="", plan="")
    facts: list[tuple[Word, Word]] = [
        (_("The promise"), promise_in_words(file.promise, names.queues)),
        (_("The day"), date_format(file.day.date, "DATE_FORMAT")),
    ]
    at = date_format(timezone.localtime(now), "SHORT_DATETIME_FORMAT")
    return Sheet(
        title=drill.name,
        subtitle=_("Drill: days that were played, not days that were"),
        footer=_("Made %(at)s. Fingerprint of the figures: %(fingerprint)s")
        % {"at": at, "fingerprint": drill.fingerprint[:16] or "–"},
        language=get_language() or "nb",
        facts=facts,
        sections=[
            Section(
                _("What came out"),
                [_("The worst scenario first")],
                [[line] for line in sentences(results, names)],
                [1],
            ),
            _comparison(results, names),
            *_searches(results, names),
            _drawn(looked_at, names),
            *_closely(
                names.scenario(looked_at.first["scenario"]),
                [interval_table(looked_at), *tables(looked_at)],
            ),
            Section(_("How each figure is made"), [_("Figure"), _("Formula")], FORMULAS, [1, 4]),
        ],
        is_landscape=True,
    )


def _comparison(results: Results, names: Names) -> Section:
    head = [
        _("Scenario"),
        pgettext("continuity", "Plan"),
        _("In time"),
        _("Against no plan"),
        _("Days held"),
        _("Turned away"),
        _("Gave up"),
        _("Wait"),
        _("Busy"),
        _("The promise"),
    ]
    rows = [
        [
            row.scenario_name,
            row.plan_name,
            row.in_time,
            row.gain,
            row.days_held,
            row.turned_away,
            row.gave_up,
            row.wait,
            row.busy,
            row.verdict_name,
        ]
        for row in case_rows(results, names)
    ]
    return Section(_("Scenarios and plans"), head, rows, [5, 5, 3, 3, 2, 2, 2, 3, 2, 3])


def _drawn(of: Chosen, names: Names) -> Section:
    scenario = names.scenario(of.first["scenario"])
    drawn = [(picture.title, _as_svg(picture)) for picture in pictures(of)]
    return Section(f"{scenario}: {_('The day')}", pictures=drawn)


def _as_svg(picture: Picture) -> str:
    drawn = [(one.kind, one.name) for one in picture.series]
    if picture.mark:
        drawn.append(("mark", picture.mark[1]))
    above = len(drawn) * _LEGEND_LINE
    legend = [(k * _LEGEND_LINE - above + 8, *one) for k, one in enumerate(drawn)]
    shown = {"picture": picture, "legend": legend, "above": above}
    return render_to_string("drills/picture.svg", shown)


def _searches(results: Results, names: Names) -> Iterator[Section]:
    least = [
        [one.verdict, "\n".join(f"{bought.measure} ({bought.in_set})" for bought in one.bought)]
        for one in least_of(results, names)
    ]
    if least:
        head = [_("Scenario"), _("Measures")]
        yield Section(_("The least that holds"), head, least, [3, 2])
    maps = edge_maps(results, names)
    if maps:
        ill = [row.share_ill for row in maps[0].rows]
        rows = [[one.plan, *(row.edge for row in one.rows)] for one in maps]
        yield Section(
            _("At how many times as many contacts it breaks, by share ill"),
            [pgettext("continuity", "Plan"), *ill],
            rows,
            [4, *([1] * len(ill))],
        )


def _closely(scenario: str, found: list[Table]) -> list[Section]:
    return [
        Section(
            f"{scenario}: {table.title}",
            table.head,
            table.rows,
            [2, *([1] * (len(table.head) - 1))],
        )
        for table in found
    ]
