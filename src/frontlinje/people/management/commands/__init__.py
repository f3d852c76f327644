"""One module per command: ``frontlinje users …``."""
