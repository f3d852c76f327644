"""Who got in touch, about what, and how far we are: customers, contacts, cases, messages, notes.

Words: a *contact* is one interaction on one channel; a *case* is the matter that outlives it; a
*customer* is the person or organisation; a *message* is what was written or said; a *draft* is an
answer not yet sent. A contact is never deleted, only closed with a reason. Start with
``rules/lifecycle.py`` (which state may follow which), then ``actions``.
"""
