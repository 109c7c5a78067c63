"""What changed between two plans, in a reviewer's words: a comparison of values."""
