"""The pages of the plan: the grid of a week, one shift, and files of shifts."""
