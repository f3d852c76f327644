"""Rules of this room: what is decided about days and drills without looking anything up."""
