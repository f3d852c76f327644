"""What can be done with mail: keep it, read it, answer it, send it."""
