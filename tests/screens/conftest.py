"""What do tests of screens share? The browser's fixtures are a plugin (root ``conftest.py``)."""

from tests.screens.browser import Visitor, session_of

__all__ = ["Visitor", "session_of"]
