"""Everything about project rows."""
