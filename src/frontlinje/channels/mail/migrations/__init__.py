"""How the tables of the mail channel came to be."""
