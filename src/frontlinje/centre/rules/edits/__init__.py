"""The typed edits, by what they change. ``overrides.Edit`` is the union of them all.

Each is a pure function from document to document, and total: what it names may have gone from the
document since, and then it changes nothing.
"""
