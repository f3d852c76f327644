"""What do the routing tests share? The small centre, as a fixture."""

from frontlinje.routing.tests.centre_of_two_queues import centre

__all__ = ["centre"]
