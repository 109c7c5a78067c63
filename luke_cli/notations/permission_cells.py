"""Tables of rights whose cells name the roles.

| Resource | Create    | Read                    | Delete |
|----------|-----------|-------------------------|--------|
| Parcel   | surveyor  | surveyor, notary (own)  | -      |
"""

import re
from collections.abc import Sequence
from typing import Final

from luke_cli.docs.document import Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.names import singular, snake
from luke_cli.notations.marks import actions_named
from luke_cli.notations.permission_lists import reach_told
from luke_cli.notations.permission_rows import permission_fact, role_fact
from luke_cli.notations.permission_verbs import action_of
from luke_cli.notations.permission_words import Right
from luke_cli.notations.role_words import is_role_word
from luke_cli.spec.facts import Fact

_NOBODY: Final = re.compile(r"\W*(?:none|nobody|no one|n/?a|never)?\W*", re.IGNORECASE)
_EVERYBODY: Final = re.compile(
    r"\W*(?:all|all roles|everybody|everyone|any role)\W*", re.IGNORECASE
)
_ONLY: Final = re.compile(
    r"^(?:only|nur|solo|sólo|apenas|seulement)\s+(?:the\s+|an?\s+)?|\s+(?:only|alone|exclusively)$",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    r"(?P<role>[^\W\d][\w -]{1,40}?)\s*(?:\((?P<scope>[^()]*)\)|(?:[:=]\s*|(?<=\s))(?P<bare>own|team|all|any)(?: only)?)?"
)
_SPLIT: Final = re.compile(r"\s*(?:[,;/+&、]|\band\b|<br\s*/?>)\s*(?![^()]*\))")
ROLES: Final = 0.8
"""So many of the words in the cells are roles."""


def cells_of_roles(table: Table, heads: Sequence[str], known: frozenset[str]) -> list[Fact]:
    """Return the rights of a table whose heads are actions and whose cells are roles."""
    columns = {i: actions for i, head in enumerate(heads) if i and (actions := _actions(head))}
    if len(columns) < max(1, len(heads) - 2):
        return []
    parts = [one for row in table.rows for i in columns for one in roles_in(row.cells[i])]
    named = [role for role, _ in parts if is_role(role, known)]
    if not named or len(named) < ROLES * len(parts):
        return []
    everybody = list(dict.fromkeys(named))
    found: list[Fact] = [role_fact(table, role, table.span.line) for role in everybody]
    for row in table.rows:
        found += _rights(table, row, columns, everybody)
    return found


def _rights(
    table: Table, row: Row, columns: dict[int, tuple[str, ...]], everybody: Sequence[str]
) -> list[Fact]:
    resource = plain(row.cells[0]).strip(" *`")
    found: list[Fact] = []
    for i, actions in columns.items():
        cell = plain(row.cells[i])
        whole = [(role, "") for role in everybody] if is_everybody(cell) else roles_in(cell)
        held = {role.lower(): scope for role, scope in whole}
        for role in everybody:
            scope = held.get(role.lower())
            found += [
                permission_fact(
                    table,
                    row,
                    role,
                    Right(resource, action, scope or ""),
                    allowed=scope is not None,
                )
                for action in actions
            ]
    return found


def _actions(head: str) -> tuple[str, ...]:
    word = plain(head).strip()
    if not re.fullmatch(r"[^\W\d]+", word):
        return ()
    return actions_named(word) or ((action_of(word),) if action_of(word) else ())


def is_everybody(cell: str) -> bool:
    """Tell whether a cell means all the roles of its table."""
    return _EVERYBODY.fullmatch(cell) is not None


def roles_in(cell: str) -> list[tuple[str, str]]:
    """Return the roles in a cell, each with how far it reaches."""
    text = plain(cell)
    if _NOBODY.fullmatch(text) or is_everybody(text):
        return []
    parts = (_ONLY.sub("", part.strip(" *`")) for part in _SPLIT.split(text) if part.strip())
    matches = map(_PART.fullmatch, parts)
    return [
        (m["role"], reach_told(m["scope"] or m["bare"] or "")) if m else ("", "") for m in matches
    ]


def is_role(name: str, known: frozenset[str]) -> bool:
    """Tell whether a name in a cell is that of a role."""
    forms = {name.lower(), singular(snake(name)).replace("_", " ")}
    return bool(name) and (is_role_word(name) or bool(forms & known))
