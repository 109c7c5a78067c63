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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.document import Document, Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.names import snake
from luke_cli.notations.endpoint_tables import is_endpoint_table
from luke_cli.notations.marks import Mark, mark_of, scope_in
from luke_cli.notations.permission_words import Right, action_of, phrases, right_of, rights_in
from luke_cli.notations.role_words import is_role_word, role_name
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.facts import Authority, Fact, PermissionFact, RoleFact

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
_ROLE_HEAD: Final = re.compile(
    r"(?:user |system |account )?(?:roles?|user ?types?|personas?|actors?|user groups?|"
    r"rolle|benutzerrolle|rol|rôle|papel|perfil|função|роль|peran|"
    r"角色|ロール|役割|역할)(?: names?)?",
    re.IGNORECASE,
)
_RIGHTS_HEAD: Final = re.compile(
    r"permission|capabilit|can\b|allowed|access|rights|privilege|actions?|abilities|"
    r"berechtigung|rechte|permiso|droits|permiss|права|hak|权限|権限|권한|what",
    re.IGNORECASE,
)
_RESOURCE_HEAD: Final = re.compile(
    r"resources?|entit(?:y|ies)|objects?|things?|data|subjects?|ressourcen?|objekte?|recursos?|"
    r"ressources?|entidad(?:e?s)?|entités?|ресурсы?|объекты?|资源|对象|リソース|対象|리소스|자원",
    re.IGNORECASE,
)
_ACTION_HEAD: Final = re.compile(
    r"actions?|operations?|verbs?|permissions?|rights?|aktion(?:en)?|acci(?:ó|o)n(?:es)?|"
    r"a(?:ç|c)(?:ã|a)o|a(?:ç|c)(?:õ|o)es|opérations?|действи[ея]|операци[яи]|操作|动作|権限|"
    r"アクション|동작|작업",
    re.IGNORECASE,
)
_CRUD: Final = ("read", "create", "update", "delete", "manage")
_INHERITS_HEAD: Final = re.compile(r"inherit|extends|parent|based on", re.IGNORECASE)
_CANNOT_HEAD: Final = re.compile(
    r"cannot|can't|not allowed|denied|restriction|forbidden", re.IGNORECASE
)
_FIRST_WORD: Final = re.compile(r"^\W*(?:\d+[.)]\s*)?")


