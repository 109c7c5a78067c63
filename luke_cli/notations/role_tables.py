"""Tables of which each row is about a role: what it may do, in words, marks or permission strings.

| Role   | Permissions                  |        | Role  | Resource | Actions       |
| ------ | ---------------------------- |        | ----- | -------- | ------------- |
| Member | Borrow books, view own loans |        | Staff | loan     | create, close |
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.access_told import rights_described
from luke_cli.notations.inheritance import inherited_from
from luke_cli.notations.permission_lists import listed
from luke_cli.notations.permission_rows import (
    ACTION_HEAD,
    RESOURCE_HEAD,
    Subject,
    granted_in,
    is_marked,
    name_in,
    named_rights,
    permission_fact,
    reach_of_yes,
    role_fact,
    steps_in,
    subject_of,
)
from luke_cli.notations.permission_verbs import action_of
from luke_cli.notations.permission_words import phrases, right_of, rights_in, strings_in
from luke_cli.notations.role_words import role_name
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact, RoleFact

_RIGHTS_HEAD: Final = re.compile(
    r"permission|capabilit|can\b|\bmay\b|allowed|access|rights|privilege|actions?|abilities|"
    r"berechtigung|rechte|permiso|droits|permiss|права|hak|权限|権限|권한|what",
    re.IGNORECASE,
)
_INHERITS_HEAD: Final = re.compile(r"inherit|extends|parent|based on", re.IGNORECASE)
_OTHER_BONDS: Final = re.compile(
    r"report|supervis|manage|boss|lead|creat|assign|appoint|grant|invit|approv|escalat|contact|deput|replac|stand.?in|works? with|"
    r"\bby\b|conflict|exclu|not together|synonym|also known|called|code|name",
    re.IGNORECASE,
)
"""Heads of what roles have to do with each other otherwise."""
_DUTY_HEAD: Final = re.compile(
    r"(?:does|duties|duty|tasks?|job|work|responsibilit(?:y|ies)|descriptions?|notes?|comments?|remarks?|"
    r"goals?|examples?|people|who|meaning)(?: (?:what|it is))?",
    re.IGNORECASE,
)
"""Heads of what tells of a role: `all hives` below it is no mark of a right."""
_CANNOT_HEAD: Final = re.compile(
    r"cannot|can't|not allowed|denied|restriction|forbidden", re.IGNORECASE
)

_CODE: Final = re.compile(r"\**`\w[\w-]*`\**")
_CODED_HEAD: Final = re.compile(
    r"\b(?:roles?|rolle|rol|rôle|ruolo|papel|perfil|codes?|código|keys?|ids?|identifiers?|name|names?|claim|system|scope)\b",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(
    r"(?:everything|all of (?:it|this|them|the above)|all (?:rights|permissions|actions|operations)|full (?:access|control|rights))",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"\s*(?:<br\s*/?>|[;•·]|(?<=[a-z])\.\s(?=\s*[A-Z])|,?\s*\bplus\b)\s*")


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a table of roles are."""

    inherits: int | None
    denied: frozenset[int]
    worded: frozenset[int]
    marked: tuple[int, ...]
    resource: int | None
    acted: int | None
    described: tuple[int, ...]
    """All others, which tell of a role in words."""


def roles_in_rows(table: Table, heads: list[str]) -> Iterator[Fact | Diagnostic]:
    """Read a table of which each row is about the role in its first cell."""
    table, heads = _coded_first(table, heads)
    columns = _columns(table, heads)
    names = {role_name(name_in(row.cells[0])).lower() for row in table.rows} - {""}
    for row in table.rows:
        name = name_in(row.cells[0])
        if name:
            yield _role_of(table, row, name, columns, names)
            yield from _rights_of(table, row, name, columns, heads)


def _coded_first(table: Table, heads: list[str]) -> tuple[Table, list[str]]:
    """Put the column first that has the names of the roles in the code: `Socio | `member``."""

    def is_coded(column: int) -> bool:
        return all(_CODE.fullmatch(row.cells[column].strip()) for row in table.rows)

    coded = [i for i in range(1, len(heads)) if _CODED_HEAD.search(heads[i]) and is_coded(i)]
    if is_coded(0) or len(coded) != 1:
        return table, heads
    order = (coded[0], *(i for i in range(len(heads)) if i != coded[0]))
    rows = (replace(row, cells=tuple(row.cells[i] for i in order)) for row in table.rows)
    header = tuple(table.header[i] for i in order)
    return replace(table, header=header, rows=tuple(rows)), [heads[i] for i in order]


