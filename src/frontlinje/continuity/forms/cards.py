"""How is a measure written in the form of a plan? On a card of its own, in a few lines of YAML.

Errors are told at the card, with the line in it and what was probably meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, get_args

from pydantic import Field

from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.fields import Section
from frontlinje.centre.rules.files import Marks, read_yaml, write_yaml
from frontlinje.centre.rules.problems import InvalidDocument, Path, Problem
from frontlinje.continuity.rules.measures import MEASURE, Measure
from frontlinje.continuity.rules.triggers import Trigger

_HEAD: Final = 1
"""Lines that stand before what somebody wrote when it is read."""
_EMPTY: Final = {"nb": "…", "sv": "…", "en": "…"}
_SAMPLES: Final[Mapping[str, Mapping[str, object]]] = {
    "close_channels": {"channels": ["phone"], "alternative": "web"},
    "open_channels": {"channels": ["phone"]},
    "limit_hours": {"hours": "10:00-14:00"},
    "extend_hours": {"hours": "16:00-20:00"},
    "prioritise_channels": {"order": ["phone", "chat"]},
    "shed_load": {"order": ["chat", "phone"], "over": 5, "under": 2},
    "manual_intake": {"channels": ["phone"]},
    "overflow": {"when": {"waited_s": 300}},
    "add_groups": {},
    "only_groups": {"groups": ["code"]},
    "relax_skills": {"by": 2},
    "set_times": {"offer_s": 30, "wrap_up_s": 0},
    "minimum_staffing": {"ready": 2},
    "follow_up": {},
    "invite_people": {},
    "work_from": {"place": "home"},
    "split_in_cohorts": {},
    "shift_pattern": {"first": "08:00-14:00", "second": "10:00-16:00"},
    "say": {"situation": "greeting", "body": _EMPTY},
    "guide": {"title": _EMPTY, "body": _EMPTY},
    "checklist": {"title": _EMPTY, "items": [{"text": _EMPTY, "owner_role": "team_leader"}]},
    "board_meeting": {"at": "09:00"},
}
"""A beginning for each kind: what it must have."""


class _Measures(Section):
    """A card as it is read."""

    measures: tuple[Measure, ...] = Field(min_length=1, max_length=1)


class _Triggers(Section):
    """The triggers as they are read."""

    triggers: tuple[Trigger, ...] = ()


@dataclass(slots=True)
class Card:
    """A measure as the form has it, and what is wrong with it."""

    text: str
    measure: Measure | None = None
    problems: list[Problem] = field(default_factory=list)
    """Their lines are lines of the card."""
    _marks: Marks = field(default_factory=Marks)

    def tell(self, problem: Problem) -> None:
        """Add what is wrong with the measure; the path begins inside it."""
        inside = replace(problem, path=("measures", 0, *problem.path))
        self.problems.append(_in_card(self._marks.mark(inside), len(problem.path)))

    @property
    def fields(self) -> Sequence[str]:
        """Return what can be written here."""
        form = FORMS.get(self.kind)
        return [name for name in form.model_fields if name != "kind"] if form else []

    @property
    def rows(self) -> int:
        """Return how many lines the field shows."""
        return min(24, max(3, self.text.count("\n") + 1))

    @property
    def kind(self) -> str:
        """Return the kind that the text says, also when the rest is wrong."""
        first = next((line for line in self.text.splitlines() if line.startswith("kind:")), "")
        return first.removeprefix("kind:").strip()


FORMS: Final[Mapping[str, type[Section]]] = {
    str(form.model_fields["kind"].default): form for form in get_args(get_args(Measure)[0])
}


def new_card(kind: str) -> Card:
    """Return a card to begin with."""
    return Card(_written({"kind": kind, **_SAMPLES[kind]}, FORMS[kind]))


def card_of(measure: Measure) -> Card:
    """Return the card of a measure that a plan has."""
    return Card(write_yaml(plain_form(measure)), measure)


def _written(plain: Mapping[str, object], form: type[Section]) -> str:
    """Return the text of a beginning, with everything that has a usual value."""
    try:
        return write_yaml(plain_form(MEASURE.validate_python(plain)))
    except ValueError:
        return write_yaml(plain)


def read_card(text: str) -> Card:
    """Return a card with its measure, or with what is wrong."""
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    whole = "\n".join(["measures:", f"- {lines[0]}", *(f"  {line}" for line in lines[1:])])
    card = Card("\n".join(lines) + "\n")
    try:
        found, card._marks = read_yaml(whole.encode(), _Measures)
    except InvalidDocument as error:
        card.problems = [_in_card(problem, len(problem.path) - 2) for problem in error.problems]
    else:
        card.measure = found.measures[0]
    return card


def _in_card(problem: Problem, depth: int) -> Problem:
    """Return a problem with its place inside the card."""
    path: Path = problem.path[len(problem.path) - depth :] if depth > 0 else ()
    return replace(problem, path=path, line=max(1, (problem.line or 1) - _HEAD))


def read_triggers(text: str) -> tuple[Trigger, ...]:
    """Return the triggers that a list in YAML says.

    Raises
    ------
    InvalidDocument
        With the line of every problem.
    """
    if not text.strip():
        return ()
    try:
        return read_yaml(f"triggers:\n{text}".encode(), _Triggers)[0].triggers
    except InvalidDocument as error:
        depths = [len(problem.path) - 1 for problem in error.problems]
        shown = zip(error.problems, depths, strict=True)
        raise InvalidDocument([_in_card(problem, depth) for problem, depth in shown]) from error


def written_triggers(triggers: Sequence[Trigger]) -> str:
    """Return triggers as the form shows them."""
    plain: Any = [plain_form(trigger) for trigger in triggers]
    return write_yaml(plain) if plain else ""
