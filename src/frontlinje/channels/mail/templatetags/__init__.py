"""What other rooms' templates may ask of mail."""
