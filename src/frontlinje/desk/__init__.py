"""The agent's one screen: status, offers, the open contact, my work, the backlog, by hand.

Words: the *slot* is the small part in every page's header (status, offers); the *rail* lists what
an agent has in hand, parked and agreed for later; a *step* is what an agent does to the open
contact (finish, park, transfer …), asked for in a dialog. The room owns no tables: it shows what
the rooms below hold and calls their actions. Start with ``urls.py``, then ``views/contact.py``.
"""
