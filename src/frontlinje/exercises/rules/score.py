"""How did an exercise go? Times from a card to a decision or a plan, worked out from the log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from frontlinje.exercises.rules.scenario import Scenario


class EntryKind(StrEnum):
    """What a line in the log of an exercise is."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    STOPPED = "stopped"
    INJECT = "inject"
    NOTE = "note"
    DECISION = "decision"
    ACTIVATION = "activation"
    """A plan that was put into effect in the exercise alone."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log, as far as the score goes."""

    kind: str
    clock_s: float
    inject: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A card that asked for something, and how long that took."""

    inject: str
    given_s: float
    expects: str
    after_s: float | None
    """Seconds from the card to what it asked for; None when that never came."""


@dataclass(frozen=True, slots=True)
class Score:
    """How long it took."""

    decide_s: float | None
    """From the first card to the first decision."""
    activate_s: float | None
    """From the first card to the first plan."""
    answered: tuple[Answered, ...]


def score_of(scenario: Scenario, log: Iterable[Line]) -> Score:
    """Work out the score from the log.

    Parameters
    ----------
    scenario : Scenario
        Says what each card asked for.
    log : iterable of Line
        In the order of time.

    Returns
    -------
    Score
        Times in seconds of the exercise's clock. A plan put into effect is a decision too. Each
        card is answered by the first that came after it and answers no earlier card.
    """
    lines = list(log)
    given = [line for line in lines if line.kind == EntryKind.INJECT]
    first_s = given[0].clock_s if given else None
    return Score(
        decide_s=_since(first_s, lines, _DECIDES),
        activate_s=_since(first_s, lines, _ACTIVATES),
        answered=tuple(_answers(scenario, given, lines)),
    )


_ACTIVATES = frozenset({str(EntryKind.ACTIVATION)})
_DECIDES = _ACTIVATES | {str(EntryKind.DECISION)}
_ASKED = {"decision": _DECIDES, "activation": _ACTIVATES}


def _since(first_s: float | None, lines: Sequence[Line], kinds: frozenset[str]) -> float | None:
    if first_s is None:
        return None
    found = [line.clock_s for line in lines if line.kind in kinds and line.clock_s >= first_s]
    return found[0] - first_s if found else None


def _answers(
    scenario: Scenario, given: Sequence[Line], lines: Sequence[Line]
) -> Iterable[Answered]:
    used: set[int] = set()
    for line in given:
        inject = scenario.inject(line.inject)
        if inject is None or not inject.expects:
            continue
        kinds = _ASKED[inject.expects]
        found = next(
            (
                i
                for i, one in enumerate(lines)
                if i not in used and one.kind in kinds and one.clock_s >= line.clock_s
            ),
            None,
        )
        if found is not None:
            used.add(found)
        after_s = None if found is None else lines[found].clock_s - line.clock_s
        yield Answered(inject.code, line.clock_s, inject.expects, after_s)
