"""What is there: exercises, what happens in one now, and how it went."""
