"""How does Frontlinje decide who gets what? Pure rules over numbers; no database, no clock.

`tables` holds the arrays and `policy` the choice (start there), `eligibility` who may have what,
`overflow` what a pressed queue does, `offers` what a missed offer means, `routing_state` who can
take work, `common_cause` when many misses are one fault, `place` what customers are told.
The text beside it is `docs/routing.md`.
"""
