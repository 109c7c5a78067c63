"""Everything about task rows."""
