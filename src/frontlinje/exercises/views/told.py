"""How does a page say why something was not possible? As a notice on the page it leads back to."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from frontlinje.base.errors import FrontlinjeError
from frontlinje.people.wording import said


@contextmanager
def told_on_the_page(request: HttpRequest) -> Iterator[None]:
    """Say why it was refused; what is forbidden, or not there, stays an error."""
    try:
        yield
    except FrontlinjeError as error:
        if error.status in (403, 404):
            raise
        messages.error(request, said(error))
