"""What is decided without looking anything up: scenarios, arrivals, the clock, the score."""
