"""What differs between two versions? And how is one change taken back under later ones.

Works on the JSON form. Lists of things are compared by what names a thing (code, date, holiday),
so that moving a queue is one change and not thirty.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Json = Any
"""What ``model_dump(mode="json")`` gives: dicts, lists, text, numbers, booleans and None."""

_NAMES: Final = ("code", "date", "holiday")
_GONE: Final = object()
ORDER: Final = "order"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; ``path`` names things by their codes, as in ``queues.general.promise_s``."""

    path: str
    before: Json
    after: Json
    """None where the thing is not there."""


def changes_between(before: Json, after: Json) -> list[Change]:
    """Return what differs between two versions.

    Parameters
    ----------
    before, after
        Two documents in JSON form.

    Returns
    -------
    list of Change
        In the order of the document; empty when they are the same.
    """
    return list(_changes("", before, after))


def _changes(path: str, before: Json, after: Json) -> Iterator[Change]:
    if before == after:
        return
    old, new = _by_name(before), _by_name(after)
    if old is None or new is None:
        yield Change(path, _or_none(before), _or_none(after))
        return
    for name in [*old, *(name for name in new if name not in old)]:
        yield from _changes(_join(path, name), old.get(name, _GONE), new.get(name, _GONE))
    if isinstance(before, list):
        stayed_old = [name for name in old if name in new]
        stayed_new = [name for name in new if name in old]
        if stayed_old != stayed_new:
            yield Change(_join(path, ORDER), stayed_old, stayed_new)


def merge(base: Json, ours: Json, theirs: Json) -> tuple[Json, list[str]]:
    """Return ``ours`` with the changes from ``base`` to ``theirs`` made in it.

    Parameters
    ----------
    base, ours, theirs
        Three documents in JSON form. To take back a revision: ``base`` is what it saved, ``theirs``
        what was before it, ``ours`` the latest.

    Returns
    -------
    merged
        The outcome; where both sides changed the same place, ours.
    conflicts : list of str
        The paths of those places.
    """
    conflicts: list[str] = []
    return _merge("", base, ours, theirs, conflicts), conflicts


def _merge(path: str, base: Json, ours: Json, theirs: Json, conflicts: list[str]) -> Json:
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    named = [_by_name(base), _by_name(ours), _by_name(theirs)]
    if any(things is None for things in named):
        conflicts.append(path)
        return ours
    in_base, in_ours, in_theirs = (things or {} for things in named)
    merged = {
        name: value
        for name in _names_in_order(list(in_ours), list(in_theirs))
        if (
            value := _merge(
                _join(path, name),
                in_base.get(name, _GONE),
                in_ours.get(name, _GONE),
                in_theirs.get(name, _GONE),
                conflicts,
            )
        )
        is not _GONE
    }
    return list(merged.values()) if isinstance(ours, list) else merged


def _names_in_order(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return all names: ours in their order, the others where they stand among theirs."""
    names = list(ours)
    for index, name in enumerate(theirs):
        if name not in names:
            before = [names.index(other) for other in theirs[:index] if other in names]
            names.insert(max(before) + 1 if before else 0, name)
    return names


def _by_name(value: Json) -> Mapping[str, Json] | None:
    """Return the things in a dict, or in a list whose things have names; None for all else."""
    if isinstance(value, dict):
        return value
    if not isinstance(value, list) or not all(isinstance(thing, dict) for thing in value):
        return None
    named: dict[str, Json] = {}
    for thing in value:
        name = next((str(thing[key]) for key in _NAMES if key in thing), None)
        if name is None or name in named:
            return None
        named[name] = thing
    return named


def _or_none(value: Json) -> Json:
    return None if value is _GONE else value


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
