"""How does the score of an exercise stand on paper? Words for ``continuity.printing``."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontlinje.centre.rules.state import CentreState
from frontlinje.continuity.incident_words import footer_of, instant
from frontlinje.continuity.printing import Section, Sheet, Word
from frontlinje.exercises.labels import ENTRIES, EXPECTS, KINDS, STOPS
from frontlinje.exercises.models import Exercise
from frontlinje.exercises.queries.exercises import is_live
from frontlinje.exercises.queries.happening import LogLine
from frontlinje.exercises.queries.outcome import Outcome
from frontlinje.exercises.rules.score import EntryKind
from frontlinje.exercises.templatetags.exercise_words import on_clock
from frontlinje.people.models import name_in


def score_sheet(
    exercise: Exercise,
    outcome: Outcome,
    log: Iterable[LogLine],
    *,
    state: CentreState,
    now: datetime,
) -> Sheet:
    """Return the score sheet of an exercise."""
    language = get_language() or "nb"
    sections = [_cards(outcome, language)]
    if is_live(exercise):
        sections += [_people(outcome)]
    sections += [_follow_ups(outcome), _log(log, language)]
    return Sheet(
        title=exercise.title,
        subtitle=_("Score of an exercise: nothing of this really happened"),
        footer=footer_of(state, now=now),
        language=language,
        facts=_facts(exercise, outcome),
        sections=sections,
    )


def _facts(exercise: Exercise, outcome: Outcome) -> list[tuple[Word, Word]]:
    facts: list[tuple[Word, Word]] = [
        (_("Kind"), KINDS[exercise.kind]),
        (_("Conductor"), exercise.conductor.name),
        (_("Started"), instant(exercise.started_at)),
        (_("Ended"), instant(exercise.ended_at)),
        (_("Why it ended"), STOPS.get(exercise.stopped_by, "")),
        (_("Time to decide"), on_clock(outcome.score.decide_s)),
        (_("Time to put a plan into effect"), on_clock(outcome.score.activate_s)),
    ]
    if outcome.contacts is not None:
        facts += [
            (_("Made-up contacts"), str(outcome.contacts.n)),
            (_("Answered"), str(outcome.contacts.answered)),
            (_("Lost"), str(outcome.contacts.lost)),
            (_("Mails kept from leaving"), str(outcome.contacts.withheld)),
            (_("Mean wait"), on_clock(outcome.mean_wait_s)),
        ]
    return facts


def _cards(outcome: Outcome, language: str) -> Section:
    rows = [
        [
            on_clock(answered.given_s),
            inject.title.in_language(language),
            str(EXPECTS[answered.expects]),
            on_clock(answered.after_s),
        ]
        for inject, answered in outcome.cards
    ]
    head = [_("Clock"), _("Card"), _("What it asks for"), _("Answered after")]
    empty = _("No card that asks for something was given.")
    return Section(_("Cards that ask for something"), head, rows, [0, 4, 3, 2], empty=empty)


def _people(outcome: Outcome) -> Section:
    rows = [
        [one.user.name, str(one.accepted), str(one.missed), str(one.rejected)]
        for one in outcome.people
    ]
    head = [_("Who"), _("Took"), _("Did not answer"), _("Not now")]
    return Section(_("Participants"), head, rows, [4, 1, 2, 1])


def _follow_ups(outcome: Outcome) -> Section:
    rows = [
        [
            one.text,
            one.owner.name if one.owner else "",
            one.due_on.isoformat() if one.due_on else "",
            one.outcome,
        ]
        for one in outcome.follow_ups
    ]
    head = [_("What"), _("Who"), _("Until"), _("What came of it")]
    empty = _("None was written down.")
    return Section(_("To be done after it"), head, rows, [4, 2, 2, 4], empty=empty)


def _log(log: Iterable[LogLine], language: str) -> Section:
    rows = []
    for line in log:
        entry, inject = line.entry, line.inject
        words = inject.title.in_language(language) if inject else entry.text
        if entry.kind == EntryKind.STOPPED:
            words = str(STOPS.get(entry.text, ""))
        if entry.plan is not None:
            words = f"{name_in(entry.plan.document.get('name', {}), language)}: {entry.text}"
        by = entry.by.name if entry.by else _("the clock")
        rows.append([on_clock(entry.clock_s), str(ENTRIES[entry.kind]), by, words])
    head = [_("Clock"), _("What"), _("By"), _("In words")]
    return Section(_("The log"), head, rows, [0, 2, 2, 7])
