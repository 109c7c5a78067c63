"""Tables of rights: what each role may do, and lists of roles.

| Capability         | Guest | Member | Admin |        | Role   | Permissions                  |
| ------------------ | :---: | :----: | :---: |        | ------ | ---------------------------- |
| Manage own loans   |   -   |   ✓    |   ✓   |        | Member | Borrow books, view own loans |
| Books              |   R   |   R    | CRUD  |

| Resource | Action | Guest | Member |                       | Role  | Resource | Actions       |
| -------- | ------ | :---: | :----: |                       | ----- | -------- | ------------- |
| book     | borrow |  no   |  yes   |                       | Staff | loan     | create, close |
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.names import snake
from luke_cli.notations.endpoint_tables import is_endpoint_table
from luke_cli.notations.marks import mark_of
from luke_cli.notations.permission_cells import cells_of_roles
from luke_cli.notations.permission_grantees import grantees_in_rows
from luke_cli.notations.permission_headed import rights_below, verbs_named
from luke_cli.notations.permission_legends import Legends
from luke_cli.notations.permission_lists import is_listed
from luke_cli.notations.permission_rows import (
    ACTION_HEAD,
    RESOURCE_HEAD,
    ROLE_HEAD,
    Subject,
    are_steps,
    granted_in,
    is_marked,
    name_in,
    named_rights,
    reach_of_yes,
    role_fact,
    step_of,
    steps_in,
    subject_of,
)
from luke_cli.notations.permission_things import are_verbs, rights_of_thing, thing_above
from luke_cli.notations.permission_verbs import USUAL, action_of
from luke_cli.notations.role_tables import roles_in_rows
from luke_cli.notations.role_words import is_role_word
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact, PermissionFact

_ABOUT: Final = re.compile(
    r"role|permission|access|rbac|authori[sz]|privilege|capabilit|who (?:can|may)|may do|rights|"
    r"user types|personas|actors"
    r"|rolle|berechtigung|rechte|zugriff|permiso|acceso|rôle|droits|permiss|acesso|роли|"
    r"права|доступ|peran|hak akses|权限|角色|権限|役割|권한|역할",
    re.IGNORECASE,
)
_NOT_ABOUT: Final = re.compile(
    r"\bteam members?\b|project team|stakeholder|raci|pricing|plans?\b|browser|"
    r"support(?:ed)? versions|tech(?:nology)? stack|contact|staffing|responsib|competit|"
    r"comparison|middleware|test (?:data|users?|accounts?)",
    re.IGNORECASE,
)
_WHO_HEAD: Final = re.compile(r"who|wer|qui[eé]n|qui|users?|groups?|logins?", re.IGNORECASE)
_MENU_HEAD: Final = re.compile(
    r"(?:(?:menu|navigation|nav|sidebar|tab bar)[ -]?)?(?:entry|entries|items?|links?|tabs?|tiles?)|menus?|navigation|sidebar",
    re.IGNORECASE,
)
_MENU_SECTION: Final = re.compile(
    r"\W*(?:[\d.]+\W*)?(?:(?:main|top|side|bottom|global|primary|site|app)[ -]?)?"
    r"(?:navigation|menus?|sidebar|tab bar|site ?map)(?: (?:entries|items|structure|bar|by role|per role))?\W*",
    re.IGNORECASE,
)
_OF_RIGHTS: Final = re.compile(
    r"\brights\b|permission|privilege|authori[sz]ation|access (?:control|matrix|rights)|\brbac\b"
    r"|berechtigung|\b(?:zugriffs)?rechte\b|permisos|\bdroits\b|permiss(?:ões|ão)|permessi",
    re.IGNORECASE,
)
"""Titles of what is about nothing but rights."""
_BESIDE: Final = re.compile(
    r"notes?|comments?|remarks?|conditions?|scopes?|limits?|endpoints?|paths?|since|ticket|status|public|audit\w*|logged|mfa|2fa"
    r"|bemerkung(?:en)?|anmerkung(?:en)?|hinweise?|notas?|observaciones|remarques?|observações",
    re.IGNORECASE,
)
"""Heads of columns that stand beside those of roles."""
_LEAST: Final = 2
_WITH_ACTIONS: Final = 4
"""Columns of a table that has a thing, what is done with it, and two roles."""
_NUMBER_HEAD: Final = re.compile(r"\W*(?:id|no|nr|num|number|nº|n°|#)?\W*", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:[A-Z]{1,4}[-.]?)?\d{1,3}\.?")
_MAY_HEAD: Final = re.compile(
    r"(?:may|can|is allowed(?: to)?|allowed(?: to)?|darf|puede|peut)(?: (?:do|not|also))*(?: what)?|"
    r"(?:\w+ )?(?:permissions?|rights?|privileges?|rechte|permisos|droits)",
    re.IGNORECASE,
)
"""Heads of what somebody may do: `Who` alone heads tables of other things, too."""


def recognise(
    document: Document, known: frozenset[str] = frozenset()
) -> Iterable[Fact | Diagnostic]:
    """Read the matrices of roles and rights, and the tables of roles.

    `known`: roles that the documents list, also with names that are none elsewhere.
    """
    legends = Legends(document)
    for block in document.blocks:
        if (
            isinstance(block, Table)
            and len(block.header) > 1
            and block.rows
            and not is_endpoint_table(block)
        ):
            yield from _table(_unnumbered(legends.explained(block)), known)


def _unnumbered(table: Table) -> Table:
    """Leave out the column that numbers the roles of a table: `R1 | Teller`, `R2 | Custodian`."""
    if not (
        _NUMBER_HEAD.fullmatch(table.header[0]) and ROLE_HEAD.fullmatch(plain(table.header[1]))
    ):
        return table
    numbers = [_NUMBER.fullmatch(plain(row.cells[0]).strip()) for row in table.rows]
    names = {plain(row.cells[1]) for row in table.rows}
    if len(table.header) <= _LEAST or not all(numbers) or len(names) < len(table.rows):
        return table
    rows = tuple(replace(row, cells=row.cells[1:]) for row in table.rows)
    return replace(table, header=table.header[1:], rows=rows)


def _table(table: Table, known: frozenset[str]) -> Iterator[Fact | Diagnostic]:
    about = " ".join((*table.section[-2:], plain(table.lead)[-200:]))
    heads = [plain(cell) for cell in table.header]
    if _is_of_something_else(table, heads):
        return
    if rights := rights_of_thing(table, heads, known):
        yield from rights
        return
    if _is_of_roles(table, heads) or _rows_are_roles(table, heads, known):
        yield from roles_in_rows(table, heads)
        return
    rows: Iterable[Fact | Diagnostic] = (
        cells_of_roles(table, heads, known)
        or grantees_in_rows(table, heads, known)
        or rights_below(table, heads, known)
    )
    if rows:
        yield from rows
        return
    is_about = bool(_ABOUT.search(about + " " + heads[0]))
    columns = _role_columns(table, heads, known, is_about=is_about)
    if columns:
        found = _roles_in_columns(table, heads, columns)
        yield from _offered(found) if _is_of_a_menu(table, heads) else found


def _is_of_a_menu(table: Table, heads: list[str]) -> bool:
    """Tell whether the rows are what a client offers to go to."""
    above = plain(table.section[-1]) if table.section else ""
    return bool(_MENU_HEAD.fullmatch(heads[0].strip()) or _MENU_SECTION.fullmatch(above))


def _offered(found: Iterable[Fact | Diagnostic]) -> Iterator[Fact | Diagnostic]:
    """Yield of a menu that who is offered a list may read it; what it leaves out, it does not deny."""
    for one in found:
        if not isinstance(one, PermissionFact):
            yield one
        elif one.allowed:
            action = "read" if one.action == "*" else one.action
            yield replace(one, action=action, authority=Authority.PROSE)


def _is_of_something_else(table: Table, heads: list[str]) -> bool:
    """Tell whether the heading says that people, prices or parts are compared, not rights.

    What the sentences above say of `contacts` or `plans` says nothing of the table.
    """
    if RESOURCE_HEAD.fullmatch(heads[0].strip()) and ACTION_HEAD.fullmatch(heads[1].strip()):
        return False
    about = " ".join(table.section[-2:])
    return bool(_NOT_ABOUT.search(about)) and not _ABOUT.search(about)


def _is_of_roles(table: Table, heads: list[str]) -> bool:
    """Tell whether each row is about a role: the first column says so, or the heading above."""
    if ROLE_HEAD.fullmatch(heads[0].strip()):
        return True
    if _WHO_HEAD.fullmatch(heads[0].strip()):
        return any(_MAY_HEAD.fullmatch(head.strip()) for head in heads[1:])
    is_named = re.fullmatch(r"(?:name|key|code|title)", heads[0].strip(), re.IGNORECASE)
    about = table.section[-1] if table.section else ""
    return (
        is_named is not None
        and re.search(r"^\W*[\d.]*\s*(?:\w+\s+)?roles\W*$", about, re.IGNORECASE) is not None
        and not any(
            re.search(r"type|null|key|required|default", head.lower()) for head in heads[1:]
        )
    )


def _is_role(name: str, known: frozenset[str]) -> bool:
    return is_role_word(name) or name.strip().lower() in known


def _rows_are_roles(table: Table, heads: list[str], known: frozenset[str]) -> bool:
    """Tell whether the first column, which has no head, names roles and the head names things."""
    if heads[0].strip():
        return False
    names = [name_in(row.cells[0]) for row in table.rows]
    named = [
        _is_role(snake(one).rpartition("_")[2], known) or _is_role(one, known) for one in names
    ]
    above = [_is_role(head, known) for head in heads[1:]]
    marked = all(is_marked(table, column) for column in range(1, len(heads)))
    return marked and all(named) and not all(above)


def _role_columns(
    table: Table, heads: list[str], known: frozenset[str], *, is_about: bool
) -> list[int]:
    """Return the columns that are roles: their cells are marks."""
    first = 2 if _is_by_action(table, heads) else 1
    marked = [i for i in range(first, len(heads)) if heads[i] and is_marked(table, i)]
    named = [i for i in marked if _is_role(heads[i], known)]
    if not named and _is_plainly_of_rights(table, heads, marked, first):
        return [i for i in marked if not _BESIDE.fullmatch(heads[i].strip())]
    if not named or (not is_about and len(named) < 2):
        return []
    # One strange cell more or less: what stands below a role in such a table is about it.
    half = [i for i in range(first, len(heads)) if i not in marked and _is_role(heads[i], known)]
    named += [i for i in half if is_about and any(map(mark_of, _said(table, i)))]
    others = [i for i in marked if is_about and not _BESIDE.fullmatch(heads[i].strip())]
    held = {i for i in others if len(heads[i].split()) <= 3}
    return sorted(held.union(named))


def _is_by_action(table: Table, heads: list[str]) -> bool:
    """Tell whether the second column names what is done: by its head, or beside a thing of several rows."""
    if ACTION_HEAD.fullmatch(heads[1].strip()):
        return True
    if is_role_word(heads[1]) or len(heads) < _WITH_ACTIONS:
        return False
    things = [name_in(row.cells[0]) or "" for row in table.rows]
    acts = [plain(row.cells[1]).strip() for row in table.rows]
    are_words = all(re.fullmatch(r"[^\W\d_][\w -]{1,30}", act) for act in acts)
    marks = [mark for act in acts if (mark := mark_of(act)) is not None]
    is_each_once = len({*zip(things, acts, strict=True)}) == len(acts)
    repeats = len(set(things)) < len(things)
    return are_words and repeats and is_each_once and all(mark.actions for mark in marks)


def _said(table: Table, column: int) -> list[str]:
    """Return what the cells of a column say, the empty ones left out."""
    return [plain(row.cells[column]) for row in table.rows if row.cells[column].strip()]


def _is_plainly_of_rights(
    table: Table, heads: list[str], marked: Sequence[int], first: int
) -> bool:
    """Tell whether a table can only be one of rights, whatever its roles are called.

    Its heading says so and so do the heads of its rows, and what else there is are columns of marks.
    """
    by_row = any(form.fullmatch(heads[0].strip()) for form in (RESOURCE_HEAD, ACTION_HEAD))
    is_told = any(_OF_RIGHTS.search(title) for title in table.section[-1:])
    are_names = all(name_in(heads[i]) and not verbs_named(heads[i]) for i in marked)
    others = [heads[i] for i in range(first, len(heads)) if i not in marked]
    return (
        by_row
        and is_told
        and are_names
        and len(marked) >= _LEAST
        and all(_BESIDE.fullmatch(head.strip()) for head in others)
    )


def _roles_in_columns(
    table: Table, heads: list[str], columns: list[int]
) -> Iterator[Fact | Diagnostic]:
    for column in columns:
        yield role_fact(table, heads[column], table.span.line)
    is_x_no = _has_certain_yes(table, columns)
    yes = reach_of_yes(table, columns)
    by_action = _is_by_action(table, heads)
    subject_of_row = _subjects(table, heads, columns)
    group = ""
    for row in table.rows:
        label = plain(row.cells[0])
        if all(not row.cells[i].strip() for i in columns):
            group = label
            continue
        if by_action:
            group = label or group
            subject = Subject(tuple(named_rights(group, steps_in(row.cells[1]))), group)
        else:
            subject = _as_thing(row, heads, columns) or subject_of_row(label, group)
        for column in columns:
            cell, role = plain(row.cells[column]), heads[column]
            yield from granted_in(table, row, role, subject, cell, yes, is_x_no=is_x_no)


def _subjects(table: Table, heads: list[str], columns: list[int]) -> Callable[[str, str], Subject]:
    """Return what tells what a row is about: a step of a thing, a verb below a thing, or words."""
    labels = [plain(row.cells[0]) for row in table.rows]
    if are_steps(labels):
        return lambda label, _: step_of(label)
    is_grouped = any(all(not row.cells[i].strip() for i in columns) for row in table.rows)
    thing = "" if is_grouped else thing_above(table)
    if thing and are_verbs([heads[0], *labels]):
        return lambda label, _: Subject(tuple(named_rights(thing, label)), thing)
    return subject_of


def _as_thing(row: Row, heads: list[str], columns: Iterable[int]) -> Subject | None:
    """Return a row as a thing whose name looks like a verb, as `Order line` does beside letters."""
    label = plain(row.cells[0]).strip(" *`")
    if not RESOURCE_HEAD.fullmatch(heads[0].strip()) or len(label.split()) == 1:
        return None
    is_usual = action_of(label.split()[0]) in USUAL
    cells = [plain(row.cells[i]) for i in columns]
    marks = [mark_of(cell) for cell in cells]
    says_what = any(
        (mark and mark.actions) or is_listed(cell) for mark, cell in zip(marks, cells, strict=True)
    )
    return Subject((), label) if says_what and not is_usual and name_in(label) else None


def _has_certain_yes(table: Table, columns: Iterable[int]) -> bool:
    cells = [mark_of(plain(row.cells[i])) for row in table.rows for i in columns]
    return any(
        mark is not None and mark.allowed and mark.certain and not (mark.actions or mark.scope)
        for mark in cells
    )
