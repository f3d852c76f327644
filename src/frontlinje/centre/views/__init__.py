"""The settings screens: look, change, compare, take back, out to a file and in again."""
