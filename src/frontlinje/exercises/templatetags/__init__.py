"""Words for the templates of exercises."""
