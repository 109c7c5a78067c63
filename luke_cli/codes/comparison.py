"""Findings of comparing two plans."""

from typing import Final

from luke_cli.codes.code import Code

COMPARISON: Final = (
    Code(
        "LK-B101", "a change breaks clients", "Clients that change nothing stop working.",
        "Applications that are installed cannot be changed at the same moment.",
        "a field of answers is removed, a request needs a new field, a role loses a right",
        "Keep the old beside the new for a while, or tell those who call the API.",
    ),
    Code(
        "LK-B102", "a change asks for a migration of data", "Rows are there that do not fit.",
        "The migration stops in production, or values are lost.",
        "a required field without a default is added, a column is dropped",
        "Write what becomes of the rows into the migration, or give the field a default.",
    ),
)  # fmt: skip
