"""What can be done to the operating state: one function per change.

``by`` is who does it; nobody (``None``) means the command line or the system itself, which no
permission binds.
"""

from frontlinje.centre.actions.imports import ImportOutcome, import_file
from frontlinje.centre.actions.overrides import end_override, place_override
from frontlinje.centre.actions.revisions import (
    begin_centre,
    demand_for_tone,
    save_revision,
    undo_revision,
)

__all__ = [
    "ImportOutcome",
    "begin_centre",
    "demand_for_tone",
    "end_override",
    "import_file",
    "place_override",
    "save_revision",
    "undo_revision",
]
