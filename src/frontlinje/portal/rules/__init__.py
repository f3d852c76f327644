"""Pure rules of the public pages: no database, no clock."""
