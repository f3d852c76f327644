"""How are we doing? Measures defined once with their formulas, and the queue monitor.

Words: a *measure* is a number with a stated formula; the *board* is the queue monitor: what waits,
since when, who is there. Start with ``rules/measures.py``.
"""
