"""What the generated tests check of one operation: the words that the test templates put together.

All strings are Python unless said otherwise.
"""

from dataclasses import dataclass

from luke_cli.backend.views.bodies import MemberView
from luke_cli.backend.views.narrowed import Narrowed
from luke_cli.backend.views.windows import WindowCase


@dataclass(frozen=True, slots=True)
class CaseView:
    """A value of a member, and the name of its test."""

    id: str
    member: str
    value: str


@dataclass(frozen=True, slots=True)
class CreateChecks:
    """The tests of a create."""

    verb: str
    """A word, not Python; also of the others."""
    upper: str
    caller: str
    path: str
    success: int
    body: tuple[MemberView, ...]
    least: tuple[MemberView, ...]
    """Only what is required."""
    filled: tuple[MemberView, ...]
    """What the server fills in."""
    write_only: str
    """A set; "" if there is none."""
    read_path: str
    """In terms of `created`; "" if the caller may not read."""
    refused: tuple[CaseView, ...]
    edges: tuple[CaseView, ...]
    windows: tuple[WindowCase, ...]
    """Moments that are too soon or too late, and those that just are not."""
    needed: str
    unsendable: str
    foreign: tuple[CaseView, ...]
    conflict: bool
    """The same body is refused the second time."""
    blocked: bool
    """The world leaves no room for another row."""
    method: str = "post"
    headers: str = ""


@dataclass(frozen=True, slots=True)
class CountedChecks:
    """The test of a member that is counted."""

    name: str
    words: str
    """Of the name of the test."""
    statement: str
    """Counts the same for `row`."""
    read: str
    """What both are compared as: the name of a type."""


@dataclass(frozen=True, slots=True)
class ReadChecks:
    """The tests of a read."""

    verb: str
    caller: str
    key: str
    """The name of the member that identifies a row."""
    rows: tuple[tuple[str, str], ...]
    """Paths, each with the key of the row that it names."""
    keys: tuple[str, ...]
    """Of the same rows, as the database has them."""
    versioned: bool
    """The row has an ETag."""
    counted: tuple[CountedChecks, ...]


@dataclass(frozen=True, slots=True)
class UpdateChecks:
    """The tests of an update."""

    verb: str
    upper: str
    method: str
    caller: str
    path: str
    success: int
    others: str
    """A statement: all other rows."""
    body: tuple[MemberView, ...]
    needed: str
    """A list: what a body that replaces all members may not leave out; "" if it may all."""
    write_only: str
    lock: str
    """The name of the member that counts the changes; "" if there is none."""
    counted: bool
    """The ETag says more than that."""
    changing: str
    """A tuple: the members that change by themselves; "" if there are none."""
    moving: str
    """A set: `member`, and those that change by themselves."""
    read_path: str
    """"" if the caller may not read."""
    told: str
    """The row as it is then: of the answer, or of a read where that has no body; "" without one."""
    partial: str
    """A list, or what has their names: the members that a change may hold alone; "" if none."""
    headers: str
    """More arguments of the call."""
    missing_version: str
    refused: tuple[CaseView, ...]
    compared: tuple[CaseView, ...]
    """Values that do not go with others of the row: where a change may leave those out."""
    later: str
    """More arguments of the call, after a first change."""
    windows: tuple[WindowCase, ...]
    unsendable: str
    foreign: tuple[CaseView, ...]


@dataclass(frozen=True, slots=True)
class DeleteChecks:
    """The tests of a delete."""

    verb: str
    caller: str
    path: str
    success: int
    read_path: str
    in_use_path: str
    """A row that others point at, which therefore stays."""
    row: str
    """A condition of the row."""
    left: int
    """How many rows stay behind: one after a soft delete."""
    model: str
    others: str
    """A statement: all other rows."""


@dataclass(frozen=True, slots=True)
class ScopeView:
    """Whose rows a role sees in a list."""

    role: str
    names: str
    """A set of keys."""


