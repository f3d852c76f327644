"""What goes on when somebody looks at an exercise? It runs: cards, contacts, decisions, a plan."""

from collections.abc import Mapping
from datetime import timedelta

from frontlinje.base import clock
from frontlinje.continuity.actions.follow_ups import add_follow_up
from frontlinje.continuity.actions.plans import load_library
from frontlinje.exercises.actions.conducting import start_exercise
from frontlinje.exercises.actions.preparing import Asked, prepare_exercise
from frontlinje.exercises.actions.ticking import tick
from frontlinje.exercises.actions.writing import activate_in_exercise, add_decision, add_note
from frontlinje.exercises.rules.course import Kind
from frontlinje.people.tests.cast import Cast
from tests.screens.lively_day import let_it_live


def exercising(cast: Cast) -> Mapping[str, object]:
    """Let Hedda conduct an exercise with contacts, in which Liv, Nina and Omar take part."""
    let_it_live(cast)
    began_at = clock.now() - timedelta(minutes=20)
    load_library(at=began_at)
    asked = Asked(
        kind=Kind.LIVE,
        scenario="cyberattack",
        title="Dataangrep rett før jul",
        participants=[cast.liv, cast.nina, cast.omar],
        lasts_s=3600,
        queues=("registrations", "general"),
        takes_real=True,
        may_be_late=1000,
    )
    one = prepare_exercise(asked, by=cast.hedda, at=began_at).id
    incident = start_exercise(exercise_id=one, by=cast.hedda, at=began_at).incident
    for minute in range(20):
        at = began_at + timedelta(minutes=minute)
        tick(at=at)
        if minute == 3:
            text = "Steinar på driften er ringt. Tre maskiner er koblet fra nettet, og står på."
            add_decision(exercise_id=one, text=text, by=cast.nina, at=at)
        if minute == 11:
            facts = {"plan": "cyberattack", "reason": "Min side kommer ikke opp i dag."}
            activate_in_exercise(exercise_id=one, **facts, by=cast.liv, at=at)
        if minute == 14:
            text = "Ingen har sagt fra til medlemmene på nettet ennå."
            add_note(exercise_id=one, text=text, by=cast.hedda, at=at)
    tick(at=clock.now())
    assert incident is not None
    add_follow_up(
        incident_id=incident.id,
        text="Skriv ut hundre nødskjemaer og legg dem i skapet",
        owner=cast.liv,
        due_on=began_at.date() + timedelta(days=14),
        by=cast.hedda,
        at=clock.now(),
    )
    return {"exercise_id": one}
