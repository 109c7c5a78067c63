"""A spec to a backend."""

from luke_cli.backend.generate import generate
from luke_cli.files import FileTree
from luke_cli.spec.model import Spec


def develop(spec: Spec) -> FileTree:
    """Return every file of the backend that a spec describes."""
    return generate(spec)
