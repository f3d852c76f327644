"""How do we say that something cannot be done? In one line that names what, and how to mend it.

The command line prints the line and ends; nobody has to read a traceback for a full disk.
"""


class Trouble(Exception):
    """The message is for a person: what is wrong, and the cure."""
