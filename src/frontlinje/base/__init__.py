"""What every room stands on: the clock, identifiers and errors.

Plain Python, no Django. Start with ``clock.now`` (the only place that reads the time),
``ids.uuid7`` (sortable identifiers) and ``errors`` (codes that the edges translate).
"""
