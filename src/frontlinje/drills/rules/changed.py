"""What does a version rest on after somebody changed it? What they changed is theirs now."""

from collections.abc import Iterator
from typing import Any

from frontlinje.drills.rules.basis import Basis, Figure, lane_figure
from frontlinje.simulation.model import Lane
from frontlinje.simulation.rehearsal.form import DayForm

LANE_FIGURES = ("per_h", "handling", "wrap_up", "patience", "backlog")


def basis_after(before: DayForm, after: DayForm, basis: Basis) -> Basis:
    """Return a basis in which what was changed by hand is marked.

    Parameters
    ----------
    before, after : DayForm
        Without the change and with it.
    basis : Basis
        Of the day before.

    Returns
    -------
    Basis
        Figures of lanes that are gone are left out.
    """
    old, new = dict(_figures(before)), dict(_figures(after))
    by_hand = {name: Figure(source="hand") for name, value in new.items() if old.get(name) != value}
    kept = {
        name: figure
        for name, figure in basis.figures.items()
        if name in new or (":" not in name) or name.startswith("pace:")
    }
    return basis.model_copy(update={"figures": kept | by_hand})


def _figures(form: DayForm) -> Iterator[tuple[str, Any]]:
    """Yield what a day says, by the names that figures have in a basis."""
    for lane in form.lanes:
        for name in LANE_FIGURES:
            yield lane_figure(lane.queue, lane.channel, lane.language, name), _of(lane, name)
    yield "factor", form.factor_shape
    yield "absence", sorted({one.absent_share for one in form.people})
    yield "misses", sorted({one.misses_share for one in form.people})
    yield "answer", sorted({one.answer_s for one in form.people})
    yield "people", [(one.username, one.count, str(one.shift)) for one in form.people]


def _of(lane: Lane, name: str) -> Any:
    return (lane.backlog, lane.backlog_age_s) if name == "backlog" else getattr(lane, name)
