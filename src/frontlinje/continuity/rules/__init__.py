"""Pure functions: measures, plans, previews, triggers. No Django, no clock."""
