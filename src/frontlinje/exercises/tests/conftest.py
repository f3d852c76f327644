"""What do the tests of this room share? The small centre of the routing tests."""

from frontlinje.routing.tests.centre_of_two_queues import centre

__all__ = ["centre"]
