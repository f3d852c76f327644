"""What can be done with people on the command line."""
