"""What do I see and change of myself? Everybody's own page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.people.access import current_user, signed_in
from frontlinje.people.actions import change_own_profile
from frontlinje.people.forms import ProfileForm
from frontlinje.people.labels import EMPLOYERS, language_name
from frontlinje.people.models import Skill, User
from frontlinje.people.permissions import Employer
from frontlinje.people.queries import skill_grid
from frontlinje.people.views.user import role_words
from frontlinje.people.wording import tell_form


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """Show what the centre knows of the person; let them change their own part."""
    me = current_user(request)
    form = ProfileForm(
        request.POST or None, initial={"phone": me.phone, "ui_language": me.ui_language}
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_own_profile(by=me, at=clock.now(), **form.cleaned_data)
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            translation.activate(form.cleaned_data["ui_language"])
            messages.success(request, _("Saved."))
            return redirect("people:profile")
    grid = skill_grid(User.objects.filter(id=me.id), Skill.objects.order_by("code"))
    context = {
        "form": form,
        "person": me,
        "employer": EMPLOYERS[Employer(me.employer)],
        "languages": [language_name(code) for code in me.languages],
        "role_words": [role for role in role_words(me) if role.is_held],
        "skills": [held for held in grid[0].skills if held.level],
    }
    return render(request, "people/profile.html", context)
