"""A spec to a backend."""

from luke_cli.backend.generate import generate, revisions_of
from luke_cli.backend.revisions.values import Files, Revised
from luke_cli.files import FileTree
from luke_cli.spec.model import Spec


def revise(spec: Spec, files: Files) -> Revised:
    """Return the revisions that lead the schema to that of a spec."""
    return revisions_of(spec, files)


def develop(spec: Spec, revised: Revised) -> FileTree:
    """Return every file of the backend that a spec describes, its revisions included."""
    return generate(spec, revised)
