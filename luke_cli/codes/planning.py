"""Findings of reading BACKEND-DEV.md."""

from typing import Final

from luke_cli.codes.code import Code

PLANNING: Final = (
    Code(
        "LK-P101", "the header of a table is not that of its kind", "The table is not read.",
        "The header says what a cell means.",
        "| Field | Kind | Rules |    for    | Field | Type | Rules |",
        "Write the header that the message shows.",
    ),
    Code(
        "LK-P102", "a type is not in the vocabulary", "The row is not read.",
        "Nothing can be generated for it.",
        "| title | varchar(120) | |",
        "Write the type that the hint names: `string(120)`.",
    ),
    Code(
        "LK-P103", "a rule or a trait is not known", "Or it contradicts another.",
        "A rule that nobody follows is no rule.",
        "| title | string(120) | requierd |",
        "Write one that the hint names.",
    ),
    Code(
        "LK-P104", "a row has too few or too many cells", "The row is not read.",
        "Cells would move into columns of another meaning.",
        "| title | string(120) |",
        "Write all cells; a `|` within a cell is written `\\|`.",
    ),
    Code(
        "LK-P105", "two rows say the same", "The plan is not built.",
        "One key, one request and one value have one row.",
        "two rows `order.close`",
        "Delete or rename one of them.",
    ),
    Code(
        "LK-P106", "a name refers to nothing in the plan", "The nearest names are shown.",
        "The backend could not be generated.",
        "| owner_id | -> Usr | |",
        "Write the name as it is spelled in the plan.",
    ),
    Code(
        "LK-P107", "a cell does not hold what its column holds", "The row is not read.",
        "It can mean nothing.",
        "| State |    with `maybe`",
        "Write what the message expects.",
    ),
    Code(
        "LK-P108", "a value has the wrong unit", "The row is not read.",
        "A limit in the wrong unit is none.",
        "| access_token_ttl | 15 MB | |",
        "Write for example `15 min` or `10 MB`.",
    ),
    Code(
        "LK-P109", "a name is not spelled as names are", "The row is not read.",
        "Names become names of Python and SQL.",
        "| First name | string(80) | |",
        "Write `snake_case` for fields, `PascalCase` for entities.",
    ),
    Code(
        "LK-P110", "the head of the plan is missing", "Or it names another grammar.",
        "luke cannot know how to read the tables.",
        "a file that lost its second line",
        "Restore the line `Written by luke (plan format 1) ...`.",
    ),
    Code(
        "LK-P111", "a fence or a comment is never closed", "Nothing below it would be read.",
        "Half of the plan would be missing without a word.",
        "<!-- note    without -->",
        "Close it.",
    ),
    Code(
        "LK-P112", "a table stands at the wrong place", "The table is not read.",
        "The heading above says whose rows they are.",
        "a table of fields without a heading of its entity",
        "Put it below the heading it needs.",
    ),
    Code(
        "LK-P113", "nothing could keep a field or an index as it is", "The plan is not built.",
        "The migration would fail, or a rule would hold for no row.",
        "| code | string(99999999999) | |",
        "Write a size that a database has.",
    ),
    Code(
        "LK-P114", "a name is taken by Python or the libraries", "The plan is not built.",
        "The generated code would not import.",
        "| metadata | json | |",
        "Choose another name.",
    ),
    Code(
        "LK-P115", "an answer needs other rows edited", "The decision holds, the rows do not follow.",
        "Roles and rights are whole tables; one cell cannot say how they change.",
        "another list of roles in Taken of D-roles",
        "Edit the rows that the decision is about.",
    ),
    Code(
        "LK-P116", "time cannot take a step or delete rows", "The plan is not built.",
        "Nobody is there to bring a field or to be written down, the step is due for ever, or rows keep each other.",
        "| order.expire | open | expired | 48 h after created_at; reason | | |",
        "Take out of Needs and Sets what only a caller brings, or let an operation take the step.",
    ),
    Code(
        "LK-P901", "conflict markers are in the plan", "Nothing is done.",
        "Either side could be the one that counts.",
        "<<<<<<< yours",
        "Settle them, then run luke again.",
    ),
)  # fmt: skip
