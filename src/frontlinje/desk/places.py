"""Which place is meant by ``home``, ``office`` or ``office:hamar``? Asked by forms and the API."""

from frontlinje.base.errors import Invalid
from frontlinje.people.models import Site
from frontlinje.presence.models import Place

HOME = Place.HOME.value
OFFICE = Place.OFFICE.value


def place_of(code: str) -> tuple[str, Site | None]:
    """Return the place and site that are meant; nothing for «where I am already».

    Raises
    ------
    Invalid
        ``desk.no_such_place``.
    """
    place, _, site_code = code.partition(":")
    if place not in ("", HOME, OFFICE):
        raise Invalid("desk.no_such_place", field="place", place=code)
    if not site_code:
        return place, None
    site = Site.objects.filter(code=site_code).first()
    if site is None:
        raise Invalid("desk.no_such_place", field="place", place=site_code)
    return place, site
