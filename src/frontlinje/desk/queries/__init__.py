"""What the desk's pages show: my status, my work, the open contact, the backlog."""
