"""The pages of the room: what is in effect, plans, announcements, incidents."""
