"""Ways to break a backend: each module yields breaks of one sort."""
