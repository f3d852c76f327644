"""How is it found out how well a version fits? Asked for on its page, played by a job."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from frontlinje.base.child import ChildLost
from frontlinje.base.errors import Conflict
from frontlinje.centre.queries import centre_file
from frontlinje.centre.rules import state as centre_rule
from frontlinje.drills.fitting import Shares, shares_played
from frontlinje.drills.models import DayModelVersion, Fit, FitState
from frontlinje.drills.queries.history import history_of
from frontlinje.drills.rules.basis import Basis
from frontlinje.drills.rules.checking import ground_for
from frontlinje.drills.rules.fit import PastDay, PlayedDay, past_days
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

WEEKS = 8
"""How far back days are looked for, where the version does not say."""
GIVEN_UP = timedelta(minutes=15)
"""A job that has told nothing for so long was lost with its worker."""
_BUSY = (FitState.QUEUED, FitState.PLAYING)


def ask_fit(*, version_id: UUID, by: User, at: datetime) -> Fit:
    """Note that somebody wants to know how well a version fits; the caller puts off the job."""
    require(by, Permission.REHEARSE)
    with transaction.atomic():
        version = DayModelVersion.objects.select_for_update().get(id=version_id)
        busy = version.fits.filter(state__in=_BUSY, asked_at__gt=at - GIVEN_UP).first()
        if busy is not None:
            raise Conflict("drills.fit_is_played")
        return Fit.objects.create(version=version, asked_at=at, asked_by=by)


def play_fit(*, fit_id: UUID, at: datetime) -> None:
    """Play the days of a fit; twice does no harm."""
    fit = Fit.objects.select_related("version").filter(id=fit_id, state__in=_BUSY).first()
    if fit is None:
        return
    Fit.objects.filter(id=fit_id).update(state=FitState.PLAYING)
    try:
        played = days_played(fit.version, at=at)
    except ChildLost:
        _end(fit, FitState.FAILED, at=at, failure={"code": "drills.player_lost", "params": {}})
        return
    if not played:
        failure: dict[str, object] = {"code": "drills.nobody_was_there", "params": {}}
        _end(fit, FitState.FAILED, at=at, failure=failure)
        return
    fit.days = [day.model_dump(mode="json") for day in played]
    _end(fit, FitState.DONE, at=at, failure={})


def _end(fit: Fit, state: FitState, *, at: datetime, failure: dict[str, object]) -> None:
    fit.state, fit.ended_at, fit.failure = state, at, failure
    fit.save(update_fields=["state", "ended_at", "failure", "days"])


def days_played(version: DayModelVersion, *, at: datetime) -> list[PlayedDay]:
    """Return the days of a version's kind as they were and as they are played."""
    centre, form = centre_file(), version.day
    state = centre_rule.effective_state(centre.document, (), at)
    basis = Basis.model_validate(version.basis)
    weeks = WEEKS if basis.first is None else max(1, -(-(at.date() - basis.first).days // 7))
    history = history_of(state, weeks=weeks, now=at)
    known = [used.day for used in basis.days] or [
        day for day in history.there if day.weekday() == form.date.weekday()
    ]
    past = past_days(form, known, history, state)
    days = []
    for one in past:
        day = ground_for(one.form, centre).laid([])
        days.append(day.model_copy(update={"arrivals": one.arrivals}))
    shares = shares_played(days) if days else []
    return [_with_shares(one, found) for one, found in zip(past, shares, strict=True)]


def _with_shares(past: PastDay, found: Shares) -> PlayedDay:
    channels = tuple(
        one.model_copy(update={"played": found.get(one.channel)}) for one in past.actual.channels
    )
    return past.actual.model_copy(update={"channels": channels})
