"""Where does a person start? At the first place of their own menu."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from frontlinje.config.navigation import menu_for
from frontlinje.people.access import current_user, signed_in


@signed_in
def front_page(request: HttpRequest) -> HttpResponse:
    """Go to the first page of the menu; somebody without any gets their own account."""
    places = menu_for(current_user(request), request)
    first = next((place.url for place in places), None)
    return redirect(first or "mfa_index")
