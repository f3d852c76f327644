"""Rehearse: day models made from the centre's own history, and the days that are played on them.

Words: a *day model* says what comes on an ordinary day and who is there (``DayForm``), in
*versions* that are never changed; its *fit* is how well it reproduces the days it was made from; a
*drill* is a set of played days: scenarios, without a plan and with each. Start with
``models.day_models``, then ``queries.history`` and ``actions.day_models``; of drills with
``rules.asked`` (what exactly is played), then ``actions.building`` and ``tasks.play``.
"""
