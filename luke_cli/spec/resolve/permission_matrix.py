"""The matrix of rights while it grows: what is stated, what is inherited, what is asked."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.names import kebab
from luke_cli.spec.facts import Fact, PermissionFact
from luke_cli.spec.heirs import inherited
from luke_cli.spec.model import Assumption, Basis, Decision, Operation, Permission, Question, Spec
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.ownership import is_owned, known_by, whose
from luke_cli.spec.resolve.rights import Rights, is_nobodys, reach, safe, wider
from luke_cli.spec.resolve.role_names import known
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.resolve.standing import Standing

ALL_IS_TENANT: Final = "A-all-is-tenant"


@dataclass(slots=True)
class Matrix:
    """The matrix while it grows."""

    said: Said
    spec: Spec
    names: EntityNames
    rights: Rights
    standing: Standing
    browsed: frozenset[str] = frozenset()
    """Resources of which an endpoint shows rows to anybody: what is added does, too."""
    unread: Mapping[str, list[Line]] = field(default_factory=dict)
    """Lines about rights that nobody understands, by what they are about."""
    wished: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """How far stories say that roles look, by thing and role."""
    rows: dict[str, Permission] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    assumptions: dict[str, Assumption] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)


def add_stated(matrix: Matrix, resource: str, action: str) -> Permission:
    """Write the row of a right that the documents state."""
    key = resource, action
    cells = matrix.rights.granted[key]
    scopes = {role: reach(matrix.spec, matrix.standing, matrix.rights, key, role) for role in cells}
    facts = [fact for right in cells.values() for fact in right.facts]
    wide = (
        any(right.scope == "all" for right in cells.values()) and matrix.standing.widest == "tenant"
    )
    if wide:
        _assume_tenant(matrix)
    entity = matrix.rights.entities.get(resource)
    if any(is_nobodys(matrix.spec, entity, scope) for scope in scopes.values()):
        ask_whose(matrix, resource, facts)
    _not_whose(matrix, resource, {role for role, scope in scopes.items() if scope == "own"}, facts)
    return add_row(matrix, f"{resource}:{action}", scopes, facts, (ALL_IS_TENANT,) if wide else ())


def add_denied(matrix: Matrix, name: str) -> bool:
    """Write the row of a right that the documents deny to every role; tell whether they do."""
    resource, _, action = name.partition(":")
    denied = matrix.rights.denied.get((resource, action), {})
    facts = [fact for told in denied.values() for fact in told]
    is_said = any(not (isinstance(fact, PermissionFact) and fact.blank) for fact in facts)
    if not is_said or not set(matrix.standing.roles) <= set(denied):
        return False
    matrix.rows[name] = Permission(name, (), matrix.said.sources(dict.fromkeys(facts)), ())
    return True


def ask_whose(matrix: Matrix, resource: str, facts: Iterable[Fact | Line]) -> None:
    """Ask whose the rows are: a right speaks of one's own, and nothing says which those are."""
    name = f"Q-{kebab(resource)}-owner"
    thing = resource.replace("_", " ")
    entity = matrix.rights.entities.get(resource)
    way = known_by(matrix.spec, entity) if entity else ""
    said = f" Those that `{way}` leads to?" if way else ""
    matrix.questions.setdefault(
        name,
        Question(
            name=name,
            about=f"{resource}:read",
            meanwhile=f"Whose is a row of {thing}?{said} Rights speak of one's own, no field says "
            "whose it is: they open none.",
            ask="architect",
            sources=matrix.said.sources([*facts][:1]),
        ),
    )


def _not_whose(
    matrix: Matrix, resource: str, roles: Collection[str], facts: list[Fact | Line]
) -> None:
    """Ask which rows are one's own to a role that a row does not name as the one it is for."""
    named = whose(matrix.spec, matrix.rights.entities.get(resource))
    holder = next(iter(known(matrix.standing.roles, named)), "") if named else ""
    others = [role for role in matrix.standing.roles if role in roles and role != holder]
    if not holder or not others:
        return
    name = f"Q-{kebab(resource)}-own"
    thing = resource.replace("_", " ")
    who = " and ".join(others)
    matrix.questions.setdefault(
        name,
        Question(
            name=name,
            about=f"{resource}:read",
            meanwhile=f"Which rows of {thing} are the {who}'s own? A row belongs to the {holder} "
            f"that it is for: to {who} only those of which they are that themselves.",
            ask="architect",
            sources=matrix.said.sources(facts[:1]),
        ),
    )


