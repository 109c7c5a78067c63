"""Where a person's code no longer does what the plan says, told by what both state."""
