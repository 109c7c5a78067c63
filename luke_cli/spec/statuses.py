"""The status of a success: what an operation does decides it."""

from typing import Final

from luke_cli.spec.model import Kind

CREATED: Final = (Kind.CREATE, Kind.UPLOAD)
"""Answer 201."""
SILENT: Final = (Kind.DELETE, Kind.ATTACH, Kind.DETACH, Kind.MARK)
"""Answer 204, without a body."""


def success(kind: Kind) -> int:
    """Return the status with which a kind of operation succeeds."""
    if kind in CREATED:
        return 201
    return 204 if kind in SILENT else 200
