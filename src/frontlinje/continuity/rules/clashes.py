"""Where do two plans in effect at once say different things? The later one lies on top there."""

from collections.abc import Sequence
from typing import Any

from frontlinje.centre.rules.changes import ORDER, Change, changes_between
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.overrides import Edit
from frontlinje.continuity.rules.laying import laid_on


def clashes_between(
    lower: Sequence[Edit], upper: Sequence[Edit], base: CentreDocument
) -> list[Change]:
    """Return what depends on which of two plans lies on top.

    Parameters
    ----------
    lower, upper : sequence of Edit
        What each of them lays on.
    base : CentreDocument
        What both are laid on.

    Returns
    -------
    list of Change
        ``before`` is what would hold with ``lower`` on top, ``after`` what holds with ``upper`` on
        top. Empty when both say the same, or what they say adds up. The order of things in a list
        does not count: two plans that each add an answer group do not clash.
    """
    reverse = laid_on(lower, laid_on(upper, base))
    outcome = laid_on(upper, laid_on(lower, base))
    changes = changes_between(plain_form(reverse), plain_form(outcome))
    return [change for change in changes if not _is_order_alone(change)]


def _is_order_alone(change: Change) -> bool:
    if change.path.rpartition(".")[2] == ORDER:
        return True
    if not (isinstance(change.before, list) and isinstance(change.after, list)):
        return False
    return _sorted(change.before) == _sorted(change.after)


def _sorted(things: list[Any]) -> list[str]:
    return sorted(map(repr, things))
