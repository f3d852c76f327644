"""How is one thing of the document put in, taken out or moved? Pure edits of the plain form."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Where:
    """A list in the document: a section, or a list inside one thing of a section."""

    section: str
    key: str = "code"
    """What names a thing of the list."""
    owner: str = ""
    inner: str = ""

    @property
    def path(self) -> str:
        """Return the path as changes name it, such as ``queues.general.overflow``."""
        return f"{self.section}.{self.owner}.{self.inner}" if self.inner else self.section

    def things(self, plain: Plain) -> list[Plain]:
        """Return the list itself, empty when its owner has gone.

        Parameters
        ----------
        plain : dict
            A document in plain form.

        Returns
        -------
        list of dict
            The things, to be read.
        """
        things: list[Plain] = plain.get(self.section, [])
        if not self.inner:
            return things
        owner = next((thing for thing in things if thing["code"] == self.owner), None)
        inner: list[Plain] = (owner or {}).setdefault(self.inner, [])
        return inner

    def find(self, plain: Plain, name: str) -> Plain | None:
        """Return one thing of the list.

        Parameters
        ----------
        plain : dict
            A document in plain form.
        name : str
            Its code, date or whatever names it.

        Returns
        -------
        dict or None
            None when it is not there.
        """
        return next((thing for thing in self.things(plain) if thing[self.key] == name), None)

    def prefix(self, plain: Plain, name: str) -> tuple[str | int, ...]:
        """Return the path of a thing as problems tell it, such as ``("queues", 2)``.

        Parameters
        ----------
        plain : dict
            The document in which it is.
        name : str
            What names it; one that is not there stands at the end.

        Returns
        -------
        tuple of str or int
            Keys and positions.
        """
        names = [thing[self.key] for thing in self.things(plain)]
        position = names.index(name) if name in names else len(names)
        if not self.inner:
            return (self.section, position)
        owners = [thing["code"] for thing in plain[self.section]]
        return (self.section, owners.index(self.owner), self.inner, position)


def put(plain: Plain, where: Where, name: str | None, thing: Plain) -> Plain:
    """Return the document with a thing replaced, or added at the end.

    Parameters
    ----------
    plain : dict
        A document in plain form; it is not changed.
    where : Where
        The list.
    name : str or None
        Which thing to replace, None to add.
    thing : dict
        The thing as it is to be.

    Returns
    -------
    dict
        The new document.
    """
    changed = deepcopy(plain)
    things = where.things(changed)
    for position, known in enumerate(things):
        if name is not None and known[where.key] == name:
            things[position] = thing
            return changed
    things.append(thing)
    return changed


def without(plain: Plain, where: Where, name: str) -> Plain:
    """Return the document without a thing.

    Parameters
    ----------
    plain : dict
        A document in plain form; it is not changed.
    where : Where
        The list.
    name : str
        Which thing.

    Returns
    -------
    dict
        The new document, the same when there is no such thing.
    """
    changed = deepcopy(plain)
    things = where.things(changed)
    things[:] = [thing for thing in things if thing[where.key] != name]
    return changed


def moved(plain: Plain, where: Where, name: str, by: int) -> Plain:
    """Return the document with a thing moved up or down its list.

    Parameters
    ----------
    plain : dict
        A document in plain form; it is not changed.
    where : Where
        The list.
    name : str
        Which thing.
    by : int
        Places: negative is up.

    Returns
    -------
    dict
        The new document; at the ends of the list nothing moves further.
    """
    changed = deepcopy(plain)
    things = where.things(changed)
    for position, thing in enumerate(things):
        if thing[where.key] == name:
            things.insert(max(0, position + by), things.pop(position))
            break
    return changed
