"""Tables of rights below the name of the one role that they are about.

### Warden                                   **Warden**

| Plot rights | Allowed           |          | Resource | Create | Read | Scope |
|-------------|-------------------|          |----------|:------:|:----:|-------|
| plot        | read (own), water |          | plot     |   ✓    |  ✓   | own   |
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.document import Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.access_sentences import RIGHTS_SECTION
from luke_cli.notations.marks import actions_named
from luke_cli.notations.permission_cells import is_role
from luke_cli.notations.permission_lists import listed, reach_told
from luke_cli.notations.permission_rows import (
    ACTION_HEAD,
    RESOURCE_HEAD,
    Subject,
    granted_in,
    is_marked,
    name_in,
    permission_fact,
    reach_of_yes,
    role_fact,
    subject_of,
)
from luke_cli.notations.permission_verbs import action_of
from luke_cli.notations.permission_words import Right, phrases, rights_in, strings_in
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact

SCOPE_HEAD: Final = re.compile(
    r"scopes?|whose(?: \w+)?|reach|ownership|limits?|(?:which|on which|of which) (?:rows|records|ones)|"
    r"rows|conditions?|restrictions?",
    re.IGNORECASE,
)
_MAY_HEAD: Final = re.compile(
    r"(?:(?:is\s+)?allowed(?: \w+)?|may|can|permitted|granted|access|(?:\w+ )?rights?|(?:\w+ )?permissions?|what|"
    r"(?:may|can) (?:do|be done)|allowed (?:actions|operations|verbs)|yes/no|\?)",
    re.IGNORECASE,
)
_NOT_HEAD: Final = re.compile(
    r"(?:not allowed|may not|cannot|can['’]?t|denied|forbidden|never)", re.IGNORECASE
)
_VERB: Final = re.compile(r"[^\W\d]+(?:[ -](?:in|out|up|back|off|down))?")
_TITLE: Final = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*[.)]?\s*)?(?:(?:roles?|the|an?|as|permissions|rights|for|of|what)\b[\s:]*)*"
    r"(?P<name>[^\W\d][\w &/-]{1,40}?)\s*(?:\([^()]*\)|(?:roles?|permissions|rights|may|can|access)\b)*\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of such a table are."""

    allowed: tuple[int, ...]
    """Marks, or lists of verbs, for what the first cell names."""
    denied: tuple[int, ...]
    acted: int
    """The column of actions, where each row has its own; 0 if there is none."""
    verbs: tuple[int, ...]
    """Columns of marks whose heads are verbs."""
    scope: int


def rights_below(
    table: Table, heads: Sequence[str], known: frozenset[str]
) -> list[Fact | Diagnostic]:
    """Return the rights of a table that stands below the name of a role, if it is one."""
    role = _role_above(table, known)
    columns = _columns(table, heads) if role and not _is_of_roles(table, heads, known) else None
    if columns is None:
        return []
    found = [one for row in table.rows for one in _row(table, row, heads, role, columns)]
    rights = [one for one in found if isinstance(one, Fact)]
    return [role_fact(table, role, table.span.line), *found] if rights else []


def _role_above(table: Table, known: frozenset[str]) -> str:
    """Return the role whose name stands above a table, nearest first; "" if none does."""
    lead = plain(table.lead).strip().rpartition("\n")[2]
    for text in (lead, *(plain(title) for title in reversed(table.section[-1:]))):
        match = _TITLE.match(text)
        name = name_in(match["name"]) if match else ""
        if name and is_role(name, known):
            return name
    return ""


def _is_of_roles(table: Table, heads: Sequence[str], known: frozenset[str]) -> bool:
    """Tell whether marks stand below roles, whatever the heading above: `Security` is none there."""
    marked = [head.strip() for i, head in enumerate(heads) if i and is_marked(table, i)]
    roles = [head for head in marked if is_role(head, known)]
    return bool(roles) and (roles == marked or any(not verbs_named(head) for head in roles))


