"""Words that templates of the room ask for."""
