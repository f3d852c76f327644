"""The web form: what customers write on our public page becomes a contact.

Words: a *submission* is one filled-in form; its *reference* is what the customer is told, after the
commit and never before. Start with ``actions.submit_form``; the page itself is in ``portal``.
"""
