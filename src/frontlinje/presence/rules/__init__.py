"""What presence decides without a database: planned against actual."""
