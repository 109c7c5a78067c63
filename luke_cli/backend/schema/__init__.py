"""The schema of a database as a value: what a plan wants, and how to come to it from another."""
