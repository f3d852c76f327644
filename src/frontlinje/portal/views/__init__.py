"""The public pages: the form with its receipt, and the status page."""
