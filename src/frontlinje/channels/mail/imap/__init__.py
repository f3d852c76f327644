"""Mail that waits in mailboxes elsewhere is fetched over IMAP: kept first, then put aside there.

Words: a *place* is where a mail lay (mailbox, UIDVALIDITY, UID), under which it is never fetched
twice; to *put aside* is what becomes of it at the server once it is committed here: moved to a
folder, or marked as read. Start with ``fetching.py`` (one mailbox), then ``threads.py`` (all).
"""
