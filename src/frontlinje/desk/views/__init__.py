"""What the desk answers over HTTP: pages, parts of pages that refresh themselves, and steps."""
