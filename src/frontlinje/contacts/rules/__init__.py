"""Pure rules about contacts: no database, no clock."""
