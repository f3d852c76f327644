"""Exercise the bad day with people: cards on a clock, or made-up contacts on real desks.

Words: a *scenario* is what happens, from the library; an *inject* is a card of it that the
conductor gives, by hand or by the clock; a *discussion* goes through the cards together, a *live*
exercise besides gives its *participants* made-up contacts at their own desks; the *conductor*
leads; the *score* is how long it took to decide and to act. Nothing of an exercise reaches a
customer or a figure. Start with ``rules/scenario.py``, then ``actions/conducting.py`` and
``actions/ticking.py``.
"""
