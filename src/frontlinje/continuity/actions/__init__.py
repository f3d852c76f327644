"""What the room does: one function per change, in modules by what they change."""
