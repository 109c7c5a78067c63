"""Findings of linking and completing what the documents say."""

from typing import Final

from luke_cli.codes.code import Code

REFERENCES: Final = (
    Code(
        "LK-R101", "a name cannot be one in the backend", "Another is taken, and said.",
        "Python, SQL or a library has the word for itself, or two names would be one.",
        "a field called `metadata`, a table called `class`",
        "Nothing, if the new name is good; else rename it in the document.",
    ),
    Code(
        "LK-R201", "something is referred to and nowhere defined", "A small proposal is assumed.",
        "A foreign key needs a table.",
        "category_id UUID REFERENCES categories(id)    without a table categories",
        "Define it in DESIGN.md, or accept the assumption in the plan.",
    ),
    Code(
        "LK-R202", "two things need each other", "One may be without, so it can be the first.",
        "Neither row could ever be stored.",
        "a team needs a leader, a leader needs a team",
        "Say which of the two references may be empty.",
    ),
    Code(
        "LK-R203", "an index repeats another", "It is left out.",
        "Every index costs at each write.",
        "UNIQUE (email) and CREATE INDEX ON users (email)",
        "Delete one of them.",
    ),
    Code(
        "LK-R204", "an index has a condition that is not kept", "It is left out.",
        "An index of all rows would refuse what the documents allow.",
        "CREATE UNIQUE INDEX ON orders (user_id) WHERE total > other_total",
        "Compare fields with a value or NULL, joined by AND.",
    ),
    Code(
        "LK-R205", "a computed column is not built", "It is left out.",
        "A plan has no place for the formula, and a column that anybody may set would be wrong.",
        "total NUMERIC GENERATED ALWAYS AS (seats * fee) STORED",
        "Let clients compute it, or write the column and its service by hand.",
    ),
    Code(
        "LK-R301", "nothing to store is defined", "The plan has an account and questions only.",
        "A backend without rows has nothing to do.",
        "a PRD.md that only speaks of goals",
        "Describe the data: SQL, a diagram, a list of fields below a heading.",
    ),
    Code(
        "LK-R401", "no database could keep a field as it is", "The nearest is taken, and said.",
        "The migration would fail.",
        "VARCHAR(99999999999)",
        "Write a size that a database has.",
    ),
    Code(
        "LK-R501", "a screen asks for what no operation does", "It stands in the plan as uncovered.",
        "The screen cannot be built on this backend.",
        "WEB-UI.md: Export as CSV    and no endpoint exports",
        "Add the endpoint to DESIGN.md, or drop it from the screen.",
    ),
    Code(
        "LK-R901", "more is assumed than is allowed", "The plan is written; the exit code is 1.",
        "`--max-assumptions` keeps a team from building on guesses.",
        "luke --design --max-assumptions 0",
        "Write what is missing into the documents, or `accepted` into State.",
    ),
)  # fmt: skip
