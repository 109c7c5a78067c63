"""Everything about task label rows."""
