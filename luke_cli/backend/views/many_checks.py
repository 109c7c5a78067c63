"""What the generated tests check of operations on many rows: exports, bulk operations, summaries.

All strings are Python unless said otherwise.
"""

from dataclasses import dataclass

from luke_cli.backend.views.bodies import MemberView
from luke_cli.backend.views.checks import ListChecks


@dataclass(frozen=True, slots=True)
class ExportChecks:
    """The tests of an export."""

    rows: ListChecks
    file: str
    """The disposition of the answer."""
    list_path: str
    """The list with the same rows for the same caller; "" if there is none."""
    below: str
    """A condition on `item`, where the list has more; "" if it has not."""
    queries: tuple[str, ...]
    """Parameters of the list and of the export."""
    checked: bool
    """It takes a query."""


@dataclass(frozen=True, slots=True)
class BulkChecks:
    """The tests of an operation on several rows."""

    verb: str
    upper: str
    method: str
    path: str
    success: int
    caller: str
    ids: str
    most: int
    body: tuple[MemberView, ...]
    """What the operation on one row takes."""
    row: str
    where: str
    """A condition of the row."""
    nothing: str
    model: str
    field: str
    """The state that it changes, a word; "" if it deletes."""
    origin: str
    ready: str
    """More values of a row, with which it meets what is asked of it; begins with a comma."""
    target: str
    service: str
    """The function that does it to one row."""
    done: int
    refused: int
    """Of a row that it was done to before."""
    certain: bool
    """No other row of the world stands in the way."""
    beyond: tuple[str, str]
    """Somebody, and a row out of their reach."""
    own: tuple[str, str, str]
    """Who takes no such step for themselves, their row, and a condition of it."""


@dataclass(frozen=True, slots=True)
class TotalView:
    """A figure over the items of a list."""

    name: str
    kind: str
    expression: str
    """In terms of `items`."""


@dataclass(frozen=True, slots=True)
class SummaryChecks:
    """The tests of a summary."""

    verb: str
    path: str
    list_path: str
    callers: str
    """A list: those who see the same rows in the list."""
    widest: str
    condition: str
    """Which items count."""
    given: str
    """A statement after which all rows count; "" if they do anyway."""
    figures: tuple[TotalView, ...]
    groups: tuple[tuple[str, str], ...]
    """The words to group by, each with what it is of an item."""
    group_by: str
    queries: tuple[str, ...]
