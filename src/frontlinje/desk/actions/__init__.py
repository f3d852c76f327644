"""What the desk does that takes several rooms at once: answer and finish, note by hand, undo."""
