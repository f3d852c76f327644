"""Which numbers stand for what a day says in words? `given.given_of` asks all others."""
