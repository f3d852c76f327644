"""The team leader's page: who is on and why, planned against actual, a hand where it is needed.

Words: to *steer* is to set a colleague's status or move what they have, always with a reason that
the colleague is shown; a *stretch* is a piece of a day with one status; a *moment* is something
that happened at an instant. The room keeps no tables: it reads presence, plan and ledger, and
scores nobody. Start with ``rules/day.py``, then ``queries/now.py``.
"""
