"""Who may see and do what in this room? One module for day models, one for drills."""
