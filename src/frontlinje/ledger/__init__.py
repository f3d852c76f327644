"""The ledger: what happened, when, by whom and why, in rows that are never changed.

Words: an *event* is one change, written in the transaction that made it; *topics* say which open
screens it concerns (the database announces such events as they commit); a *receipt* remembers a
command, so that the same command sent twice does its work once; *conservation* is the sum that
must always hold: every contact received is somewhere. Start with ``actions.record``.
"""
