"""Which edits do the measures of a plan come to? What is laid on the operating state by them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from frontlinje.base.errors import Invalid
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.overrides import Edit, has_target
from frontlinje.continuity.rules.measures import Measure
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.continuity.rules.wording import Wording


def measures_chosen(plan: PlanDocument, chosen: Sequence[int] | None) -> tuple[Measure, ...]:
    """Return the measures that somebody chose, in the order of the plan.

    Parameters
    ----------
    plan : PlanDocument
        The plan.
    chosen : sequence of int or None
        Positions from 0; None for all.

    Returns
    -------
    tuple of Measure
        At least one, unless the plan itself has none.

    Raises
    ------
    Invalid
        ``continuity.nothing_chosen`` or ``continuity.no_such_measure``.
    """
    if chosen is None:
        return plan.measures
    if not chosen:
        raise Invalid("continuity.nothing_chosen", field="chosen")
    for position in chosen:
        if not 0 <= position < len(plan.measures):
            raise Invalid("continuity.no_such_measure", field="chosen", given=position + 1)
    return tuple(plan.measures[position] for position in sorted(set(chosen)))


def edits_of(measures: Iterable[Measure], base: CentreDocument) -> tuple[Edit, ...]:
    """Return what measures lay on the operating state, the first lowest.

    Parameters
    ----------
    measures : iterable of Measure
        In the order of their plan.
    base : CentreDocument
        The base, without anything laid on it: so a plan comes to the same whatever else is in
        effect, and what another plan brought ends with that plan alone.

    Returns
    -------
    tuple of Edit
        Each measure sees what those before it did. An edit of something that is not there is left
        out: on the bad day the rest of a plan must not wait for it.
    """
    document = base
    edits: list[Edit] = []
    for measure in measures:
        for edit in measure.edits(document):
            if has_target(edit, document):
                document = edit.apply(document)
                edits.append(edit)
    return tuple(edits)


def laid_on(edits: Iterable[Edit], document: CentreDocument) -> CentreDocument:
    """Return a document with edits laid on it.

    Parameters
    ----------
    edits : iterable of Edit
        The lowest first.
    document : CentreDocument
        What they are laid on.

    Returns
    -------
    CentreDocument
        The document with all of them.
    """
    for edit in edits:
        document = edit.apply(document)
    return document


def announced_by(plan: PlanDocument, until_at: datetime) -> Wording | None:
    """Return what a plan tells customers.

    Parameters
    ----------
    plan : PlanDocument
        The plan.
    until_at : datetime
        When it will end.

    Returns
    -------
    Wording or None
        None when the plan announces nothing.
    """
    said = plan.announcement
    if said is None:
        return None
    return Wording(
        title=said.title.model_dump(),
        body=said.body.model_dump(),
        channels=tuple(sorted(said.channels)),
        until_at=until_at,
    )
