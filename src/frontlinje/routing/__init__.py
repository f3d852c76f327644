"""The right contact to the right person: the policy, offers, claims and overflow.

Words: an *offer* is a contact held out to one agent until a deadline; a contact has at most one
live offer; *dispatch* is one short transaction that hands out what fits. Start with
``rules/policy.py``, which decides live and in the simulator, then ``dispatch.py``.
"""
