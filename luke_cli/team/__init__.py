"""Luke among other programs: what is installed for them, and what they may ask."""
