"""What do the tests of the team share? The small centre of the routing tests."""

from frontlinje.routing.tests.centre_of_two_queues import centre

__all__ = ["centre"]
