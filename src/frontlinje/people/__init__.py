"""Who works here: users, teams, sites, the skills they hold, and what each role may do.

Words: *employer* says whose staff somebody is (own, agency, lent, work training); whoever is not
our own has an end date, after which access is gone from the first second. Start with
``permissions``, the one page of all rights, then ``models.User``.
"""
