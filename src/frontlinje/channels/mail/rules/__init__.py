"""Pure rules about mail: bytes and headers in, answers out; no database, no clock, no network."""
