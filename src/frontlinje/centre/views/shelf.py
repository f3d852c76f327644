"""One page for each list of things, and one for each thing: look, add, change, move, remove."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontlinje.centre.forms.part_form import PartForm
from frontlinje.centre.forms.slots import slots_of
from frontlinje.centre.rules.parts import Plain, Where, moved, put, without
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.shelves import SHELVES, Shelf, name_of
from frontlinje.centre.views.frame import Frame
from frontlinje.centre.views.saving import form_of, reconciled, save, save_form
from frontlinje.centre.wording import ChangeLine, problem_lines
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission


@needs(Permission.CENTRE_READ)
def shelf(request: HttpRequest, section: str) -> HttpResponse:
    """Show a list of things."""
    wanted = _shelf(section)
    if wanted.owner:
        raise Http404
    frame = Frame(request)
    context = frame.context(title=wanted.title, lists=[_list(frame, wanted, "")])
    return render(request, "centre/shelf.html", context)


def _list(frame: Frame, wanted: Shelf, owner: str) -> dict[str, Any]:
    """Return what ``centre/list.html`` shows of a shelf."""
    things = wanted.where(owner).things(frame.plain)
    rows = [
        {
            "name": name_of(thing, frame.language),
            "key": thing[wanted.key],
            "facts": wanted.facts(thing, frame.choices),
            "urls": _urls(wanted, owner, thing[wanted.key]),
            "may_rise": index > 0,
            "may_sink": index < len(things) - 1,
        }
        for index, thing in enumerate(things)
    ]
    add_url = _url("new", wanted, owner) if wanted.add else ""
    return {"shelf": wanted, "rows": rows, "add_url": add_url}


def _url(verb: str, wanted: Shelf, owner: str, *more: str) -> str:
    if wanted.owner:
        return reverse(f"centre:inner-{verb}", args=[wanted.owner, owner, wanted.section, *more])
    return reverse(f"centre:part-{verb}", args=[wanted.section, *more])


def _urls(wanted: Shelf, owner: str, key: str) -> dict[str, str]:
    return {verb: _url(verb, wanted, owner, key) for verb in ("edit", "remove", "move")}


def _shelf(section: str, owner_section: str = "") -> Shelf:
    found = SHELVES.get(section)
    if found is None or found.owner != owner_section:
        raise Http404
    return found


@needs(Permission.CENTRE_CONFIGURE)
def part_new(
    request: HttpRequest, section: str, owner: str = "", owner_section: str = ""
) -> HttpResponse:
    """Add a thing; ``?copy=`` begins with what another one has."""
    wanted = _shelf(section, owner_section)
    if wanted.add is None:
        raise Http404
    frame = Frame(request)
    where = _where(frame, wanted, owner)
    copied = dict(where.find(frame.plain, request.GET.get("copy", "")) or {})
    copied.pop(wanted.key, None)
    slots = slots_of(wanted.shape, leave_out=wanted.leave_out)
    if wanted.key == "code":
        slots = tuple(replace(s, is_required=False) if s.name == "code" else s for s in slots)
    form = form_of(frame, slots=slots, plain=copied)
    if request.method == "POST" and form.is_bound and form.is_valid():
        kept = {name: copied[name] for name in wanted.leave_out if name in copied}
        thing = {**kept, **form.plain()}
        if wanted.key == "code":
            thing.setdefault("code", _free_code(thing, where, frame.plain))
        plain = put(frame.plain, where, None, thing)
        prefix = where.prefix(frame.plain, "")
        if save_form(frame, form, plain, prefix):
            return redirect(_back(wanted, owner))
    return _show(frame, wanted, owner, form, title=wanted.add)


@needs(Permission.CENTRE_READ)
def part_edit(
    request: HttpRequest, section: str, key: str, owner: str = "", owner_section: str = ""
) -> HttpResponse:
    """Show a thing, and change it."""
    wanted = _shelf(section, owner_section)
    frame = Frame(request)
    where = _where(frame, wanted, owner)
    thing = where.find(frame.plain, key)
    if thing is None:
        raise Http404
    fixed = ("code",) if wanted.key == "code" else ()
    slots = slots_of(wanted.shape, leave_out=(*fixed, *wanted.leave_out))
    form = form_of(frame, slots=slots, plain=thing)
    meanwhile: list[ChangeLine] = []
    if request.method == "POST" and form.is_bound and form.is_valid():
        kept = {name: thing[name] for name in (*fixed, *wanted.leave_out) if name in thing}
        mine, meanwhile = reconciled(
            frame,
            form,
            {**kept, **form.plain()},
            lambda plain: where.find(plain, key),
            [f"{where.path}.{key}"],
        )
        plain = put(frame.plain, where, key, mine)
        if not meanwhile and save_form(frame, form, plain, where.prefix(frame.plain, key)):
            return redirect(_back(wanted, owner))
    return _show(
        frame,
        wanted,
        owner,
        form,
        title=name_of(thing, frame.language),
        key=key,
        meanwhile=meanwhile,
        lists=[_list(frame, SHELVES[inner], key) for inner in wanted.inner],
    )


@needs(Permission.CENTRE_CONFIGURE)
@require_POST
def part_remove(
    request: HttpRequest, section: str, key: str, owner: str = "", owner_section: str = ""
) -> HttpResponse:
    """Take a thing away; what still points at it is told."""
    wanted = _shelf(section, owner_section)
    if wanted.add is None:
        raise Http404
    frame = Frame(request)
    where = _where(frame, wanted, owner)
    _save_or_tell(frame, without(frame.plain, where, key))
    return redirect(_back(wanted, owner))


@needs(Permission.CENTRE_CONFIGURE)
@require_POST
def part_move(
    request: HttpRequest, section: str, key: str, owner: str = "", owner_section: str = ""
) -> HttpResponse:
    """Move a thing one place up or down its list."""
    wanted = _shelf(section, owner_section)
    frame = Frame(request)
    where = _where(frame, wanted, owner)
    by = -1 if request.POST.get("to") == "up" else 1
    _save_or_tell(frame, moved(frame.plain, where, key, by))
    return redirect(_back(wanted, owner))


def _save_or_tell(frame: Frame, plain: Plain) -> None:
    try:
        save(frame, plain, reason="")
    except InvalidDocument as error:
        for line in problem_lines(error, plain, frame.language):
            messages.error(frame.request, line)


def _where(frame: Frame, wanted: Shelf, owner: str) -> Where:
    where = wanted.where(owner)
    if owner and Where(wanted.owner).find(frame.plain, owner) is None:
        raise Http404
    return where


def _free_code(thing: Plain, where: Where, plain: Plain) -> str:
    """Return a code made from the name, with a number after it if it is taken."""
    names = thing.get("name") or thing.get("title") or {}
    text = str(names.get("en", "")).translate(str.maketrans("øØæÆ", "oOaA"))
    made = slugify(text)[:36].strip("-_") or wanted_word(where)
    taken = {known[where.key] for known in where.things(plain)}
    numbered = (f"{made}-{n}" for n in range(2, len(taken) + 3))
    return made if made not in taken else next(code for code in numbered if code not in taken)


def wanted_word(where: Where) -> str:
    """Return a word for a thing without a usable name."""
    return (where.inner or where.section).rstrip("s").replace("_", "-")


def _back(wanted: Shelf, owner: str) -> str:
    if wanted.owner:
        return reverse("centre:part-edit", args=[wanted.owner, owner])
    return reverse("centre:shelf", args=[wanted.section])


def _show(
    frame: Frame, wanted: Shelf, owner: str, form: PartForm, *, key: str = "", **more: Any
) -> HttpResponse:
    above = SHELVES[wanted.owner] if wanted.owner else wanted
    context = frame.context(
        form=form,
        shelf=wanted,
        above=above,
        back=_back(wanted, owner),
        key=key,
        remove_url=_url("remove", wanted, owner, key) if key and wanted.add else "",
        copy_url=f"{_url('new', wanted, owner)}?copy={key}" if key and wanted.add else "",
        holidays_url=reverse("centre:holidays", args=[key])
        if key and wanted.section == "hours"
        else "",
        remove_title=_("Remove %(name)s?") % {"name": more["title"]},
        **more,
    )
    return render(frame.request, "centre/part.html", context)
