"""The parts of a preview that need the rows: what waits, who is there, what nobody covers."""
