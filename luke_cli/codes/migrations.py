"""Findings of the next revision of the schema."""

from typing import Final

from luke_cli.codes.code import Code

MIGRATIONS: Final = (
    Code(
        "LK-S101", "a revision would lose what is stored", "It is not written; the exit code is 3.",
        "What is dropped or cut off no downgrade brings back.",
        "the row `details` of Task was deleted in the plan",
        "Where only a name is another one, write `new was old` for it; else write `accepted` into"
        " State of the row that the hint shows, or take the change back.",
    ),
    Code(
        "LK-S102", "rows that are there get a value that nobody stated",
        "The neutral value of the type is taken, or the nearest that the rules allow.",
        "A column that must have a value needs one in every row.",
        "| urgency | integer | required | |    without a default",
        "Write `default 3` into Rules before the revision is written, or edit the revision.",
    ),
    Code(
        "LK-S103", "something is called another name", "It is renamed; its values stay.",
        "At its place one of the same type went and one came.",
        "| amount | decimal(9,2) | |    where `price` was",
        "Nothing; if it is another thing, accept that the old one is dropped.",
    ),
    Code(
        "LK-S104", "something went, and it is not clear what came for it",
        "Nothing is guessed; the exit code is 3.",
        "A rename that is none would give values another meaning; a drop would lose them.",
        "`price` went, `amount` and `fee` came, of the same type",
        "Write `amount was price` into its row, or accept the row that the hint shows.",
    ),
    Code(
        "LK-S105", "the revisions do not follow each other", "The exit code is 3.",
        "No database could be brought from one to the next.",
        "two branches added the same column, each in a revision of its own",
        "Delete the revision that no database has seen, then run luke again: it writes the next one.",
    ),
    Code(
        "LK-S106", "a change that no revision can do by itself", "The exit code is 3.",
        "Rows would lose what points at them, or need a value that cannot be made up.",
        "the key of a table is another field",
        "Take the change back, or give the field a default, or write a revision of your own first.",
    ),
    Code(
        "LK-S108", "something is to be unique in rows that are there", "The revision is written.",
        "Where two rows have the same, it stops and changes nothing.",
        "| code | string(20) | required; unique | |    of a table that has rows",
        "Settle the rows first.",
    ),
    Code(
        "LK-S109", "two values are compared in rows that are there", "The revision is written.",
        "Where a row does not keep the comparison, it stops and changes nothing.",
        "| ends_on | date | > starts_on | |    of a table that has rows",
        "Settle the rows first.",
    ),
)  # fmt: skip
