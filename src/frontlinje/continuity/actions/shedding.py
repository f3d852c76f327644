"""What does load do to the channels? It closes them in the order declared, and opens them again.

A closing lies on the operating state like a plan does, until a time that customers are told; while
the load lasts, that is put off. If nobody puts it off any more, the channel opens by itself.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from frontlinje.base.errors import Unavailable
from frontlinje.centre.actions.overrides import keep_on_until, lay_on, take_off
from frontlinje.centre.models import OverrideRow
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.edits.channels import ChangeChannel, SetChannelOpen
from frontlinje.centre.rules.fields import CHANNELS, ChannelCode
from frontlinje.centre.rules.overrides import Edit
from frontlinje.centre.rules.state import CentreState
from frontlinje.continuity.events import ChannelBack, ChannelShed
from frontlinje.continuity.models import LoadShedding
from frontlinje.continuity.queries.figures import Figures
from frontlinje.continuity.rules.shedding import (
    REST,
    Shed,
    Step,
    Turn,
    alternative_for,
    load_of,
    next_step,
)
from frontlinje.ledger.actions import record

_PUT_OFF_WHEN_LEFT = timedelta(minutes=2)
_TOPICS = ("centre", "board")

Kept = dict[ChannelCode, list[UUID]]
"""The overrides that keep each channel closed, the first closed first."""


@transaction.atomic
def shed_load(*, at: datetime) -> None:
    """Close or open the channel whose turn it is; safe to call as often as one likes."""
    try:
        state = effective_state(at)
    except Unavailable:
        return
    row = LoadShedding.objects.select_for_update().first()
    if row is None:
        if state.document.shedding is None:
            return
        row = LoadShedding.objects.create()
    kept = _still_closed(row, at)
    shed = _read(row, kept)
    if state.document.shedding is None and not shed.closed and shed.turning is None:
        return
    figures = Figures(state, at)
    step = next_step(
        state.document.shedding,
        shed,
        load=load_of(figures.n_waiting, figures.n_ready),
        open_channels=_open_channels(state, at),
        now=at,
    )
    for channel in step.open:
        _open(channel, kept.pop(channel), figures, at)
    if step.close is not None:
        kept[step.close] = _close(step.close, state, figures, at)
    _put_off(kept.values(), at)
    _write(row, step, kept)


def _open_channels(state: CentreState, at: datetime) -> set[str]:
    return {code for code in state.channels if state.is_channel_open(code, at)}


def _still_closed(row: LoadShedding, at: datetime) -> Kept:
    """Return what keeps each channel closed; one that opened meanwhile has flipped then."""
    known: dict[str, ChannelCode] = {code: code for code in CHANNELS}
    found: Kept = {}
    for one in row.closed:
        ids = [UUID(text) for text in one["override_ids"]]
        laid = OverrideRow.objects.filter(id__in=ids).values_list("ended_at", "until_at")
        opened_at = min(end for ends in laid for end in ends if end is not None)
        if opened_at > at:
            found[known[one["channel"]]] = ids
        else:
            row.flipped_at = {**row.flipped_at, one["channel"]: opened_at.isoformat()}
    return found


def _read(row: LoadShedding, kept: Kept) -> Shed:
    turns: dict[str, Turn] = {"over": "over", "under": "under"}
    return Shed(
        closed=tuple(kept),
        flipped_at={c: datetime.fromisoformat(text) for c, text in row.flipped_at.items()},
        turning=turns.get(row.turning),
        turning_since=row.turning_since,
    )


def _close(channel: ChannelCode, state: CentreState, figures: Figures, at: datetime) -> list[UUID]:
    alternative = alternative_for(channel, state.document, _open_channels(state, at))
    edits: list[Edit] = [SetChannelOpen(channel=channel, is_open=False)]
    if alternative is not None and alternative != state.channels[channel].alternative:
        edits.append(ChangeChannel(channel=channel, changes={"alternative": alternative}))
    until_at = at + REST
    with translation.override(state.document.language):
        reason = _("%(waiting)s waiting, %(ready)s ready: too much") % {
            "waiting": figures.n_waiting,
            "ready": figures.n_ready,
        }
    laid = lay_on(edits, starts_at=at, until_at=until_at, by=None, reason=reason, at=at)
    event = ChannelShed(
        channel=channel,
        alternative=alternative or "",
        n_waiting=figures.n_waiting,
        n_ready=figures.n_ready,
        until_at=until_at,
    )
    record(event, at=at, by=None, topics=_TOPICS)
    return [override.id for override in laid]


def _open(channel: str, override_ids: list[UUID], figures: Figures, at: datetime) -> None:
    take_off(override_ids, by=None, reason="", at=at)
    event = ChannelBack(channel=channel, n_waiting=figures.n_waiting, n_ready=figures.n_ready)
    record(event, at=at, by=None, topics=_TOPICS)


def _put_off(closed: Collection[list[UUID]], at: datetime) -> None:
    """Let what stays closed stay so, shortly before customers were told that it opens."""
    ids = [override_id for some in closed for override_id in some]
    soon = OverrideRow.objects.filter(id__in=ids, until_at__lte=at + _PUT_OFF_WHEN_LEFT)
    ending = list(soon.values_list("id", flat=True))
    if ending:
        keep_on_until(ending, at + REST, by=None, reason="", at=at)


def _write(row: LoadShedding, step: Step, kept: Kept) -> None:
    shed = step.shed
    closed: list[dict[str, Any]] = [
        {"channel": channel, "override_ids": [str(one) for one in kept[channel]]}
        for channel in shed.closed
    ]
    flipped_at = {channel: at.isoformat() for channel, at in shed.flipped_at.items()}
    before = (row.closed, row.turning, row.turning_since)
    row.closed, row.turning, row.turning_since = closed, shed.turning or "", shed.turning_since
    if before != (row.closed, row.turning, row.turning_since):
        row.flipped_at = flipped_at
        row.save()
