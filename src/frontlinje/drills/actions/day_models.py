"""What can be done to day models? Made from history or a file, saved anew, put away."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from frontlinje.base.errors import Conflict, NotFound
from frontlinje.centre.queries import base_document, centre_file, latest_revision
from frontlinje.centre.rules import state as centre_rule
from frontlinje.centre.rules.files import read_yaml
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.drills.events import DayModelPutAway, DayModelSaved
from frontlinje.drills.models import DayModel, DayModelVersion, Origin
from frontlinje.drills.queries.history import history_of
from frontlinje.drills.rules.basis import Basis
from frontlinje.drills.rules.changed import basis_after
from frontlinje.drills.rules.checking import problems_with
from frontlinje.drills.rules.kinds import Kind
from frontlinje.drills.rules.learning import Learnt, learn
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require
from frontlinje.simulation.rehearsal.form import DayForm


def learn_day(*, kind: Kind, weeks: int, at: datetime) -> Learnt:
    """Return the ordinary day of a kind as the last weeks have it."""
    document = base_document()
    state = centre_rule.effective_state(document, (), at)
    today = at.astimezone(ZoneInfo(document.timezone)).date()
    return learn(history_of(state, weeks=weeks, now=at), kind=kind, state=state, today=today)


def make_from_history(
    *, name: str, kind: Kind, weeks: int, by: User, at: datetime
) -> DayModelVersion:
    """Make a day model from what was recorded in the last weeks."""
    require(by, Permission.REHEARSE)
    learnt = learn_day(kind=kind, weeks=weeks, at=at)
    with transaction.atomic():
        model = _new_model(name)
        return _save(model, learnt.form, Origin.HISTORY, basis=learnt.basis, by=by, at=at)


def learn_again(*, model_id: UUID, weeks: int, by: User, at: datetime) -> DayModelVersion:
    """Save a new version from what was recorded in the last weeks."""
    require(by, Permission.REHEARSE)
    latest = latest_version(model_id)
    kind = Basis.model_validate(latest.basis).kind
    if kind is None:
        raise Conflict("drills.no_kind")
    learnt = learn_day(kind=kind, weeks=weeks, at=at)
    with transaction.atomic():
        model = _locked(model_id)
        return _save(model, learnt.form, Origin.HISTORY, basis=learnt.basis, by=by, at=at)


def make_from_file(*, name: str, content: bytes, by: User, at: datetime) -> DayModelVersion:
    """Make a day model from YAML, as it was exported or written by hand."""
    require(by, Permission.REHEARSE)
    form = read_day(content)
    with transaction.atomic():
        return _save(_new_model(name), form, Origin.FILE, basis=Basis(), by=by, at=at)


def save_version(
    *, model_id: UUID, form: DayForm, reason: str, based_on: int, by: User, at: datetime
) -> DayModelVersion:
    """Save what somebody changed as a new version.

    Raises
    ------
    Conflict
        ``drills.saved_meanwhile`` when the version it is based on is no longer the latest;
        ``drills.nothing_changed`` when it says the same.
    """
    require(by, Permission.REHEARSE)
    with transaction.atomic():
        model = _locked(model_id)
        latest = latest_version(model_id)
        if latest.number != based_on:
            raise Conflict("drills.saved_meanwhile", number=latest.number)
        if latest.day == form:
            raise Conflict("drills.nothing_changed")
        basis = basis_after(latest.day, form, Basis.model_validate(latest.basis))
        return _save(model, form, Origin.HAND, basis=basis, reason=reason, by=by, at=at)


def put_away(*, model_id: UUID, by: User, at: datetime) -> None:
    """Take a day model out of the list; drills that were played on it keep it."""
    require(by, Permission.REHEARSE)
    with transaction.atomic():
        model = _locked(model_id)
        model.archived_at = at
        model.save(update_fields=["archived_at"])
        record(DayModelPutAway(model_id=model.id, name=model.name), at=at, by=by.id)


def read_day(content: bytes) -> DayForm:
    """Return the day that a file holds.

    Raises
    ------
    InvalidDocument
        With everything that is wrong with its form or does not fit the centre, and its line.
    """
    form, marks = read_yaml(content, DayForm)
    problems = problems_with(form, centre_file())
    if problems:
        raise InvalidDocument([marks.mark(problem) for problem in problems])
    return form


def latest_version(model_id: UUID) -> DayModelVersion:
    """Return what a day model holds now.

    Raises
    ------
    NotFound
        ``drills.no_such_model``.
    """
    versions = DayModelVersion.objects.filter(day_model_id=model_id, day_model__archived_at=None)
    latest = versions.select_related("day_model", "made_by").order_by("-number").first()
    if latest is None:
        raise NotFound("drills.no_such_model")
    return latest


def _new_model(name: str) -> DayModel:
    if DayModel.objects.filter(name__iexact=name).exists():
        raise Conflict("drills.name_taken", field="name")
    return DayModel.objects.create(name=name)


def _locked(model_id: UUID) -> DayModel:
    model = DayModel.objects.select_for_update().filter(id=model_id, archived_at=None).first()
    if model is None:
        raise NotFound("drills.no_such_model")
    return model


def _save(
    model: DayModel,
    form: DayForm,
    origin: Origin,
    *,
    basis: Basis,
    by: User,
    at: datetime,
    reason: str = "",
) -> DayModelVersion:
    version = DayModelVersion.objects.create(
        day_model=model,
        number=model.versions.count() + 1,
        form=form.model_dump(mode="json"),
        origin=origin,
        reason=reason,
        revision=latest_revision(),
        basis=basis.model_dump(mode="json"),
        made_at=at,
        made_by=by,
    )
    saved = DayModelSaved(
        model_id=model.id, name=model.name, number=version.number, origin=origin, reason=reason
    )
    record(saved, at=at, by=by.id)
    return version
