"""Tables of which each row is a right, and a cell names all who have it.

| Permission | Granted to                        |     | Resource | Action | Roles           |
|------------|-----------------------------------|     |----------|--------|-----------------|
| plot:read  | grower (own), warden, team (team) |     | plot     | water  | grower (own)    |
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.access_sentences import RIGHTS_SECTION
from luke_cli.notations.access_told import rights_told
from luke_cli.notations.permission_cells import ROLES, is_everybody, is_role, roles_in
from luke_cli.notations.permission_rows import (
    ACTION_HEAD,
    RESOURCE_HEAD,
    are_steps,
    named_rights,
    permission_fact,
    role_fact,
    step_of,
    steps_in,
    subject_of,
)
from luke_cli.notations.permission_words import Right, strings_in
from luke_cli.spec.facts import Fact

_GRANTEES: Final = re.compile(
    r"(?:granted|given|allowed|open|available|permitted|reserved|restricted|assigned|limited) (?:to|for)(?: whom| roles?)?|"
    r"(?:allowed |permitted |required )?(?:roles?|users|groups|by)|who(?: (?:can|may|has it|holds it))?|"
    r"(?:held|allowed|permitted|done|used|performed|executed|carried out|taken) by|may|for whom|for",
    re.IGNORECASE,
)
_ACCESS: Final = re.compile(r"\baccess control\b|\bauthori[sz]ation\b", re.IGNORECASE)
"""Titles of what is about rights, however many headings above."""
_RIGHT_HEAD: Final = re.compile(
    r"(?:permissions?|rights?|scopes?|privileges?|capabilit(?:y|ies)|what)(?: (?:names?|keys?|codes?|strings?))?",
    re.IGNORECASE,
)

_STEP_HEAD: Final = re.compile(
    r"(?:steps?|tasks?|functions?|transitions?|activit(?:y|ies)|moves?|changes?|deeds?|commands?|buttons?|use ?cases?"
    r"|what (?:is|gets|may be|can be) done|to do what|doing)(?: (?:names?|keys?|codes?))?",
    re.IGNORECASE,
)
"""Heads of what somebody does, in a section about rights: elsewhere it is work to be shared out."""


def grantees_in_rows(table: Table, heads: Sequence[str], known: frozenset[str]) -> list[Fact]:
    """Return the rights of a table of which each row is a right, with those who have it."""
    column = next((i for i, head in enumerate(heads) if i and _GRANTEES.fullmatch(head.strip())), 0)
    if not column:
        return []
    is_of_rights = any(map(_ACCESS.search, table.section)) or any(
        map(RIGHTS_SECTION.search, (*table.section[-2:], plain(table.lead)[-200:]))
    )
    by_step = are_steps(plain(row.cells[0]) for row in table.rows)
    rights = [
        [*step_of(plain(row.cells[0])).rights]
        if by_step
        else [*_rights(row, heads, column, is_of_rights=is_of_rights)]
        for row in table.rows
    ]
    if 2 * sum(map(bool, rights)) <= len(rights):
        return []
    parts = [roles_in(row.cells[column]) for row in table.rows]
    named = [name for some in parts for name, _ in some]
    by_string = all(any(strings_in(plain(row.cells[0]))) for row in table.rows)
    usual = [name for name in named if is_role(name, known)]
    # Beside strings such as `plot:read` a name alone is a role, whatever it is.
    if not all(named) or (not by_string and len(usual) < ROLES * len(named)):
        return []
    everybody = list(dict.fromkeys(named))
    found: list[Fact] = [role_fact(table, role, table.span.line) for role in everybody]
    for row, some, held in zip(table.rows, rights, parts, strict=True):
        whole = is_everybody(plain(row.cells[column]))
        for role, scope in [(role, "") for role in everybody] if whole else held:
            found += [
                permission_fact(
                    table,
                    row,
                    role,
                    Right(one.resource, one.action, scope or one.scope),
                    allowed=True,
                )
                for one in some
            ]
    return found


def _rights(row: Row, heads: Sequence[str], column: int, *, is_of_rights: bool) -> Iterator[Right]:
    """Yield what a row is about: a permission string, a phrase, or a resource and its actions."""
    first = plain(row.cells[0]).strip(" *`")
    if strings := list(strings_in(first)):
        yield from strings
    elif RESOURCE_HEAD.fullmatch(heads[0].strip()) and column > 1:
        if ACTION_HEAD.fullmatch(heads[1].strip()):
            yield from named_rights(first, steps_in(row.cells[1]))
    elif ACTION_HEAD.fullmatch(heads[0].strip()) or _RIGHT_HEAD.fullmatch(heads[0].strip()):
        yield from subject_of(first, "").rights
    elif _STEP_HEAD.fullmatch(heads[0].strip()) and is_of_rights:
        # Its verbs are the steps of the trade, which no other text need have.
        usual = subject_of(first, "").rights
        yield from usual or rights_told(first[:1].lower() + first[1:], is_told=True)
