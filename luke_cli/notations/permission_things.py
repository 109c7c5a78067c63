"""Tables of rights below the name of the one thing that they are about.

### 5.1 Courses                               **Lesson**

| Role       | read | create | delete |      | Who        | Read | Release |
|------------|------|--------|--------|      |------------|:----:|:-------:|
| guest      | yes  | no     | no     |      | instructor | own  |   no    |
| instructor | own  | yes    | no     |      | office     |  ✓   |    ✓    |
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.permission_cells import is_role
from luke_cli.notations.permission_headed import verbs_named
from luke_cli.notations.permission_rows import (
    Subject,
    granted_in,
    is_marked,
    name_in,
    reach_of_yes,
    role_fact,
)
from luke_cli.notations.permission_words import Right
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact

_TITLE: Final = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*[.)]?\s*)?(?:(?:permissions|rights|access|for|of|on|to|the|an?|who may do what with)\b[\s:]*)*"
    r"(?P<name>[^\W\d][\w-]*(?: [a-z][\w-]*){0,2}?)\s*(?:\([^()]*\)|\b(?:permissions|rights|access|matrix|table)\b)*\W*$",
    re.IGNORECASE,
)


def rights_of_thing(
    table: Table, heads: Sequence[str], known: frozenset[str]
) -> list[Fact | Diagnostic]:
    """Return the rights of a table of roles and verbs that stands below a thing, if it is one."""
    columns = {i: verbs for i, head in enumerate(heads) if i and (verbs := verbs_named(head))}
    roles = [name_in(row.cells[0]) for row in table.rows]
    thing = _thing_above(table)
    if not thing or not columns or len(columns) < len(heads) - 1:
        return []
    if not all(is_role(role, known) for role in roles) or not all(
        is_marked(table, i) for i in columns
    ):
        return []
    yes = reach_of_yes(table, columns)
    found: list[Fact | Diagnostic] = []
    for row, role in zip(table.rows, roles, strict=True):
        found.append(role_fact(table, role, row.line))
        found += _row(table, row, role, thing, columns, yes)
    return found


def _row(
    table: Table,
    row: Row,
    role: str,
    thing: str,
    columns: dict[int, tuple[str, ...]],
    yes: str,
) -> Iterator[Fact | Diagnostic]:
    for i, verbs in columns.items():
        rights = tuple(Right(thing, verb) for verb in verbs)
        subject = Subject(rights, thing)
        yield from granted_in(table, row, role, subject, plain(row.cells[i]), yes)


def _thing_above(table: Table) -> str:
    """Return the thing whose name stands above a table, nearest first; "" if none does."""
    lead = plain(table.lead).strip().rpartition("\n")[2]
    for text in (lead, *(plain(title) for title in reversed(table.section[-1:]))):
        match = _TITLE.match(text)
        if match:
            return match["name"]
    return ""
