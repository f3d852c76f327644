"""The pages of the team: this moment, a day, and what a leader does."""
