"""What can be done about suggestions? They are learnt anew."""
