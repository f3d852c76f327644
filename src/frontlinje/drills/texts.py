"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.functional import Promise

TEXTS: dict[str, Promise] = {}
