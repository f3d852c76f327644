"""What does a search or a sweep tell? All its figures as plain values, as ``told`` for a drill."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.simulation.rehearsal.breaking import BreakingMap, Cell
from frontlinje.simulation.rehearsal.choosing import Candidate
from frontlinje.simulation.rehearsal.counted import Counted
from frontlinje.simulation.rehearsal.least import LeastFound


def plain_least(found: Sequence[LeastFound], document: CentreDocument) -> list[dict[str, Any]]:
    """Return what `least.least` found as JSON can carry it.

    Parameters
    ----------
    found : sequence of LeastFound
        One for each scenario.
    document : CentreDocument
        The centre, by whose names the measures are described.

    Returns
    -------
    list of dict
        For each scenario.
    """
    return [
        {
            "scenario": one.scenario,
            "answer": one.answer,
            "measures": [
                {
                    **_measure(bought.candidate, document),
                    "buys_alone": asdict(bought.alone),
                    "buys_in_set": asdict(bought.in_set),
                }
                for bought in one.bought
            ],
            "with": _case(one.counted),
            "without": _case(one.without),
            "others": [[_measure(c, document) for c in other] for other in one.others],
            "is_proved": one.is_proved,
            "sets_played": one.n_sets,
            "measures_to_choose_among": one.n_candidates,
        }
        for one in found
    ]


def plain_breaking(maps: Sequence[BreakingMap]) -> list[dict[str, Any]]:
    """Return what `breaking.breaking` found as JSON can carry it.

    Parameters
    ----------
    maps : sequence of BreakingMap
        Without a plan, then with each.

    Returns
    -------
    list of dict
        For each map its rows by share ill, of each the edge and its cells by volume.
    """
    return [
        {
            "plan": one.plan,
            "rows": [
                {
                    "share_ill": row[0].share_ill,
                    "breaks_at_volume": edge,
                    "cells": [_cell(cell) for cell in row],
                }
                for row, edge in zip(one.rows, one.edges, strict=True)
            ],
        }
        for one in maps
    ]


def _measure(one: Candidate, document: CentreDocument) -> dict[str, Any]:
    return {
        "plan": one.plan,
        "number": one.number,
        "measure": plain_form(one.measure),
        "says": one.measure.describe(document).model_dump(),
    }


def _case(one: Counted) -> dict[str, Any]:
    return {
        "in_time": asdict(one.in_time()),
        "verdict": one.verdict(),
        "turned_away": one.row(one.promised).turned_away,
        "replications": one.n_replications,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "volume": cell.volume,
        "in_time": None if cell.in_time is None else asdict(cell.in_time),
        "verdict": cell.verdict,
        "turned_away": cell.turned_away,
        "replications": cell.n_replications,
    }
