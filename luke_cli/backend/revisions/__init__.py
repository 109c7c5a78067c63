"""Revisions of the schema: those that are there, read; the next one, written."""
