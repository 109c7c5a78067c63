"""Everything about label rows."""
