"""English as written here: the day before the month, and twenty-four hours."""
