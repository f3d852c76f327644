"""How are the measures and triggers of a plan asked for? Each on a card: a small form of its own.

A card has a number that it keeps while it is moved, so that nothing written on it is lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, get_args

from django.http import QueryDict
from django.utils.functional import Promise

from frontlinje.centre.forms.inputs import Choices
from frontlinje.centre.forms.part_form import MORE, PartForm
from frontlinje.centre.forms.slots import Kind, Slot, slots_of
from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.fields import Section
from frontlinje.centre.rules.problems import InvalidDocument, Problem, read_document
from frontlinje.continuity.forms.wording import PLANS
from frontlinje.continuity.plan_words import MEASURES, TRIGGERS
from frontlinje.continuity.rules.measures import Measure
from frontlinje.continuity.rules.triggers import ProbeDown, Trigger, TriggerForm

MOST: Final = 100
_BEGINNINGS: Final[Mapping[str, Mapping[str, object]]] = {
    "limit_hours": {"hours": "10:00-14:00"},
    "extend_hours": {"hours": "16:00-20:00"},
    "shed_load": {"over": 5.0, "under": 2.0},
    "overflow": {"when": {"waited_s": 300.0}},
    "relax_skills": {"by": 2},
    "minimum_staffing": {"ready": 2},
    "shift_pattern": {"first": "08:00-14:00", "second": "10:00-16:00"},
    "board_meeting": {"at": "09:00"},
    "volume_ratio": {"over": 1.5},
    "waiting_time": {"over_s": 900.0},
    "share_absent": {"over": 0.3},
    "few_ready": {"fewer_than": 2},
}
"""What stands on a new card beforehand, besides what has a usual value."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be put on a card: the forms by kind, and what they are called."""

    name: str
    forms: Mapping[str, type[Section]]
    titles: Mapping[str, Promise]


def _by_kind(union: Any) -> dict[str, type[Section]]:
    forms = get_args(get_args(union)[0])
    return {str(form.model_fields["kind"].default): form for form in forms}


ALL_MEASURES: Final = Catalogue("measure", _by_kind(Measure), MEASURES)
ALL_TRIGGERS: Final = Catalogue("trigger", _by_kind(Trigger), TRIGGERS)


class CardForm(PartForm):
    """The fields of one card; why they are changed is asked once for the whole plan."""

    def _add_frame(self, based_on: int | None) -> None:
        """Add nothing more."""


@dataclass(slots=True)
class Card:
    """A measure or trigger as the page has it."""

    catalogue: Catalogue
    kind: str
    number: int
    form: CardForm
    thing: Any = None
    """What the card says, once it has been read and nothing is wrong."""
    is_open: bool = False
    """Whether its fields are shown, and not only what it says."""

    @property
    def key(self) -> str:
        """Return what names the card on the page, such as ``measure-3``."""
        return f"{self.catalogue.name}-{self.number}"

    @property
    def token(self) -> str:
        """Return what the page sends along: number and kind."""
        return f"{self.number}.{self.kind}"

    @property
    def title(self) -> Promise:
        """Return what its kind is called."""
        return self.catalogue.titles[self.kind]

    @property
    def is_wrong(self) -> bool:
        """Say whether something on it has to be changed."""
        return bool(self.form.is_bound and self.form.errors)

    def read(self) -> None:
        """Read what the card says, or say at its fields what is wrong."""
        if not self.form.is_valid():
            return
        plain = {"kind": self.kind, **self.form.plain()}
        try:
            self.thing = read_document(plain, self.catalogue.forms[self.kind])
        except InvalidDocument as error:
            for problem in error.problems:
                self.tell(problem)

    def tell(self, problem: Problem) -> None:
        """Say at its field what is wrong; the path begins inside the card."""
        self.form.tell(problem, problem.path)


def new_card(catalogue: Catalogue, kind: str, cards: Sequence[Card], choices: Choices) -> Card:
    """Return a card to begin with, numbered after those that are there."""
    usual = {
        name: info.default
        for name, info in catalogue.forms[kind].model_fields.items()
        if isinstance(info.default, (int, float, str, frozenset))
    }
    plain = {**usual, **_BEGINNINGS.get(kind, {})}
    number = max((card.number for card in cards), default=-1) + 1
    card = _card(catalogue, kind, number, choices, plain=plain)
    card.is_open = True
    return card


def cards_of(things: Sequence[Section], catalogue: Catalogue, choices: Choices) -> list[Card]:
    """Return the cards of what a plan has."""
    cards = []
    for number, thing in enumerate(things):
        plain = plain_form(thing)
        cards.append(_card(catalogue, plain["kind"], number, choices, plain=plain))
        cards[-1].thing = thing
    return cards


def cards_posted(
    data: QueryDict, catalogue: Catalogue, choices: Choices, *, is_shown_again: bool
) -> list[Card]:
    """Return the cards that a page sends, in its order; ``is_shown_again`` blames nothing."""
    cards = []
    for token in data.getlist(catalogue.name)[:MOST]:
        number, _dot, kind = token.partition(".")
        if number.isascii() and number.isdigit() and kind in catalogue.forms:
            cards.append(
                _card(
                    catalogue, kind, int(number), choices, data=data, is_shown_again=is_shown_again
                )
            )
    for card in cards:
        if is_shown_again:
            card.is_open = data.get(MORE, "").startswith(f"{card.key}-")
            read = _card(catalogue, card.kind, card.number, choices, data=_without_more(data))
            read.read()
            card.thing = read.thing
        else:
            card.read()
        card.is_open |= card.thing is None
    return cards


def _without_more(data: QueryDict) -> QueryDict:
    """Return what a page sends, as if it were to be saved."""
    copied = data.copy()
    copied.pop(MORE, None)
    return copied


def _card(
    catalogue: Catalogue,
    kind: str,
    number: int,
    choices: Choices,
    *,
    plain: Mapping[str, Any] | None = None,
    data: QueryDict | None = None,
    is_shown_again: bool = False,
) -> Card:
    form = CardForm(
        data,
        slots=_slots(catalogue.forms[kind]),
        plain=plain or {},
        choices=choices,
        wording=PLANS,
        prefix=f"{catalogue.name}-{number}",
        is_shown_again=is_shown_again,
    )
    return Card(catalogue, kind, number, form)


def _slots(shape: type[Section]) -> list[Slot]:
    """Return what a card asks; what all triggers have comes last."""
    slots = list(slots_of(shape, leave_out=("kind",)))
    if shape is ProbeDown:
        slots = [_of_probe(slot) if slot.name == "code" else slot for slot in slots]
    return sorted(slots, key=lambda slot: slot.name in TriggerForm.model_fields)


def _of_probe(slot: Slot) -> Slot:
    return replace(slot, kind=Kind.CHOICE, points_at="probes")


def rearranged(cards: list[Card], what: str, key: str) -> list[Card]:
    """Return the cards after one was moved ``up`` or ``down``, or taken away with ``remove``."""
    place = next((n for n, card in enumerate(cards) if card.key == key), None)
    if place is None:
        return cards
    card = cards.pop(place)
    if what != "remove":
        cards.insert(max(0, place - 1) if what == "up" else place + 1, card)
    return cards
