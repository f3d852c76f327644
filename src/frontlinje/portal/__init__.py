"""What customers see: the form with which they write to us, its receipt, and the status page.

Words: a *way* is a channel as a customer sees it; the *banner* is what everybody must know first;
the status page is also *exported* as files, so that it is up when we are down. Everything works
without JavaScript, in three languages. Start with ``views``.
"""