def add_row(
    matrix: Matrix, name: str, scopes: Mapping[str, str], facts: Iterable[Fact | Line], basis: Basis
) -> Permission:
    """Write the row of a right, inherited rights included."""
    resource, _, action = name.partition(":")
    denied = matrix.rights.denied.get((resource, action), {})
    held = matrix.rights.granted.get((resource, action), {})
    # What follows from a related right is nobody's to whom it is denied.
    effective = {
        role: scope
        for role, scope in scopes.items()
        if scope and (role in held or role not in denied)
    }
    for role, above in inherited(matrix.spec):
        if above in scopes and role not in denied and scopes[above]:
            effective[role] = wider(effective.get(role, ""), scopes[above])
    for role, scope in _by_wildcard(matrix, resource, action):
        # Who may do everything is not held to what follows from a related right.
        is_wider = role in matrix.rights.masters and role not in held
        if role not in denied and (is_wider or role not in effective):
            effective[role] = wider(effective.get(role, ""), scope)
    ordered = tuple((role, effective[role]) for role in matrix.standing.roles if role in effective)
    row = Permission(name, ordered, matrix.said.sources(facts), basis)
    matrix.rows[name] = row
    return row


def _by_wildcard(matrix: Matrix, resource: str, action: str) -> Iterator[tuple[str, str]]:
    """Yield those who may do everything, and those who may do everything with a resource."""
    for role in matrix.rights.masters:
        yield role, "own" if resource == "profile" else matrix.standing.widest
    entity = matrix.rights.entities.get(resource)
    for role, scope in matrix.rights.by_whole(resource, action):
        wanted = scope or ("own" if is_owned(matrix.spec, entity) else matrix.standing.widest)
        wanted = matrix.standing.widest if role in matrix.standing.admins else wanted
        reached = safe(matrix.spec, matrix.standing, entity, action, wanted)
        if reached:
            yield role, reached


def assume_own(
    matrix: Matrix, name: str, roles: Sequence[str], facts: Iterable[Fact | Line]
) -> Basis:
    """Say that an endpoint lets some reach their own rows only, where it names them and no reach.

    No other right of theirs to the thing says `own`, which would be reason enough.
    """
    resource = name.partition(":")[0]
    actions = matrix.rights.actions.get(resource, ())
    rights = [matrix.rights.granted[resource, action] for action in actions]
    silent = [r for r in roles if not any(r in held and held[r].scope == "own" for held in rights)]
    if not silent:
        return ()
    basis = f"A-{kebab(resource)}-own"
    matrix.assumptions.setdefault(
        basis,
        Assumption(
            name=basis,
            about=name,
            proposal=f"{' and '.join(silent)}: only their own rows of {resource.replace('_', ' ')}",
            why="an endpoint names them and not how far they reach; too little is safer than too much",
            sources=matrix.said.sources([*facts][:1]),
        ),
    )
    return (basis,)


def _assume_tenant(matrix: Matrix) -> None:
    matrix.assumptions.setdefault(
        ALL_IS_TENANT,
        Assumption(
            name=ALL_IS_TENANT,
            about="permissions",
            proposal="a right to all rows is a right to all rows of one's own tenant",
            why="rows of two tenants never mix",
        ),
    )


def ask_about_unused(matrix: Matrix, operations: tuple[Operation, ...]) -> None:
    """Ask what a resource is that rights speak of and nothing stores or offers."""
    used = {name.partition(":")[0] for one in operations for name in one.permissions}
    for name, row in list(matrix.rows.items()):
        resource = name.partition(":")[0]
        entity = matrix.rights.entities.get(resource)
        if resource in used or entity is not None or resource in ("profile", "system"):
            continue
        question = f"Q-{kebab(resource)}-entity"
        matrix.rows[name] = replace(row, basis=(*row.basis, question))
        if question not in matrix.questions:
            word = resource.replace("_", " ")
            article = "an" if word[0] in "aeiou" else "a"
            matrix.questions[question] = Question(
                name=question,
                about=name,
                meanwhile=f"What is {article} {word}? Rights speak of it, no document "
                "describes it: nothing is stored.",
                ask="product owner",
                sources=row.sources,
            )
