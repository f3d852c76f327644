"""What can be decided about many contacts at once without looking anything up."""
