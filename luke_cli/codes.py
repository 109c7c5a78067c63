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
    "C": "command line",
    "D": "documents",
    "N": "notations",
    "R": "references",
    "X": "contradictions",
    "P": "plan",
    "G": "generation",
    "W": "workspace",
}

CODES: Final = (
    Code("LK-C101", "the run cannot go on", "The message says why; nothing is written."),
    Code("LK-D101", "a folder is named like a document", "It is not read; give it another name."),
    Code("LK-D102", "a link leads out of the project", "It is not followed; copy the file here."),
    Code("LK-D103", "a document is too large", "It is not read; split it or leave out the data."),
    Code("LK-D104", "a document cannot be read", "The system refuses; see its permissions."),
    Code("LK-D105", "a file name cannot be cited", "It is not read; use letters, digits, `.-_`."),
    Code("LK-D111", "a document is UTF-16", "It is read all the same; save it as UTF-8."),
    Code("LK-D112", "a document is not UTF-8", "It is read as Latin-1; save it as UTF-8."),
    Code("LK-D113", "a document has NUL characters", "They are left out."),
    Code(
        "LK-D114", "a line changes the writing direction", "It may hide what it says; look at it."
    ),
    Code("LK-D115", "a fence is never closed", "It is read up to the next heading or fence."),
    Code("LK-N101", "a part of a table cannot be read", "The rest of the table is."),
    Code("LK-N102", "a comma is missing", "It is read as if there were one."),
    Code("LK-N103", "a statement is not known", "It is left alone."),
    Code("LK-N104", "a table is never closed", "It is read as far as it goes."),
    Code("LK-N105", "a clause has no meaning here", "The column or table is read without it."),
    Code("LK-N201", "a reference leads out of the file", "It is not followed."),
    Code("LK-N202", "a reference refers to itself", "It is followed once."),
    Code("LK-N203", "a schema is nowhere defined", "What refers to it is read without it."),
    Code("LK-N204", "a contract cannot be read", "The file or fence is left alone."),
    Code("LK-R101", "a name cannot be one in the backend", "Another is taken, and said."),
    Code("LK-R201", "something is referred to and nowhere defined", "A small proposal is assumed."),
    Code("LK-R202", "two things need each other", "One may be without, so it can be the first."),
    Code("LK-R203", "an index repeats another", "It is left out."),
    Code("LK-R301", "nothing to store is defined", "Describe the data: SQL, a diagram, a list."),
    Code("LK-R401", "no database could keep a field as it is", "The nearest is taken, and said."),
    Code("LK-X201", "documents contradict each other", "One side is taken; Decisions name both."),
    Code("LK-P101", "the header of a table is not that of its kind", "The table is not read."),
    Code("LK-P102", "a type is not in the vocabulary", "The row is not read."),
    Code("LK-P103", "a rule or a trait is not known", "Or it contradicts another."),
    Code("LK-P104", "a row has too few or too many cells", "A `|` in a cell is written `\\|`."),
    Code("LK-P105", "two rows say the same", "One key, or one request, has one row."),
    Code("LK-P106", "a name refers to nothing in the plan", "The nearest names are shown."),
    Code("LK-P107", "a cell does not hold what its column holds", "The row is not read."),
    Code("LK-P108", "a value has the wrong unit", "Write for example `15 min` or `10 MB`."),
    Code("LK-P109", "a name is not spelled as names are", "`snake_case`, or `PascalCase`."),
    Code("LK-P110", "the head of the plan is missing", "Or it names another grammar."),
    Code("LK-P111", "a fence or a comment is never closed", "Nothing below it would be read."),
    Code("LK-P112", "a table stands at the wrong place", "Put it below the heading it needs."),
    Code("LK-P113", "no database could keep a field as it is", "The plan is not built."),
    Code("LK-P114", "a name is taken by Python or the libraries", "The plan is not built."),
    Code("LK-P901", "conflict markers are in the plan", "Settle them, then run luke again."),
    Code("LK-W101", "you and luke both changed a file", "Markers are in the file; settle them."),
    Code("LK-W102", "something else stands where a file belongs", "It is kept; move it away."),
    Code("LK-W103", "a file that luke no longer makes was edited", "It is kept as it is."),
    Code("LK-W104", "a file that luke makes was deleted", "It stays deleted."),
)


def meaning(code: str) -> Code | None:
    """Return what a code means, if it is one."""
    return next((entry for entry in CODES if entry.code == code), None)
