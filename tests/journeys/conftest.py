"""What do the journeys share? A worker, the world outside, the desk's floor."""

from frontlinje.desk.tests.floor import floor
from tests.mail.conftest import outside, worker

__all__ = ["floor", "outside", "worker"]
