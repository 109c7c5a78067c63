"""What is wrong with a plan, each with its code and its place.

| code | what |
|---|---|
| LK-P101 | the header of a table is not that of its kind |
| LK-P102 | a type is not in the vocabulary |
| LK-P103 | a rule or a trait is not known, or contradicts another |
| LK-P104 | a row has too few or too many cells |
| LK-P105 | two rows have the same key, or two operations the same request |
| LK-P106 | a name refers to nothing in the plan |
| LK-P107 | a cell does not hold what its column holds |
| LK-P108 | a value has the wrong unit |
| LK-P109 | a name is not spelled as names are |
| LK-P110 | the head of the plan is missing, or another grammar's |
| LK-P111 | a fence or a comment is never closed |
| LK-P112 | a table does not stand under the heading that it needs |
| LK-P113 | no database could keep a field as it is |
| LK-P114 | a name is taken by Python or the libraries |
| LK-P901 | conflict markers are in the plan |
"""

from dataclasses import dataclass, field
from typing import Final

from luke_cli.plan.cells import CellError
from luke_cli.plan.scan import CellText
from luke_cli.source import Diagnostic, Severity, Span

_LONGEST: Final = 400
"""Characters of a message: a cell of any length may be quoted in it."""


@dataclass(slots=True)
class Findings:
    """The findings of one file."""

    file: str
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, message: str, line: int, column: int = 1, *, hint: str = "") -> None:
        """Note an error at a place."""
        place = Span(self.file, line, column=column)
        said = message if len(message) <= _LONGEST else f"{message[:_LONGEST]} …"
        self.found.append(Diagnostic(code, Severity.ERROR, said, place, hint))

    def add_cell(self, error: CellError, line: int, cell: CellText) -> None:
        """Note what is wrong with a cell."""
        self.add(error.code, error.message, line, cell.column + error.at, hint=error.hint)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """Return the findings by place."""
        return tuple(sorted(self.found, key=lambda found: found.order))
