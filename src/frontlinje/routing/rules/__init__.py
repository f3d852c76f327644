"""How does Frontlinje decide who gets what? Pure rules over numbers; no database, no clock, no Django.

`tables` holds the arrays, `policy` the choice (start there), `overflow` what happens when a queue is
pressed, `offers` what a missed offer means, `routing_state` who can take work, `common_cause` when many
misses are one fault, `place` what the customer is told. The text beside it is `docs/routing.md`.
"""
