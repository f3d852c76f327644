"""Who is there, where, and able to take what: the agent's own facts.

Words: *status* is what the person declared (logged off, ready, pause) with a reason and a place;
*connection* is what we measure; the *shift* is what was planned; the *routing state* is derived
from all of them and from the contacts in hand. Start with ``models.Presence``, then ``actions``.
"""
