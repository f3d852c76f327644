"""Do the routing rules keep their laws? No database here."""
