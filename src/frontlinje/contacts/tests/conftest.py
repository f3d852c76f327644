"""What do the tests of customers share? A small centre, as a fixture."""

from frontlinje.contacts.tests.small_centre import centre

__all__ = ["centre"]
