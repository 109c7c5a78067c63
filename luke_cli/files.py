"""What a phase makes: texts by path, not yet on the disk."""

from collections.abc import Mapping

FileTree = Mapping[str, str]
"""Texts by POSIX path relative to the project root, sorted by path."""
