"""Pure rules of the team page: no database, no clock."""
