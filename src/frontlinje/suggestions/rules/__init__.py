"""What can be decided about suggestions without looking anything up."""
