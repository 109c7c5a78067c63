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
from luke_cli.names import snake
from luke_cli.notations.permission_cells import is_role
from luke_cli.notations.permission_headed import SCOPE_HEAD, verbs_named
from luke_cli.notations.permission_rows import (
    ROLE_HEAD,
    Subject,
    granted_in,
    is_marked,
    name_in,
    reach_of_yes,
    role_fact,
)
from luke_cli.notations.permission_verbs import USUAL
from luke_cli.notations.permission_words import Right
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact

_TITLE: Final = re.compile(
    r"\W*(?:\d+(?:\.\d+)*[.)]?\s*)?(?:(?:(?:polic(?:y|ies)|rules|rights?|permissions?)\s+(?:for|of|on|to)"
    r"|permissions|rights|access|for|of|on|to|the|an?|all|resources?:|who may do what with)\b[\s:]*)*"
    r"(?P<name>[^\W\d][\w-]*(?:[ -][\w-]+){0,2}?)"
    r"\s*(?:\([^()]*\)|\b(?:permissions?|rights?|access|matrix|table|policies|rules)\b)*\W*",
    re.IGNORECASE,
)
_NO_THING: Final = re.compile(
    r"\b(?:roles|rights|permissions|privileges|capabilities|matrix|rbac|authori[sz]ations?|policies|rules|who)\b|"
    r"^(?:access|control|security|overview|table)$",
    re.IGNORECASE,
)
"""Titles that say what stands below them, not what it is about."""
_VERB_HEAD: Final = re.compile(
    r"(?:actions?|operations?|verbs?|steps?|permissions?|rights?|what)?", re.IGNORECASE
)
_VERB: Final = re.compile(r"[a-z]{3,14}(?:[ _-](?:in|out|off|back|up|over|down))?")


def rights_of_thing(
    table: Table, heads: Sequence[str], known: frozenset[str]
) -> list[Fact | Diagnostic]:
    """Return the rights of a table of roles and verbs that stands below a thing, if it is one."""
    roles = [name_in(row.cells[0]) for row in table.rows]
    thing = thing_above(table)
    columns = _verbs_in(table, heads) if thing else {}
    are_roles = all(roles) and ROLE_HEAD.fullmatch(heads[0].strip()) is not None
    if not columns or not (are_roles or all(is_role(role, known) for role in roles)):
        return []
    yes = reach_of_yes(table, columns)
    found: list[Fact | Diagnostic] = []
    for row, role in zip(table.rows, roles, strict=True):
        found.append(role_fact(table, role, row.line))
        found += _row(table, row, role, thing, columns, yes)
    return found


def _verbs_in(table: Table, heads: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Return the columns whose heads are verbs; {} where another column stands between them.

    Beside verbs that every thing has, a head is a verb whatever it is: `read | confirm | countersign`.
    """
    known = {i: verbs for i, head in enumerate(heads) if i and (verbs := verbs_named(head))}
    usual = [i for i, verbs in known.items() if set(verbs) <= USUAL]
    own = {
        i: (snake(head),)
        for i, head in enumerate(heads)
        if i and usual and i not in known and is_own_verb(head)
    }
    columns = known | own
    marked = all(is_marked(table, i) for i in columns)
    return dict(sorted(columns.items())) if marked and len(columns) == len(heads) - 1 else {}


def is_own_verb(head: str) -> bool:
    """Tell whether a head may be the verb of a step that only this document knows."""
    word = head.strip().lower()
    return _VERB.fullmatch(word) is not None and not SCOPE_HEAD.fullmatch(word)


def are_verbs(column: Sequence[str]) -> bool:
    """Tell whether the cells of a column are verbs, below a head that may say so."""
    head, *labels = column
    words = [label.strip(" *`").lower() for label in labels]
    usual = [word for word in words if {*verbs_named(word)} & USUAL]
    named = _VERB_HEAD.fullmatch(head.strip()) is not None
    return named and bool(usual) and all(verbs_named(word) or is_own_verb(word) for word in words)


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


def thing_above(table: Table) -> str:
    """Return the thing whose name stands above a table, nearest first; "" if none does."""
    lead = plain(table.lead).strip().rpartition("\n")[2]
    titles = (lead, *(plain(title) for title in table.section[-1:]))
    return next((thing for text in titles if (thing := thing_titled(text))), "")


def thing_titled(title: str) -> str:
    """Return the thing that a title names, `Hut` of `2. Rights on a hut`; "" where it names none."""
    match = _TITLE.fullmatch(title)
    return match["name"] if match and not _NO_THING.search(match["name"]) else ""
