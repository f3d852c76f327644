"""What a mail is probably about: topic and queue, learnt from how the centre itself has sorted.

Words: a *topic* is a contact reason; a *lesson* is one contact of the past with its text and how
it was sorted; a *learner* is the process that learns at night; a *hit rate* is how often it was
right on mail that it had not seen. Nothing is moved by a suggestion: agents follow it or not.
Start with ``rules/reading_words.py``, then ``actions``.
"""
