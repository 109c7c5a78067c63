"""Everything about user rows."""
