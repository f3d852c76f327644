"""The operating state as pure functions: the form of the document, hours, overrides, state."""
