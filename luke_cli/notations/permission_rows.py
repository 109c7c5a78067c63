"""A row of a table of rights, whichever way the table stands: what it is about, what it grants."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.document import Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.names import snake
from luke_cli.notations.marks import Mark, actions_named, by_case, mark_of, scope_in
from luke_cli.notations.permission_lists import actions_in, is_listed, listed
from luke_cli.notations.permission_verbs import USUAL, action_of
from luke_cli.notations.permission_words import Right, Stated, phrases, rights_in
from luke_cli.notations.role_words import role_name
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.facts import Authority, Fact, PermissionFact, RoleFact

ACTION_HEAD: Final = re.compile(
    r"actions?|operations?|verbs?|permissions?|rights?|aktion(?:en)?|acci(?:ó|o)n(?:es)?|"
    r"a(?:ç|c)(?:ã|a)o|a(?:ç|c)(?:õ|o)es|azion[ei]|operazion[ei]|opérations?|"
    r"operaci(?:ó|o)n(?:es)?|opera(?:ç|c)(?:ã|a)o|opera(?:ç|c)(?:õ|o)es|vorg(?:a|ä)nge?|t(?:ä|ae)tigkeit(?:en)?|befugnis(?:se)?|recht|"
    r"permisos?|facultad(?:es)?|droits?|permess[oi]|permiss(?:ão|ões)|действи[ея]|операци[яи]|操作|动作|権限|"
    r"アクション|동작|작업",
    re.IGNORECASE,
)
RESOURCE_HEAD: Final = re.compile(
    r"resources?|entit(?:y|ies)|objects?|things?|data|subjects?|ressourcen?|objekte?|recursos?|"
    r"ressources?|risors[ae]|entidad(?:e?s)?|entités?|ресурсы?|объекты?|资源|对象|リソース|対象|리소스|자원",
    re.IGNORECASE,
)
ROLE_HEAD: Final = re.compile(
    r"(?:user |system |account )?(?:roles?|user ?types?|personas?|actors?|user groups?|"
    r"rolle|benutzerrolle|rol|rôle|papel|perfil|função|роль|peran|"
    r"角色|ロール|役割|역할)(?: names?)?",
    re.IGNORECASE,
)
_WHOSE: Final = re.compile(
    r"^(?:(?:their|his|her|all|any|only)\s+)?(?:own|all|any|other|others['’]?|team)\s+(?=\S)"
    r"|\s+(?:of|in|within|from|at)\s+(?:their|his|her|its|the|all|any|other|own)\b.*$",
    re.IGNORECASE,
)
"""The words of a row that say whose things it is about."""
_ARTICLES: Final = frozenset(
    "el la los las un una unos unas le les l' du des de del della o os a as um uma do da dos das der "
    "die das den dem ein eine einen il lo gli i het een".split()
)
_MOST_WORDS: Final = 5
_CODED: Final = re.compile(r"[^(),;/`]+\(`(\w+)`\)")
"""`Upload a picture (`upload_photo`)`: what people call a step, and its name."""
_VERB: Final = r"[^\W\d_]+(?:[ _-][^\W\d_]+){0,2}"
_STEP: Final = re.compile(
    rf"(?P<thing>[^\W\d][\w-]*(?: [^\W\d][\w-]*){{0,2}}?)\s*(?::|\s/\s|\s[–—-]\s|→|->|\.)\s*(?P<verbs>{_VERB}(?:\s*[,/;]\s*{_VERB})*)"
)
"""A thing and the steps of it, as a row of a table names them: `Loan: read`, `Loan: book, move`."""
_STEPS_APART: Final = re.compile(r"\s*[,/;]\s*|\s+(?:and|und|y|et|e|en)\s+")
_ACT: Final = re.compile(r"(?<=\w)\s*\((?P<verb>[^\W\d_]+)\)\s*$")
"""`shifts (confirm)`: a thing and what the row is about."""
_FIRST_WORD: Final = re.compile(r"^\W*(?:\d+[.)]\s*)?")


@dataclass(frozen=True, slots=True)
class Subject:
    """A row or column that stands for rights."""

    rights: tuple[Right, ...]
    resource: str
    """Of a row that names a thing only; its cells say what may be done."""
    scope: str = ""
    """Of such a thing: `own` of `Own files`."""


def is_marked(table: Table, column: int) -> bool:
    """Tell whether most cells of a column are marks, or lists of verbs."""
    cells = [plain(row.cells[column]) for row in table.rows]
    marks = [cell for cell in cells if mark_of(cell) is not None or is_listed(cell)]
    return len(marks) * 10 >= len(cells) * 6


def not_understood(table: Table, row: Row, cell: str) -> Diagnostic:
    """Return the warning about a cell that grants nothing."""
    return Diagnostic(
        "LK-N301",
        Severity.WARNING,
        f"the cell `{cell[:60]}` of a table of rights is not understood: it grants nothing",
        Span(table.span.file, row.line),
        "write yes, no, own, team, all, or what may be done: view, create, edit, delete",
    )


def reach_of_yes(table: Table, columns: Iterable[int]) -> str:
    """Return how far a plain ✓ reaches: to all, where other cells say `own`; else nobody says."""
    cells = (mark_of(plain(row.cells[i])) for row in table.rows for i in columns)
    return "all" if any(mark and mark.scope in ("own", "team") for mark in cells) else ""


def are_steps(labels: Iterable[str]) -> bool:
    """Tell whether each row names a thing and a step of it: `loan: create`, `loan: write_off`."""
    rows = [step_of(label).rights for label in labels]
    return all(rows) and any(action_of(right.action) for rights in rows for right in rights)


def step_of(label: str) -> Subject:
    """Return what a row of steps is about; it has no rights where it names no step."""
    match = _STEP.fullmatch(label.strip(" *`"))
    told = (
        (
            Right(match["thing"].strip(), action)
            for verb in _STEPS_APART.split(match["verbs"])
            for action in actions_in(verb)
        )
        if match
        else ()
    )
    return Subject(tuple(told), "")


def subject_of(label: str, group: str) -> Subject:
    """Return what a row or column is about; `group`: the title of the rows around it."""
    if ":" in label and any(action_of(right.action) for right in step_of(label).rights):
        return step_of(label)
    rights = tuple(right for phrase in phrases(label) for right in rights_in(phrase))
    rights = rights or tuple(_in_words(label))
    if not rights and group:
        rights = rights_in(f"{label} {group}")
    whole = " ".join(_FIRST_WORD.sub("", re.sub(r"\([^()]*\)", "", label)).split())
    scope = scope_in(label)
    named_act = _ACT.search(label) if not rights and not scope else None
    if named_act and (action_of(named_act["verb"]) or actions_named(named_act["verb"])):
        return Subject(tuple(Right(whole, one) for one in actions_in(named_act["verb"])), whole)
    resource = _WHOSE.sub("", whole) if scope else whole
    named = re.fullmatch(r"[^\W\d][\w /&-]{0,40}", resource) is not None
    return Subject(rights, resource if named else "", scope)


def _in_words(label: str) -> Iterator[Right]:
    """Read `Crear platos` and `Rechnungen anlegen`: a verb and what it is done to."""
    bare = re.sub(r"\([^()]*\)", "", label)
    words = [word for word in _FIRST_WORD.sub("", bare).split() if word.lower() not in _ARTICLES]
    if not 2 <= len(words) <= _MOST_WORDS:
        return
    for verb, thing in ((words[0], words[1:]), (words[-1], words[:-1])):
        if actions_named(verb.strip(".,:")):
            actions = actions_in(verb.strip(".,:"))
            yield from (Right(" ".join(thing), action, scope_in(label)) for action in actions)
            return


def steps_in(cell: str) -> str:
    """Return the steps that a cell lists, each by its name in the code where it stands behind."""
    return plain(_CODED.sub(r" \1", cell))


def named_rights(resource: str, actions: str) -> Iterator[Right]:
    """Yield the rights to a thing: each action by its usual name, an unknown one as written."""
    for part in re.split(r"\s*(?:[,;/、，]|\band\b|\bund\b|<br\s*/?>)\s*", actions):
        said = re.sub(r"\([^()]*\)", "", part).strip(" *`.")
        word = snake(said)
        if word and resource:
            is_usual = action_of(word) in USUAL and not actions_named(said)
            named = (action_of(word),) if is_usual else actions_in(said)
            yield from (Right(resource, action, scope_in(part)) for action in named)


def granted_in(
    table: Table,
    row: Row,
    role: str,
    subject: Subject,
    cell: str,
    yes: str,
    *,
    is_x_no: bool = False,
) -> Iterator[Fact | Diagnostic]:
    """Yield what a cell grants a role; `is_x_no`: an `x` stands for no."""
    if subject.resource and (marks := by_case(cell)):
        for one in marks:
            yield from granted(table, row, role, subject, one, yes)
        return
    mark = mark_of(cell)
    if subject.resource and (mark is None or (mark.actions and mark.scope)):
        rights = listed(cell, subject.resource, is_sure=True)
        for right in rights:
            told = Right(right.resource, right.action, right.scope or subject.scope)
            yield permission_fact(table, row, role, told, allowed=True)
        if rights:
            return
    if mark is None:
        yield not_understood(table, row, cell)
        return
    if not mark.certain and cell.strip().lower() == "x" and is_x_no:
        mark = Mark(allowed=False)
    yield from granted(table, row, role, subject, mark, yes)


def granted(
    table: Table, row: Row, role: str, subject: Subject, mark: Mark, yes: str
) -> Iterator[Fact]:
    """Yield what a cell grants a role, or denies it; `yes`: how far a plain ✓ reaches."""
    rights = subject.rights
    if mark.actions and subject.resource:
        things = {right.resource for right in rights} or {subject.resource}
        whose = next((right.scope for right in rights if right.scope), subject.scope)
        rights = tuple(
            Right(thing, action, whose) for thing in sorted(things) for action in mark.actions
        )
    elif not rights and subject.resource:
        rights = (Right(subject.resource, "*", subject.scope),)
    for right in rights:
        said = "" if mark.actions or right.action == "create" else yes
        yield permission_fact(
            table,
            row,
            role,
            Right(right.resource, right.action, mark.scope or right.scope or said),
            allowed=mark.allowed,
            blank=mark.blank,
        )


def name_in(cell: str) -> str:
    """Return the name of a role that a cell is; "" if it is none."""
    text = re.sub(r"\s*\([^()]*\)\s*$", "", plain(cell)).strip(" *`_:")
    return text if re.fullmatch(r"[^\W\d][\w /&-]{1,40}", text) and len(text.split()) <= 4 else ""


def role_fact(table: Table, name: str, line: int, parents: str = "", comment: str = "") -> RoleFact:
    """Return the role that a table names."""
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


def permission_fact(
    table: Table, row: Row, role: str, right: Right, *, allowed: bool, blank: bool = False
) -> PermissionFact:
    """Return a right that a row gives a role, or denies it."""
    return Stated(Span(table.span.file, row.line), table.section, Authority.LIST).fact(
        role.strip(" *`"), right, allowed=allowed, blank=blank
    )
