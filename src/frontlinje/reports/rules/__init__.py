"""Pure rules of the reports: formulas, no database, no clock."""
