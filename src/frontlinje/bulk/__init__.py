"""Many contacts at once: closed, moved, tagged, gathered in a case, or given one answer.

Words: a *run* is one such undertaking, from choosing the contacts to its end; an *item* is one
contact in it, done exactly once; a *deed* is what a run does to each; a *hindrance* is why it
cannot be done to this one. A run is prepared, looked at, started, and worked through by a job that
can be stopped. Start with ``deeds``, then ``actions``.
"""
