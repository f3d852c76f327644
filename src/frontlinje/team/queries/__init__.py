"""What does the team page show? ``now`` is this moment, ``day`` a day with all that happened."""
