"""Screens in a real browser against the real server: are they accessible, and do they work?

Start in ``screens.py``: a new screen is one more entry there. The pictures land below the home of
the tests, in ``screens/``.
"""
