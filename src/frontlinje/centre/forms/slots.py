"""Which inputs does a type of the document need? A slot for each, found from the type alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from frontlinje.centre.rules.fields import CHANNELS, LANGUAGES, Body, Interval, Name, Section


class Kind(Enum):
    """What sort of input a slot is."""

    TEXT = auto()
    BODY = auto()
    CHOICE = auto()
    CHOICES = auto()
    TICK = auto()
    SPAN = auto()
    NUMBER = auto()
    HOURS = auto()
    LINES = auto()
    DATE = auto()
    TIME = auto()
    LANGUAGES = auto()
    GROUP = auto()
    ORDER = auto()
    ROWS = auto()


POINTS_AT: Final[Mapping[str, str]] = {
    "hours": "hours",
    "calendars": "hours",
    "queue": "queues",
    "queues": "queues",
    "codes": "queues",
    "follow_up": "queues",
    "group": "groups",
    "groups": "groups",
    "skill": "skills",
    "team": "teams",
    "teams": "teams",
    "site": "sites",
    "sites": "sites",
    "text": "texts",
    "parent": "wrap_up_codes",
    "timezone": "timezones",
    "owner": "people",
    "usernames": "people",
}
"""Fields that name something which is elsewhere, and where that is."""

_TIMES: Final = frozenset({"at", "board_meeting"})
"""Texts that are times of the day."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One input, or several that belong together."""

    path: tuple[str, ...]
    kind: Kind
    owner: type[Section]
    """The type that has the field: labels may differ between types."""
    is_required: bool = False
    allowed: tuple[str, ...] = ()
    """Of a choice among fixed words."""
    is_number: bool = False
    """Whether these words are whole numbers."""
    points_at: str = ""
    language: str = ""
    parts: tuple["Slot", ...] = field(default=())
    """Of a group or an order; of rows, what each row asks."""
    only_for: tuple[str, ...] = ()
    """Which kinds of step have this field."""
    may_be_missing: bool = False
    """Whether a group in which nothing is answered is left out, whole."""

    @property
    def name(self) -> str:
        """Return the field's own name."""
        return self.path[-1]

    @property
    def key(self) -> str:
        """Return the name of the input on the page."""
        return ".".join(self.path)


def slots_of(
    shape: type[Section], *, leave_out: Sequence[str] = (), path: tuple[str, ...] = ()
) -> tuple[Slot, ...]:
    """Return what a form for this type asks."""
    return tuple(
        _slot(shape, (*path, name), info)
        for name, info in shape.model_fields.items()
        if name not in leave_out
    )


def _slot(owner: type[Section], path: tuple[str, ...], info: FieldInfo) -> Slot:
    types = [_bare(t) for t in _members(info.annotation)]
    name, is_required = path[-1], _must_be_answered(info)
    made: dict[str, Any] = {"path": path, "owner": owner, "is_required": is_required}
    shape = next((t for t in types if isinstance(t, type) and issubclass(t, Section)), None)
    fixed = _words_of(types)
    words = tuple(map(str, fixed))
    if Interval in _all_in(info.annotation):
        return Slot(kind=Kind.HOURS, allowed=words, **made)
    if shape in (Name, Body):
        return _in_languages(made, Kind.TEXT if shape is Name else Kind.BODY)
    if shape is not None:
        return _group(made, slots_of(shape, path=path), may_be_missing=NoneType in types)
    if bool in types:
        return Slot(kind=Kind.TICK, **made | {"is_required": False})
    if date in types:
        return Slot(kind=Kind.DATE, **made)
    if words:
        is_number = isinstance(fixed[0], int)
        return Slot(kind=Kind.CHOICE, allowed=words, is_number=is_number, **made)
    holder = next((t for t in types if get_origin(t) in (tuple, frozenset, dict)), None)
    if holder is not None:
        return _of_many(made, holder)
    if int in types or float in types:
        return Slot(kind=Kind.SPAN if name.endswith("_s") else Kind.NUMBER, **made)
    if name in POINTS_AT:
        return Slot(kind=Kind.CHOICE, points_at=POINTS_AT[name], **made)
    return Slot(kind=Kind.TIME if name in _TIMES else Kind.TEXT, **made)


