"""Play scenarios with and without plans: a file says which, ``cases`` makes days, ``drill`` plays.

Words: a *case* is one scenario with one plan, or none; a *drill* plays all cases against the same
customers until the figures are as sure as was asked; the *promise* is what ought to hold.
"""