def _columns(table: Table, heads: Sequence[str]) -> _Columns | None:
    """Return what the columns are; None where the table is about something else."""
    width = range(1, len(heads))
    bare = [head.strip() for head in heads]
    scope = next((i for i in width if SCOPE_HEAD.fullmatch(bare[i])), 0)
    verbs = tuple(i for i in width if i != scope and verbs_named(bare[i]) and is_marked(table, i))
    denied = tuple(i for i in width if i not in verbs and _NOT_HEAD.fullmatch(bare[i]))
    told = [i for i in width if i not in (scope, *verbs, *denied)]
    acted = next((i for i in told if ACTION_HEAD.fullmatch(bare[i])), 0)
    allowed = tuple(i for i in told if i != acted and _MAY_HEAD.fullmatch(bare[i]))
    by_thing = RESOURCE_HEAD.fullmatch(bare[0]) is not None
    by_right = ACTION_HEAD.fullmatch(bare[0]) or _MAY_HEAD.fullmatch(bare[0])
    above = any(map(RIGHTS_SECTION.search, table.section[:-1] or table.section))
    if verbs and (by_thing or above):
        return _Columns((), (), 0, verbs, scope)
    stands = by_thing or by_right or above
    is_of_rights = bool(acted or allowed or denied or (by_right and scope))
    return _Columns(allowed, denied, acted, (), scope) if stands and is_of_rights else None


def verbs_named(head: str) -> tuple[str, ...]:
    """Return the actions that the head of a column names; () if it names none."""
    word = head.strip().lower()
    known = action_of(word) if _VERB.fullmatch(word) else ""
    return actions_named(word) or ((known,) if known else ())


def _row(
    table: Table, row: Row, heads: Sequence[str], role: str, columns: _Columns
) -> Iterator[Fact | Diagnostic]:
    label = plain(row.cells[0]).strip(" *`")
    said = plain(row.cells[columns.scope]) if columns.scope else ""
    reach = reach_told(said)
    if not label or (said.strip(" -–—") and not reach):
        # What else limits a right is not known here: nobody gets it.
        return
    for column in columns.verbs:
        rights = tuple(Right(label, verb, reach) for verb in verbs_named(heads[column]))
        subject = Subject(rights, label, reach)
        yield from granted_in(table, row, role, subject, plain(row.cells[column]), "")
    if columns.acted and _is_yes(row, columns):
        for right in listed(plain(row.cells[columns.acted]), label, is_sure=True):
            told = Right(right.resource, right.action, right.scope or reach)
            yield permission_fact(table, row, role, told, allowed=True)
    if not (columns.acted or columns.verbs):
        yield from _told(table, row, role, _subject(label, reach), columns)


def _told(
    table: Table, row: Row, role: str, subject: Subject, columns: _Columns
) -> Iterator[Fact | Diagnostic]:
    yes = reach_of_yes(table, columns.allowed)
    for column in columns.allowed:
        yield from granted_in(table, row, role, subject, plain(row.cells[column]), yes)
    for column in columns.denied:
        for right in _denied(plain(row.cells[column]), subject):
            yield permission_fact(table, row, role, right, allowed=False)
    if not columns.allowed:
        for right in subject.rights:
            yield permission_fact(table, row, role, right, allowed=True)


def _denied(cell: str, subject: Subject) -> tuple[Right, ...]:
    if subject.resource and not subject.rights:
        return listed(cell, subject.resource, is_sure=True)
    return tuple(right for phrase in phrases(cell) for right in rights_in(phrase))


def _is_yes(row: Row, columns: _Columns) -> bool:
    """Tell whether no other cell of a row takes its actions back."""
    cells = [plain(row.cells[i]).strip().lower() for i in (*columns.allowed, *columns.denied)]
    return all(cell in ("yes", "y", "✓", "✔", "✅", "true", "allow", "allowed") for cell in cells)


def _subject(label: str, reach: str) -> Subject:
    strings = tuple(strings_in(label))
    found = Subject(strings, "") if strings else subject_of(label, "")
    rights = tuple(
        Right(right.resource, right.action, right.scope or reach) for right in found.rights
    )
    return Subject(rights, found.resource, found.scope or reach)
