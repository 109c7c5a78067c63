"""Every diagnostic code, with what it means; a code is never used for anything else later."""

from typing import Final, NamedTuple


class Code(NamedTuple):
    """A kind of finding."""

    code: str
    """`LK-`, a letter for the stage, a number."""
    title: str
    meaning: str
    """What is wrong, and what luke does meanwhile."""


STAGES: Final = {
    "D": "documents",
    "N": "notations",
    "R": "references",
    "X": "contradictions",
    "P": "plan",
    "G": "generation",
    "W": "workspace",
}

CODES: Final = (
    Code("LK-D101", "a folder is named like a document", "It is not read; give it another name."),
    Code("LK-D102", "a link leads out of the project", "It is not followed; copy the file here."),
    Code("LK-D103", "a document is too large", "It is not read; split it or leave out the data."),
    Code("LK-D104", "a document cannot be read", "The system refuses; see its permissions."),
    Code("LK-D105", "a file name cannot be cited", "It is not read; use letters, digits, `.-_`."),
    Code("LK-W101", "you and luke both changed a file", "Markers are in the file; settle them."),
    Code("LK-W102", "something else stands where a file belongs", "It is kept; move it away."),
    Code("LK-W103", "a file that luke no longer makes was edited", "It is kept as it is."),
    Code("LK-W104", "a file that luke makes was deleted", "It stays deleted."),
)


def meaning(code: str) -> Code | None:
    """Return what a code means, if it is one."""
    return next((entry for entry in CODES if entry.code == code), None)
