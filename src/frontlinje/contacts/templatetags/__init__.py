"""What templates of every room may ask of customers."""