@dataclass(frozen=True, slots=True)
class FilterView:
    """A filter with a value, and which items pass."""

    word: str
    """A word, not Python."""
    params: str
    passes: str
    """A condition on `item`."""


@dataclass(frozen=True, slots=True)
class SortView:
    """A sort, and what it goes by."""

    params: str
    member: str
    kind: str
    """The type whose order it is."""
    descending: bool


@dataclass(frozen=True, slots=True)
class SearchView:
    """A search for the words of a row."""

    param: str
    member: str


@dataclass(frozen=True, slots=True)
class HiddenView:
    """A row of somebody else that hangs below what a role sees; all Python."""

    role: str
    path: str
    row: str
    parent: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """The rows below a parent that a list does not show to everybody who sees the parent."""

    model: str
    key: str
    field: str
    """The reference to the parent."""
    shown: str
    """The key of `row` as JSON carries it."""
    rows: tuple[HiddenView, ...]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Rows that come to a list, the last of them while somebody goes through it; Python but for the key."""

    model: str
    key: str
    kind: str
    """The type of keys."""
    values: str
    """What tells it apart from the row that it is like, which it goes before."""
    earlier: str
    """What tells the one before apart; "" where a list has two rows without it."""
    row: str
    """Its key as JSON carries it."""


@dataclass(frozen=True, slots=True)
class ListChecks:
    """The tests of a list."""

    verb: str
    upper: str
    path: str
    caller: str
    """Somebody who sees the most."""
    key: str
    """The name of the member that identifies an item."""
    scopes: tuple[ScopeView, ...]
    exact: bool
    """No default of a filter hides some of the rows."""
    filters: tuple[FilterView, ...]
    sorts: tuple[SortView, ...]
    searches: tuple[SearchView, ...]
    refused: str
    """Query strings, with commas between them."""
    nothing: str
    """The path below a row that does not exist; "" if it hangs below none."""
    hidden: Hidden | None
    """None if whoever sees the parent sees all that is below it."""
    newcomer: Newcomer | None
    """None if no other row can come."""
    several: bool
    """There are two rows at least, or can be."""
    narrowed: Narrowed | None
    """None if it is a list of all rows."""


@dataclass(frozen=True, slots=True)
class StepView:
    """What comes of a transition in one state."""

    state: str
    status: int
    after: str


@dataclass(frozen=True, slots=True)
class TransitionChecks:
    """The tests of a transition."""

    verb: str
    upper: str
    method: str
    caller: str
    path: str
    success: int
    row: str
    """A condition."""
    model: str
    given: str
    """A statement: the rows are where the step starts."""
    ready: str
    """More values of a row, with which it meets what the step asks for; begins with a comma."""
    others: str
    """A statement: all other rows."""
    field: str
    body: tuple[MemberView, ...]
    json: str
    """More arguments of the call."""
    steps: tuple[StepView, ...]
    target: str
    origin: str
    needed: str
    told: str
    """The row as it is then, as for an update."""
    stored: tuple[MemberView, ...]
    """Members of the answer that the body or the step sets."""
    stamped: tuple[str, ...]
    """Members that are now a moment of today."""
    part: str
    """The entity that the step writes a row of; "" if none."""
    part_where: str
    part_columns: str
    part_codes: str
    own_caller: str
    """Who owns `own_path` and would be allowed, were it not their own; "" if nobody."""
    own_path: str
    own_row: str
    """A condition."""


@dataclass(frozen=True, slots=True)
class UploadChecks:
    """The tests of an upload."""

    verb: str
    caller: str
    path: str
    success: int
    shown: tuple[tuple[str, str], ...]
    key: str
    """A word, not Python."""
    stored: str
    """Where the file is kept, in terms of `created`."""
    download: str
    """In terms of `created`; "" if the caller may not download."""
    nothing: str
    """The same below a parent that does not exist."""
    typed: bool
    """The row keeps the media type."""
    data: str
    """The fields of the form, as a keyword of the call: `, data={...}`."""
    kept: str
    """Counts what there is below the same parent; "" unless an upload replaces the one before."""
