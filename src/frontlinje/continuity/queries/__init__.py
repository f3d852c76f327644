"""What the room can be asked, in modules by what they are about."""
