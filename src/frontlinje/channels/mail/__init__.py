"""Mail: what comes in is kept before it is acknowledged, what goes out is never silently lost.

Words: *raw mail* is the bytes as they came, kept for ever with what became of them; *reading* turns
them into a contact or a message of one; an *outgoing mail* is a message on its way, with a fixed
Message-ID; a *receipt* is the automatic «we have your mail». Both tables are their own queues: a
row says what is left to do, whoever claims it does it, and a killed process leaves the row.
Start with ``actions/keeping.py`` (in), ``actions/reading.py`` and ``actions/answering.py`` (out).
"""
