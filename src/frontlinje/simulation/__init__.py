"""Play a day a thousand times: the compiled kernel, its random streams, staffing formulas.

Words: a *day* is the description of what comes and who is there; a *lane* is one queue on one
channel; a *stage* is a part of the day in which the same rules hold; a *replication* is the day
played once; the *outcome* is what was counted. No Django, no clock. Start with ``model`` (what a
day is), then ``running.play``, which plays it, and ``outcome``, which it returns. ``from_centre``
makes the stages of a day from the centre's effective state; the text of what the kernel does is
docs/simulation.md.
"""
