"""Every diagnostic code, with what it means: one table, in the order of the stages."""

from typing import Final

from luke_cli.codes.code import Code
from luke_cli.codes.comparison import COMPARISON
from luke_cli.codes.contradictions import CONTRADICTIONS
from luke_cli.codes.documents import DOCUMENTS
from luke_cli.codes.migrations import MIGRATIONS
from luke_cli.codes.model import MODEL
from luke_cli.codes.planning import PLANNING
from luke_cli.codes.proof import PROOF
from luke_cli.codes.references import REFERENCES
from luke_cli.codes.workspace import WORKSPACE

__all__ = ["CODES", "STAGES", "Code", "meaning"]

STAGES: Final = {
    "C": "command line",
    "D": "documents",
    "N": "notations",
    "R": "references",
    "X": "contradictions",
    "M": "model",
    "P": "plan",
    "B": "comparison of plans",
    "G": "generation",
    "S": "schema of the database",
    "W": "workspace",
    "V": "proof",
}

CODES: Final[tuple[Code, ...]] = (
    *DOCUMENTS,
    *REFERENCES,
    *CONTRADICTIONS,
    *MODEL,
    *PLANNING,
    *COMPARISON,
    *MIGRATIONS,
    *WORKSPACE,
    *PROOF,
)


def meaning(code: str) -> Code | None:
    """Return what a code means, if it is one; `x101` is `LK-X101`."""
    wanted = code.upper().removeprefix("LK-")
    return next((entry for entry in CODES if entry.code == f"LK-{wanted}"), None)