def _columns(table: Table, heads: list[str]) -> _Columns:
    width = range(1, len(heads))
    inherits = next((i for i in width if _INHERITS_HEAD.search(heads[i])), None)
    inherits = next((i for i in width if _names_rows(table, heads, i)), inherits)
    denied = {i for i in width if _CANNOT_HEAD.search(heads[i])}
    worded = {i for i in width if _RIGHTS_HEAD.search(heads[i]) or _holds_rights(table, i)}
    worded -= denied | {inherits}
    marked = [
        i
        for i in width
        if i not in worded | denied
        and i != inherits
        and is_marked(table, i)
        and not _DUTY_HEAD.fullmatch(heads[i].strip())
        and subject_of(heads[i], "").resource
    ]
    resource = next((i for i in width if RESOURCE_HEAD.fullmatch(heads[i].strip())), None)
    acted = next((i for i in width if ACTION_HEAD.fullmatch(heads[i].strip())), None)
    if resource is None or acted is None:
        resource = acted = None
    both = {resource, acted}
    return _Columns(
        inherits,
        frozenset(denied - both),
        frozenset(worded - both),
        tuple(marked),
        resource,
        acted,
        tuple(i for i in width if i not in (*marked, inherits)),
    )


def _names_rows(table: Table, heads: list[str], column: int) -> bool:
    """Tell whether a column says of each role which other one it builds on, whatever its head is."""
    if _OTHER_BONDS.search(heads[column]):
        return False
    names = {role_name(name_in(row.cells[0])).lower() for row in table.rows} - {""}
    cells = [plain(row.cells[column]).strip(" -–—.") for row in table.rows]
    parts = [part for cell in cells if cell for part in re.split(r"\s*[,/&+]\s*", cell)]
    named = [part for part in parts if role_name(part).lower() in names]
    others = [part for part in parts if part not in named and part.lower() != "none"]
    return bool(named) and not others and len(cells) > 1


def _holds_rights(table: Table, column: int) -> bool:
    """Tell whether a column holds permission strings: `loan:read`, `loan:create`."""
    cells = [plain(row.cells[column]) for row in table.rows if row.cells[column].strip()]
    held = [cell for cell in cells if any(strings_in(cell))]
    return bool(held) and len(held) * 2 > len(cells)


def _role_of(
    table: Table, row: Row, name: str, columns: _Columns, names: Container[str]
) -> RoleFact:
    parents = plain(row.cells[columns.inherits]) if columns.inherits is not None else ""
    parents = parents or _parent(" ".join(map(plain, row.cells[1:])), names)
    told = (plain(row.cells[i]) for i in columns.described if row.cells[i].strip())
    return role_fact(table, name, row.line, parents, next(told, ""))


def _rights_of(
    table: Table, row: Row, name: str, columns: _Columns, heads: list[str]
) -> Iterator[Fact | Diagnostic]:
    read = columns.worded | columns.denied | {columns.resource, columns.acted}
    whole = right_of("*")
    for column in columns.described:
        cell = plain(row.cells[column]).strip(" .*_")
        if whole and column not in columns.denied and _WHOLE.fullmatch(cell):
            yield permission_fact(table, row, name, whole, allowed=True)
        elif column not in read:
            yield from _described(table, row, name, cell)
    if columns.resource is not None and columns.acted is not None:
        things, acts = plain(row.cells[columns.resource]), steps_in(row.cells[columns.acted])
        for right in named_rights(things, acts):
            yield permission_fact(table, row, name, right, allowed=True)
    yes = reach_of_yes(table, columns.marked)
    for column in columns.marked:
        subject = _subject(table, heads, columns, column)
        yield from granted_in(table, row, name, subject, plain(row.cells[column]), yes)
    for column in sorted(columns.worded | columns.denied):
        allowed = column not in columns.denied
        yield from _worded(table, row, name, row.cells[column], allowed=allowed)


def _subject(table: Table, heads: list[str], columns: _Columns, column: int) -> Subject:
    """Return what a column is about; where the heads are verbs, what stands above the table."""
    thing = plain(table.lead).strip(" *_`:.")
    are_verbs = all(action_of(heads[i].split()[0]) for i in columns.marked if heads[i].split())
    if are_verbs and re.fullmatch(r"[^\W\d][\w-]*(?: [\w-]+){0,2}", thing):
        return Subject(tuple(named_rights(thing, heads[column])), thing)
    return subject_of(heads[column], "")


def _parent(description: str, names: Container[str]) -> str:
    """Return the role of the same table whose rights a description gives: `all that a clerk can`."""
    above = inherited_from(description)
    return above if above.lower() in names else ""


def _described(table: Table, row: Row, role: str, description: str) -> Iterator[Fact]:
    for right, allowed in rights_described(description):
        fact = permission_fact(table, row, role, right, allowed=allowed)
        yield replace(fact, authority=Authority.PROSE)


def _worded(table: Table, row: Row, role: str, cell: str, *, allowed: bool) -> Iterator[Fact]:
    if rights := [] if any(strings_in(plain(cell))) else listed(plain(cell)):
        for right in rights:
            yield permission_fact(table, row, role, right, allowed=allowed)
        return
    if allowed and (told := [*rights_described(plain(cell))]):
        for right, may in told:
            yield permission_fact(table, row, role, right, allowed=may)
        return
    for part in _PARTS.split(cell):
        found = [*strings_in(plain(part))] or [
            right for phrase in phrases(plain(part)) for right in rights_in(phrase)
        ]
        for right in found:
            yield permission_fact(table, row, role, right, allowed=allowed)
