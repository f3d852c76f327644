"""Which mailboxes is mail fetched from, how are they, how are they set? Pages of the settings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, NotFound
from frontlinje.centre.queries import effective_state
from frontlinje.centre.views.frame import Frame
from frontlinje.channels.mail.actions.mailboxes import (
    facts_of,
    found_mailbox,
    remove_mailbox,
    save_mailbox,
)
from frontlinje.channels.mail.forms.mailboxes import MailboxForm
from frontlinje.channels.mail.imap.oauth import has_device_code
from frontlinje.channels.mail.imap.standing import mailbox_state
from frontlinje.channels.mail.imap.trying import tried
from frontlinje.channels.mail.models import Mailbox, SignIn
from frontlinje.channels.mail.rules.own_addresses import CHANNEL
from frontlinje.channels.mail.views.mailbox_sign_in import way_in
from frontlinje.channels.mail.wording import in_words
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import tell_form

KINDS = {
    SignIn.MICROSOFT: gettext_lazy("Microsoft 365"),
    SignIn.GOOGLE: gettext_lazy("Google"),
    SignIn.PASSWORD: gettext_lazy("Another server, with a password"),
}


@needs(Permission.CENTRE_READ)
@require_GET
def mailboxes(request: HttpRequest) -> HttpResponse:
    """List the mailboxes and how they are; htmx gets the list alone."""
    now = clock.now()
    frame = Frame(request)
    names = dict(_queues(frame.language))
    rows = [
        (box, mailbox_state(box, now), names.get(box.queue, box.queue))
        for box in Mailbox.objects.order_by("name")
    ]
    context = frame.context(rows=rows, kinds=KINDS.items())
    is_part = "HX-Request" in request.headers
    return render(request, f"mail/mailboxes{'_now' if is_part else ''}.html", context)


@needs(Permission.CENTRE_READ)
@require_GET
def mailbox(request: HttpRequest, code: str) -> HttpResponse:
    """Show a mailbox; htmx gets how it is."""
    return _shown(request, found_mailbox(code))


@needs(Permission.CENTRE_CONFIGURE)
@require_POST
def mailbox_test(request: HttpRequest, code: str) -> HttpResponse:
    """Try whether it lets us in, and say what is wrong."""
    box = found_mailbox(code)
    tested = tried(box, at=clock.now())
    words = in_words(tested.trouble) if tested.trouble else ""
    return _shown(request, box, tested=tested, tested_words=words)


def _shown(request: HttpRequest, box: Mailbox, **more: object) -> HttpResponse:
    frame = Frame(request)
    context = frame.context(
        box=box,
        state=mailbox_state(box, clock.now()),
        queue_name=dict(_queues(frame.language)).get(box.queue, box.queue),
        kind=KINDS[SignIn(box.sign_in)],
        has_device_code=has_device_code(SignIn(box.sign_in)),
        way_in=way_in(request, box) if frame.may_configure else None,
        **more,
    )
    is_part = "HX-Request" in request.headers and not more
    return render(request, f"mail/mailbox{'_now' if is_part else ''}.html", context)


@needs(Permission.CENTRE_CONFIGURE)
@require_http_methods(["GET", "POST"])
def mailbox_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Add a mailbox."""
    if kind not in list(SignIn):
        raise NotFound("mail.no_such_mailbox")
    form = MailboxForm(SignIn(kind), request.POST or None, queues=_queues(Frame(request).language))
    title = _("New mailbox: %(kind)s") % {"kind": KINDS[SignIn(kind)]}
    return _saved(request, form, None) or _asked(request, form, title)


@needs(Permission.CENTRE_CONFIGURE)
@require_http_methods(["GET", "POST"])
def mailbox_change(request: HttpRequest, code: str) -> HttpResponse:
    """Change a mailbox."""
    box = found_mailbox(code)
    form = MailboxForm(
        SignIn(box.sign_in),
        request.POST or None,
        queues=_queues(Frame(request).language),
        facts=facts_of(box),
    )
    return _saved(request, form, box) or _asked(request, form, box.name)


def _saved(request: HttpRequest, form: MailboxForm, box: Mailbox | None) -> HttpResponse | None:
    """Save what was sent and go to the mailbox; None while something is still to be asked."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        saved = save_mailbox(
            code=box.code if box is not None else form.code(),
            facts=form.facts(),
            secrets=form.secrets(),
            is_new=box is None,
            by=current_user(request),
            at=clock.now(),
        )
    except FrontlinjeError as error:
        tell_form(form, error, {"code": "name"})
        return None
    messages.success(request, _("%(name)s was saved.") % {"name": saved.name})
    return redirect("mail:mailbox", saved.code)


def _asked(request: HttpRequest, form: MailboxForm, title: str) -> HttpResponse:
    return render(request, "mail/mailbox_form.html", Frame(request).context(form=form, title=title))


@needs(Permission.CENTRE_CONFIGURE)
@require_POST
def mailbox_remove(request: HttpRequest, code: str) -> HttpResponse:
    """Fetch from it no more."""
    name = found_mailbox(code).name
    remove_mailbox(code=code, by=current_user(request), at=clock.now())
    messages.success(
        request, _("«%(name)s» was removed. Mail that was fetched stays.") % {"name": name}
    )
    return redirect("mail:mailboxes")


def _queues(language: str) -> list[tuple[str, str]]:
    state = effective_state(clock.now())
    return [
        (queue.code, queue.name.in_language(language))
        for queue in state.document.queues
        if CHANNEL in queue.channels
    ]
