"""What of the customers' work takes long? Reading, writing and undoing imports, done by jobs.

Each bears being done twice: the state of the run says whether there is anything left to do.
"""

from uuid import UUID

from procrastinate.contrib.django import app

from frontlinje.base import clock
from frontlinje.contacts.actions import import_writing, importing


@app.task(name="contacts.check_import")
def check_import(run_id: str) -> None:
    """Read an uploaded file and count what it would do."""
    importing.check_import(run_id=UUID(run_id), at=clock.now())


@app.task(name="contacts.write_import")
def write_import(run_id: str) -> None:
    """Write a confirmed file into the register."""
    import_writing.write_import(run_id=UUID(run_id), at=clock.now())


@app.task(name="contacts.undo_import")
def undo_import(run_id: str, by: str) -> None:
    """Take an import back."""
    import_writing.undo_import(run_id=UUID(run_id), by=UUID(by), at=clock.now())
