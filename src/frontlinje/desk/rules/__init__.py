"""What the desk decides by itself, without a database: what a typed time means, page ends."""
