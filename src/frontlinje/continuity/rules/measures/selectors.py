"""Which queues does a measure concern? Told without their codes, so that a plan fits any centre."""

from collections.abc import Iterator

from frontlinje.centre.rules.checks import Names
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.fields import ChannelSet, Code, Name, Section
from frontlinje.centre.rules.problems import Problem
from frontlinje.centre.rules.queues import Queue
from frontlinje.continuity.rules.measures.words import channel_names, in_three, listed


class Queues(Section):
    """All queues; or only those that take one of some channels, or those named."""

    channels: ChannelSet = frozenset()
    codes: tuple[Code, ...] = ()

    def of(self, document: CentreDocument) -> tuple[Queue, ...]:
        """Return the queues in a document.

        Parameters
        ----------
        document : CentreDocument
            The centre.

        Returns
        -------
        tuple of Queue
            In their order; those whose work waits to be caught up only when they are named.
        """
        return tuple(
            queue
            for queue in document.queues
            if (queue.code in self.codes if self.codes else queue.code != document.follow_up)
            and (not self.channels or not self.channels.isdisjoint(queue.channels))
        )

    def described(self, document: CentreDocument) -> Name:
        """Return the queues in words.

        Parameters
        ----------
        document : CentreDocument
            Where the names are.

        Returns
        -------
        Name
            Such as «all queues» or «queues on phone».
        """
        if self.codes:
            names = {queue.code: queue.name for queue in document.queues}
            return listed(
                [names.get(code) or Name(nb=code, sv=code, en=code) for code in self.codes]
            )
        if self.channels:
            return in_three(
                nb="køer på {channels}",
                sv="köer på {channels}",
                en="queues on {channels}",
                channels=channel_names(self.channels),
            )
        return Name(nb="alle køer", sv="alla köer", en="all queues")

    def problems(self, names: Names, *path: str | int) -> Iterator[Problem]:
        """Yield what is named and is not there.

        Parameters
        ----------
        names : Names
            What there is.
        *path : str or int
            Where the selector is written.

        Yields
        ------
        Problem
            With its path.
        """
        yield from names.missing_among("queue", self.codes, *path, "codes")
