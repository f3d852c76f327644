"""What changes an exercise: preparing and conducting by people, ticking by the clock."""
