"""What has every measure in common? What it lays on the centre, how it is said, what it names."""

import re
from abc import abstractmethod
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from frontlinje.centre.rules.checks import Names
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.fields import Name, Section
from frontlinje.centre.rules.overrides import Edit
from frontlinje.centre.rules.problems import Problem

OWN_CODE: Final = re.compile(r"\bplan-[0-9a-f]{12}\b")
"""How ``own_code`` looks."""


class MeasureForm(Section):
    """A measure of a plan. What it does is undone by ending it; no measure has an inverse."""

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return what is laid on top of the operating state.

        Parameters
        ----------
        document : CentreDocument
            The centre, from which the measure finds the things that it concerns.

        Returns
        -------
        tuple of Edit
            None where nothing of the centre is concerned, as with a checklist.
        """
        return ()

    @abstractmethod
    def describe(self, document: CentreDocument) -> Name:
        """Return what the measure does, in plain words and three languages.

        Parameters
        ----------
        document : CentreDocument
            Where the names of the things are.

        Returns
        -------
        Name
            One line.
        """

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield what the measure names and the centre does not have.

        Parameters
        ----------
        names : Names
            What there is.

        Yields
        ------
        Problem
            Its path begins inside the measure.
        """
        yield from ()

    @property
    def own_code(self) -> str:
        """Return the code of what the measure adds to the centre: the same for the same measure."""
        return f"plan-{sha256(self.model_dump_json().encode()).hexdigest()[:12]}"
