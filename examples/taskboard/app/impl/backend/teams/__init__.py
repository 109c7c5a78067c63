"""Everything about team rows."""
