"""The pages about people: the list and the single person, teams, sites and skills, one's own."""