def _group(made: dict[str, Any], parts: Sequence[Slot], *, may_be_missing: bool) -> Slot:
    if may_be_missing:
        parts = [replace(part, is_required=False) for part in parts]
    return Slot(kind=Kind.GROUP, parts=tuple(parts), may_be_missing=may_be_missing, **made)


def _words_of(types: Sequence[Any]) -> list[Any]:
    """Return the fixed words among these types, if they are choices."""
    found = [w for t in types if get_origin(t) is Literal for w in get_args(t)]
    enums = [t for t in types if isinstance(t, type) and issubclass(t, Enum)]
    return found + [member.value for enum in enums for member in enum]


def _in_languages(made: dict[str, Any], kind: Kind) -> Slot:
    parts = tuple(
        Slot(kind=kind, language=code, **made | {"path": (*made["path"], code)})
        for code in LANGUAGES
    )
    return Slot(kind=Kind.LANGUAGES, parts=parts, **made)


def _of_many(made: dict[str, Any], holder: Any) -> Slot:
    """Return the slot for a list, a set or a mapping."""
    inner = [_bare(t) for t in _members(get_args(holder)[0])]
    shapes = [t for t in inner if isinstance(t, type) and issubclass(t, Section)]
    if get_origin(holder) is dict:
        parts = tuple(Slot((*made["path"], code), Kind.NUMBER, made["owner"]) for code in CHANNELS)
        return Slot(kind=Kind.GROUP, parts=parts, **made)
    if shapes:
        return Slot(kind=Kind.ROWS, parts=tuple(_row(shapes)), **made)
    words = tuple(map(str, _words_of(inner)))
    if words and get_origin(holder) is tuple:
        return Slot(kind=Kind.ORDER, parts=tuple(_places(made, words)), **made)
    if words:
        return Slot(kind=Kind.CHOICES, allowed=words, **made)
    points_at = POINTS_AT.get(made["path"][-1], "")
    return Slot(kind=Kind.CHOICES if points_at else Kind.LINES, points_at=points_at, **made)


def _places(made: Mapping[str, Any], words: tuple[str, ...]) -> Iterator[Slot]:
    """Yield a choice for each place in an order."""
    for number in range(len(words)):
        path = (*made["path"], str(number))
        yield Slot(path, Kind.CHOICE, made["owner"], allowed=words)


def _row(shapes: Sequence[type[Section]]) -> Iterator[Slot]:
    """Yield what a row asks; of several kinds, the choice of kind and each field once."""
    if len(shapes) == 1:
        yield from slots_of(shapes[0])
        return
    words = {str(shape.model_fields["do"].default): shape for shape in shapes}
    yield Slot(("do",), Kind.CHOICE, shapes[0], is_required=True, allowed=tuple(words))
    found: dict[str, Slot] = {}
    users: dict[str, list[str]] = {}
    for word, shape in words.items():
        for slot in slots_of(shape, leave_out=("do",)):
            found.setdefault(slot.name, slot)
            users.setdefault(slot.name, []).append(word)
    for name, slot in found.items():
        yield Slot(
            slot.path,
            slot.kind,
            slot.owner,
            allowed=slot.allowed,
            points_at=slot.points_at,
            only_for=tuple(users[name]),
        )


def _must_be_answered(info: FieldInfo) -> bool:
    """Say whether a field may not be left empty: it has no default, or a number or word as one."""
    return info.is_required() or isinstance(info.default, (int, float, str))


def _members(annotation: Any) -> tuple[Any, ...]:
    bare = _bare(annotation)
    if get_origin(bare) in (Union, UnionType):
        return tuple(member for part in get_args(bare) for member in _members(part))
    return (annotation,)


def _bare(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _all_in(annotation: Any) -> set[Any]:
    inner = set().union(*(_all_in(part) for part in get_args(annotation)), set())
    return inner | ({annotation} if isinstance(annotation, type) else set())
