"""The operating state: channels and their hours, queues, who answers, what is said.

Words: the *document* is the base state, one validated whole; a *revision* is one saved version of
it, never changed afterwards; an *override* is a typed edit laid on top for a while; the *effective
state* is the document with the active overrides applied, and the only thing other rooms read.
Start with ``rules/document.py`` (what there is), then ``rules/state.py`` and
``queries.effective_state``.
"""
