"""What came out of a drill, in words and rows? The verdict first; screens and paper ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontlinje.centre.forms.values import span_in_words
from frontlinje.drills.drill_words import (
    VERDICTS,
    Names,
    estimate,
    gain,
    half_width,
    hours,
    number,
    percent,
    wait,
)
from frontlinje.drills.rules.results import Case, Results, Verdict

FORMULAS: tuple[tuple[Promise, Promise], ...] = (
    (
        gettext_lazy("In time"),
        gettext_lazy(
            "answered within the promised time / all who came, over all days played. ± is the"
            " half-width at 95 %: 1.96 · sd(x − share · n) / (mean(n) · √days), where x is answered"
            " in time and n came, each day."
        ),
    ),
    (
        gettext_lazy("Against no plan"),
        gettext_lazy(
            "in time minus that of the same scenario without a plan, in percentage points. ± is"
            " made from the differences day by day, against the same customers."
        ),
    ),
    (
        gettext_lazy("Days held"),
        gettext_lazy("days on which «in time» was at least the promise / days played"),
    ),
    (
        gettext_lazy("Came"),
        gettext_lazy(
            "mean a day, of what the promise is about; repeated tries and what waited in the"
            " morning too; without those turned away"
        ),
    ),
    (
        gettext_lazy("Turned away"),
        gettext_lazy(
            "mean a day, of what the promise is about: found it closed, also because a plan closes"
            " it; not part of «in time»"
        ),
    ),
    (gettext_lazy("Gave up"), gettext_lazy("mean a day: left the queue while they waited")),
    (gettext_lazy("Left"), gettext_lazy("mean a day: still without an answer when the day ended")),
    (gettext_lazy("Wait"), gettext_lazy("mean wait of those answered")),
    (
        gettext_lazy("Busy"),
        gettext_lazy(
            "time with something in hand or in wrap-up, overtime too / time on duty, everybody"
            " together; above 100 % where people finish in a break or after their shift"
        ),
    ),
    (
        gettext_lazy("The promise"),
        gettext_lazy(
            "holds when «in time» minus its ± is at least the promise; breaks when «in time» plus"
            " its ± is below it; else it is too close to tell"
        ),
    ),
    (
        gettext_lazy("Band"),
        gettext_lazy(
            "eight days of ten lie in it: shares in time of the days in that interval, from the"
            " tenth to the ninetieth of a hundred"
        ),
    ),
)
"""Name and formula of every figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A line of the comparison."""

    scenario: str
    plan: str
    """Its code; empty for no plan."""
    scenario_name: str
    plan_name: str
    in_time: str
    gain: str
    days_held: str
    came: str
    turned_away: str
    gave_up: str
    left: str
    wait: str
    busy: str
    verdict: str
    verdict_name: str | Promise
    is_best: bool


def case_rows(results: Results, names: Names) -> list[CaseRow]:
    """Return a line for each case: scenario by scenario, without a plan first, then the best."""
    return [
        _row(case, names, _marked(results, scenario))
        for scenario in results.scenarios
        for case in sorted(
            (case for case in results.cases if case["scenario"] == scenario), key=_by_gain
        )
    ]


def _marked(results: Results, scenario: str) -> Case | None:
    verdict = results.verdict(scenario)
    return verdict.best if verdict.help == "lifts" else None


def _by_gain(case: Case) -> tuple[bool, float]:
    return case["plan"] is not None, -(case["in_time"]["value"] or 0.0)


def _row(case: Case, names: Names, best: Case | None) -> CaseRow:
    promised = case["promised"]
    return CaseRow(
        scenario=case["scenario"],
        plan=case["plan"] or "",
        scenario_name=names.scenario(case["scenario"]),
        plan_name=names.plan(case["plan"]),
        in_time=estimate(case["in_time"]),
        gain=gain(case["gain"]),
        days_held=percent(case["days_held"]),
        came=number(promised["offered"]),
        turned_away=number(promised["turned_away"]),
        gave_up=number(promised["abandoned"]),
        left=number(promised["left"]),
        wait=wait(promised["mean_wait_s"]),
        busy=percent(case["busy"]),
        verdict=case["verdict"],
        verdict_name=_verdict_name(case),
        is_best=case is best,
    )


def _verdict_name(case: Case) -> str | Promise:
    if case["verdict"] == "nothing" and case["promised"]["turned_away"]:
        return _("all turned away")
    return VERDICTS[case["verdict"]]


def sentences(results: Results, names: Names) -> list[str]:
    """Return what came out, a few plain sentences for each scenario, the worst first."""
    promise = results.plain["promise"]
    return [
        " ".join(
            (
                *_sentences(results.verdict(scenario), names, promise),
                *_worse(results, scenario, names),
            )
        )
        for scenario in results.by_need()
    ]


def _sentences(verdict: Verdict, names: Names, promise: dict[str, Any]) -> Iterator[str]:
    without = verdict.without
    told = {
        "scenario": names.scenario(without["scenario"]),
        "within": span_in_words(promise["within_s"]),
        "promise": percent(promise["share"]),
        **_shares(without),
    }
    yield _WITHOUT[without["verdict"]] % told
    best = verdict.best
    if best is None or without["verdict"] == "nothing":
        return
    told |= {"plan": names.plan(best["plan"]), **_shares(best)}
    if verdict.help != "lifts":
        yield _UNSURE % told
    elif without["verdict"] == best["verdict"] == "holds":
        yield _("With the plan «%(plan)s» it would be %(share)s (±%(sure)s).") % told
    else:
        yield _LIFTS[best["verdict"]] % told
    if verdict.turned_away_more and verdict.help == "lifts":
        more = number(verdict.turned_away_more)
        yield _("But it turns away %(n)s more customers a day.") % {"n": more}


def _shares(case: Case) -> dict[str, str]:
    told = case["in_time"]
    return {"share": percent(told["value"]), "sure": half_width(told["half_width"])}


def _worse(results: Results, scenario: str, names: Names) -> Iterator[str]:
    """Tell which plans cost the promise something, and what they take for it."""
    told = []
    for case in results.worse(scenario):
        words = gain(case["gain"])
        fewer_s = results.hours_fewer_s(case)
        if fewer_s:
            words += _("; people are on duty %(hours)s less a day") % {"hours": hours(fewer_s)}
        told.append(f"«{names.plan(case['plan'])}» ({words})")
    if told:
        yield _("Worse than without a plan: %(plans)s.") % {"plans": ", ".join(told)}


_WITHOUT = {
    "holds": gettext_lazy(
        "%(scenario)s: without a plan you answer %(share)s (±%(sure)s) within %(within)s; the"
        " promise of %(promise)s holds."
    ),
    "breaks": gettext_lazy(
        "%(scenario)s: without a plan you answer %(share)s (±%(sure)s) within %(within)s; the"
        " promise of %(promise)s breaks."
    ),
    "edge": gettext_lazy(
        "%(scenario)s: without a plan you answer %(share)s (±%(sure)s) within %(within)s; whether"
        " the promise of %(promise)s holds is too close to tell."
    ),
    "nothing": gettext_lazy("%(scenario)s: nothing comes that the promise is about."),
}
_LIFTS = {
    "holds": gettext_lazy(
        "The plan «%(plan)s» lifts it to %(share)s (±%(sure)s), and the promise holds."
    ),
    "breaks": gettext_lazy(
        "The plan «%(plan)s» lifts it to %(share)s (±%(sure)s), which is not enough."
    ),
    "edge": gettext_lazy(
        "The plan «%(plan)s» lifts it to %(share)s (±%(sure)s), too close to the promise to tell."
    ),
}
_UNSURE = gettext_lazy("None of the plans surely makes it better.")
