"""Everything about comment rows."""
