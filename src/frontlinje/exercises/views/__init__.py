"""The pages of an exercise: the list, the conductor's, the participant's, the score."""
