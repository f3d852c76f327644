"""Pure rules of the web form: no database, no clock."""
