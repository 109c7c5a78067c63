"""Everything about attachment rows."""