@dataclass(frozen=True, slots=True)
class _Subject:
    """A row or column that stands for rights."""

    rights: tuple[Right, ...]
    resource: str
    """Of a row that names a thing only; its cells say what may be done."""


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the matrices of roles and rights, and the tables of roles."""
    for block in document.blocks:
        if (
            isinstance(block, Table)
            and len(block.header) > 1
            and block.rows
            and not is_endpoint_table(block)
        ):
            yield from _table(block)


def _table(table: Table) -> Iterator[Fact | Diagnostic]:
    about = " ".join((*table.section[-2:], plain(table.lead)[-200:]))
    heads = [plain(cell) for cell in table.header]
    if _NOT_ABOUT.search(about) and not re.search(r"permission|rbac|access", about, re.IGNORECASE):
        return
    if _ROLE_HEAD.fullmatch(heads[0].strip()) or _rows_are_roles(table, heads):
        yield from _roles_in_rows(table, heads)
        return
    columns = _role_columns(table, heads, is_about=bool(_ABOUT.search(about + " " + heads[0])))
    if columns:
        yield from _roles_in_columns(table, heads, columns)


def _rows_are_roles(table: Table, heads: list[str]) -> bool:
    """Tell whether the first column, which has no head, names roles and the head names things."""
    if heads[0].strip():
        return False
    names = [snake(_name(row.cells[0])).rpartition("_")[2] for row in table.rows]
    named = [is_role_word(name) for name in names]
    above = [is_role_word(head) for head in heads[1:]]
    marked = all(_is_marked(table, column) for column in range(1, len(heads)))
    return marked and all(named) and not all(above)


def _role_columns(table: Table, heads: list[str], *, is_about: bool) -> list[int]:
    """Return the columns that are roles: their cells are marks."""
    first = 2 if _ACTION_HEAD.fullmatch(heads[1].strip()) else 1
    marked = [i for i in range(first, len(heads)) if heads[i] and _is_marked(table, i)]
    known = [i for i in marked if is_role_word(heads[i])]
    if not known or (not is_about and len(known) < 2):
        return []
    return [i for i in marked if i in known or (is_about and len(heads[i].split()) <= 3)]


def _is_marked(table: Table, column: int) -> bool:
    marks = [mark_of(plain(row.cells[column])) for row in table.rows]
    return sum(1 for mark in marks if mark is not None) * 10 >= len(marks) * 6


def _roles_in_columns(
    table: Table, heads: list[str], columns: list[int]
) -> Iterator[Fact | Diagnostic]:
    for column in columns:
        yield _role(table, heads[column], table.span.line)
    is_x_no = _has_certain_yes(table, columns)
    yes = _yes(table, columns)
    by_action = bool(_ACTION_HEAD.fullmatch(heads[1].strip()))
    group = ""
    for row in table.rows:
        label = plain(row.cells[0])
        if all(not row.cells[i].strip() for i in columns):
            group = label
            continue
        if by_action:
            group = label or group
            subject = _Subject(tuple(_named_rights(group, plain(row.cells[1]))), group)
        else:
            subject = _subject(label, group)
        for column in columns:
            cell = plain(row.cells[column])
            mark = mark_of(cell)
            if mark is None:
                yield _not_understood(table, row, cell)
                continue
            if not mark.certain and cell.strip().lower() == "x" and is_x_no:
                mark = Mark(allowed=False)
            yield from _granted(table, row, heads[column], subject, mark, yes)


def _not_understood(table: Table, row: Row, cell: str) -> Diagnostic:
    return Diagnostic(
        "LK-N301",
        Severity.WARNING,
        f"the cell `{cell[:60]}` of a table of rights is not understood: it grants nothing",
        Span(table.span.file, row.line),
        "write yes, no, own, team, all, or what may be done: view, create, edit, delete",
    )


def _yes(table: Table, columns: Iterable[int]) -> str:
    """Return how far a plain ✓ reaches: to all, where other cells say `own`; else nobody says."""
    cells = (mark_of(plain(row.cells[i])) for row in table.rows for i in columns)
    return "all" if any(mark and mark.scope in ("own", "team") for mark in cells) else ""


def _has_certain_yes(table: Table, columns: Iterable[int]) -> bool:
    cells = [mark_of(plain(row.cells[i])) for row in table.rows for i in columns]
    return any(
        mark is not None and mark.allowed and mark.certain and not mark.actions for mark in cells
    )


def _subject(label: str, group: str) -> _Subject:
    rights = tuple(right for phrase in phrases(label) for right in rights_in(phrase))
    if not rights and group:
        rights = rights_in(f"{label} {group}")
    resource = " ".join(_FIRST_WORD.sub("", re.sub(r"\([^()]*\)", "", label)).split())
    return _Subject(rights, resource if re.fullmatch(r"[^\W\d][\w /&-]{0,40}", resource) else "")


def _named_rights(resource: str, actions: str) -> Iterator[Right]:
    """Yield the rights to a thing: each action by its usual name, an unknown one as written."""
    for part in re.split(r"\s*(?:[,;/、，]|\band\b|\bund\b|<br\s*/?>)\s*", actions):
        word = snake(re.sub(r"\([^()]*\)", "", part))
        if word and resource:
            usual = action_of(word)
            yield Right(resource, usual if usual in _CRUD else word, scope_in(part))


def _granted(
    table: Table, row: Row, role: str, subject: _Subject, mark: Mark, yes: str
) -> Iterator[Fact]:
    rights = subject.rights
    if mark.actions and subject.resource:
        things = {right.resource for right in rights} or {subject.resource}
        rights = tuple(Right(thing, action) for thing in sorted(things) for action in mark.actions)
    elif not rights and subject.resource:
        rights = (Right(subject.resource, "*"),)
    for right in rights:
        said = "" if mark.actions or right.action == "create" else yes
        yield _permission(
            table,
            row,
            role,
            Right(right.resource, right.action, mark.scope or right.scope or said),
            allowed=mark.allowed,
        )


def _roles_in_rows(table: Table, heads: list[str]) -> Iterator[Fact | Diagnostic]:
    width = range(1, len(heads))
    inherits = next((i for i in width if _INHERITS_HEAD.search(heads[i])), None)
    denied = {i for i in width if _CANNOT_HEAD.search(heads[i])}
    worded = {i for i in width if _RIGHTS_HEAD.search(heads[i])} - denied - {inherits}
    marked = [
        i
        for i in width
        if i not in worded | denied
        and i != inherits
        and _is_marked(table, i)
        and _subject(heads[i], "").resource
    ]
    resource = next((i for i in width if _RESOURCE_HEAD.fullmatch(heads[i].strip())), None)
    acted = next((i for i in width if _ACTION_HEAD.fullmatch(heads[i].strip())), None)
    if resource is not None and acted is not None:
        worded -= {resource, acted}
        denied -= {resource, acted}
    described = [i for i in width if i not in (*marked, inherits)]
    yes = _yes(table, marked)
    for row in table.rows:
        name = _name(row.cells[0])
        if not name:
            continue
        parents = plain(row.cells[inherits]) if inherits is not None else ""
        comment = next((plain(row.cells[i]) for i in described if row.cells[i].strip()), "")
        yield _role(table, name, row.line, parents, comment)
        if resource is not None and acted is not None:
            for right in _named_rights(plain(row.cells[resource]), plain(row.cells[acted])):
                yield _permission(table, row, name, right, allowed=True)
        for column in marked:
            cell = plain(row.cells[column])
            mark = mark_of(cell)
            if mark is None:
                yield _not_understood(table, row, cell)
            else:
                yield from _granted(table, row, name, _subject(heads[column], ""), mark, yes)
        for column in sorted(worded | denied):
            yield from _worded(table, row, name, row.cells[column], allowed=column not in denied)


def _worded(table: Table, row: Row, role: str, cell: str, *, allowed: bool) -> Iterator[Fact]:
    for part in re.split(r"\s*(?:<br\s*/?>|[;•·])\s*", cell):
        strings = [
            right_of(piece)
            for piece in re.split(r"[\s,]+", plain(part).replace("`", " "))
            if re.search(r"\w[:.]\w|\w:\*", piece)
        ]
        found = [right for right in strings if right] or [
            r for p in phrases(plain(part)) for r in rights_in(p)
        ]
        for right in found:
            yield _permission(table, row, role, right, allowed=allowed)


def _name(cell: str) -> str:
    text = re.sub(r"\s*\([^()]*\)\s*$", "", plain(cell)).strip(" *`_:")
    return text if re.fullmatch(r"[^\W\d][\w /&-]{1,40}", text) and len(text.split()) <= 4 else ""


def _role(table: Table, name: str, line: int, parents: str = "", comment: str = "") -> RoleFact:
    inherits = [role_name(part) for part in re.split(r"\s*[,/&+]\s*", parents)]
    return RoleFact(
        place=Span(table.span.file, line),
        authority=Authority.LIST,
        section=table.section,
        name=name.strip(" *`"),
        inherits=tuple(
            part
            for part in inherits
            if re.fullmatch(r"[A-Za-z][\w -]+", part) and part.lower() != "none"
        ),
        comment=" ".join(comment.split())[:200],
    )


def _permission(
    table: Table, row: Row, role: str, right: Right, *, allowed: bool
) -> PermissionFact:
    return PermissionFact(
        place=Span(table.span.file, row.line),
        authority=Authority.LIST,
        section=table.section,
        role=role.strip(" *`"),
        resource=right.resource,
        action=right.action,
        scope=right.scope if allowed else "",
        allowed=allowed,
    )
