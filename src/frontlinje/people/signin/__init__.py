"""The way in: password with two steps, passkeys, single sign-on, emergency accounts, sign-in links.

Words: *source* (the address that an attempt comes from), *trail* (what a source has tried on an
account), *emergency account* (``User.is_break_glass``: in by password and code although single
sign-on is the normal way). Accounts are never made here. Start with ``adapter``, which decides who
gets in; ``slowdown`` makes guessing slow; ``urls`` lists the pages, most of them allauth's.
"""
