"""The bad day: plans, what puts them into effect, what watches for them, and the record of it.

Words: a *measure* is a typed edit of the operating state, or a checklist where it is about people
and things; a *plan* is a set of measures with texts, triggers and an expiry; an *activation* is a
plan in effect, and ending it is the undo; a *trigger* watches and suggests a plan; a *probe* tries
one of the centre's own systems; an *incident* is what happened, with its log. Start with
``rules/measures``, then ``actions/activating.py``.
"""
