"""Hostile and broken input: refused or treated as data, said where, nothing lost."""
