"""What the documents claim, and the one spec that is made of it."""
