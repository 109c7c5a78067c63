"""Who may call what: the matrix of rights and the right of each operation, denied by default."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab, snake
from luke_cli.spec.facts import Fact
from luke_cli.spec.model import (
    Assumption,
    Decision,
    Entity,
    Kind,
    Operation,
    Permission,
    Question,
    Side,
    Sources,
    Spec,
)
from luke_cli.spec.resolve.auth_operations import PUBLIC
from luke_cli.spec.resolve.choosing import with_choosers
from luke_cli.spec.resolve.derived_rights import Case, derived
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.overruled_rights import overruled
from luke_cli.spec.resolve.permission_matrix import (
    Matrix,
    add_row,
    add_stated,
    ask_about_unused,
)
from luke_cli.spec.resolve.rights import (
    reach,
    resource_of,
    rights_of,
    standing_of,
)
from luke_cli.spec.resolve.role_names import is_anybody, is_everybody, known
from luke_cli.spec.resolve.said import SECURITY, Said
from luke_cli.spec.resolve.story_rights import with_stories

EVERYONE: Final = "A-profile-everyone"
_BEFORE: Final = re.compile(
    r"sso|oauth|google|github|facebook|apple|saml|oidc|callback|forgot|reset|verify|confirm|resend"
)
"""Names of acts before anybody has a token."""

_READS: Final = (Kind.LIST, Kind.READ, Kind.DOWNLOAD, Kind.CUSTOM, Kind.AUTH)


def resolve_permissions(
    said: Said, spec: Spec, names: EntityNames, drafts: tuple[Draft, ...]
) -> tuple[tuple[Operation, ...], Matrix]:
    """Give each operation a right, and each right its roles."""
    rights = rights_of(said, spec, names, drafts)
    matrix = Matrix(said, spec, names, rights, standing_of(spec, rights), _browsed(drafts))
    matrix.decisions += with_stories(said, spec, rights, matrix.standing)
    matrix.decisions += overruled(said, rights)
    for resource, action in rights.granted:
        add_stated(matrix, resource, action)
    operations = tuple(_decided(matrix, draft) for draft in drafts)
    with_choosers(matrix)
    ask_about_unused(matrix, operations)
    return operations, matrix


def _decided(matrix: Matrix, draft: Draft) -> Operation:
    """Return an operation with its right."""
    operation = draft.operation
    if operation.permissions and operation.name not in ("auth.me", "auth.update_me"):
        return operation
    if operation.group == "auth" and operation.kind is Kind.CUSTOM:
        return replace(operation, permissions=(_of_open_sign_in(draft),))
    if operation.kind is Kind.AUTH:
        return replace(operation, permissions=(_of_sign_in(matrix, draft),))
    if _is_public(matrix, draft):
        return replace(operation, permissions=("public",))
    return replace(operation, permissions=(_right(matrix, draft),))


def _of_open_sign_in(draft: Draft) -> str:
    """Return the right of a way to sign in that is not built: who resets a password has no token."""
    if draft.public is not None:
        return "public" if draft.public else "signed-in"
    return "public" if _BEFORE.search(draft.operation.verb) else "signed-in"


def _of_sign_in(matrix: Matrix, draft: Draft) -> str:
    verb = draft.operation.verb
    if verb in PUBLIC:
        return "public"
    action = {"me": "read", "update_me": "update"}.get(verb, "")
    name = f"profile:{action}"
    if not action or name not in matrix.rows:
        return "signed-in"
    row = matrix.rows[name]
    missing = [role for role in matrix.standing.roles if role not in dict(row.scopes)]
    if missing:
        scopes = dict.fromkeys(matrix.standing.roles, "own")
        matrix.rows[name] = replace(row, scopes=tuple(scopes.items()), basis=(*row.basis, EVERYONE))
        matrix.assumptions[EVERYONE] = Assumption(
            name=EVERYONE,
            about=name,
            proposal="every role may read and change its own profile",
            why=f"the right is not stated for {' and '.join(missing)}",
            sources=row.sources,
        )
    return name


def _browsed(drafts: Iterable[Draft]) -> frozenset[str]:
    """Return the resources of which an endpoint shows rows to anybody."""
    shows = (Kind.LIST, Kind.READ)
    return frozenset(d.resource for d in drafts if d.public and d.operation.kind in shows)


def _is_public(matrix: Matrix, draft: Draft) -> bool:
    key = draft.resource, draft.action
    open_ = draft.public is True or key in matrix.rights.anybody
    if not draft.endpoint and draft.operation.kind in (Kind.LIST, Kind.READ):
        open_ = open_ or draft.resource in matrix.browsed
    if any(is_anybody(role) for role in draft.roles):
        open_ = True
    elif draft.roles or draft.public is False:
        open_ = draft.public is True and not draft.roles
    if not open_:
        return False
    entity = draft.entity
    if entity is None:
        return True
    if entity.trait("tenant") or entity.trait("account"):
        return _not_public(matrix, draft, "the token says whose company it is")
    if draft.operation.kind in _READS or not entity.trait("owner"):
        return draft.operation.kind is not Kind.TRANSITION
    return _not_public(matrix, draft, "the token says whose it will be")


def _not_public(matrix: Matrix, draft: Draft, why: str) -> bool:
    one = draft.operation
    name = f"Q-{kebab(one.name.replace('.', '-'))}-public"
    matrix.questions[name] = Question(
        name=name,
        about=one.name,
        meanwhile=f"How does `{one.name}` work without a token? It needs one: {why}.",
        ask="security engineer",
        sources=matrix.said.sources(draft.endpoint),
    )
    return False


def _right(matrix: Matrix, draft: Draft) -> str:
    if ":" in draft.permission or "." in draft.permission:
        return _asked(matrix, draft)
    name = f"{draft.resource}:{draft.action}"
    if draft.roles:
        return _by_roles(matrix, draft, name)
    if name in matrix.rows:
        return name
    return _derived(matrix, draft, name)


def _asked(matrix: Matrix, draft: Draft) -> str:
    """Return the right that an endpoint itself asks for: `expense:create`."""
    words = draft.permission.replace(".", ":").split(":")
    resource, _ = resource_of(matrix.names, words[0])
    name = f"{resource}:{snake(words[1]) or draft.action}"
    if name in matrix.rows:
        return name
    if draft.roles:
        return _by_roles(matrix, draft, name)
    return _derived(matrix, draft, name)


def _by_roles(matrix: Matrix, draft: Draft, name: str) -> str:
    """Return the right of an operation whose roles are listed with it."""
    roles = _roles(matrix, draft.roles)
    if not roles:
        return name if name in matrix.rows else _derived(matrix, draft, name)
    row = matrix.rows.get(name)
    if row is not None:
        held = [role for role, _ in row.scopes] or _withheld(matrix, name)
        if set(held) == set(roles):
            return name
        if _by_security(matrix, row.sources):
            _contradicted(matrix, draft, row, held, roles)
            return name
        if _is_more_formal(matrix, draft, name):
            _overrule(matrix, draft, row, held, roles)
            return name
        name = f"{draft.resource}:{draft.operation.verb}"
        if name in matrix.rows:
            return name
    _grant(matrix, draft, name, roles)
    return name


def _withheld(matrix: Matrix, name: str) -> list[str]:
    """Return who has a right to what is their own, where nothing says whose a row is."""
    resource, _, action = name.partition(":")
    return [*matrix.rights.granted.get((resource, action), {})]


def _grant(matrix: Matrix, draft: Draft, name: str, roles: tuple[str, ...]) -> None:
    """Add a right of the roles that are listed with an endpoint."""
    resource, _, action = name.partition(":")
    facts = draft.endpoint or draft.facts
    matrix.rights.entities[resource] = draft.entity
    for role in roles:
        matrix.rights.grant((resource, action), role, "", facts)
    scopes = {
        role: reach(matrix.spec, matrix.standing, matrix.rights, (resource, action), role)
        for role in roles
    }
    add_row(matrix, name, scopes, facts, ())


def _roles(matrix: Matrix, names: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        meant = matrix.standing.roles if is_everybody(name) else known(matrix.standing.roles, name)
        found += [role for role in meant if role not in found]
    return tuple(found)


def _by_security(matrix: Matrix, sources: Sources) -> bool:
    return any(matrix.said.owners.get(place.file) == SECURITY for place in sources)


def _is_more_formal(matrix: Matrix, draft: Draft, name: str) -> bool:
    """Tell whether an endpoint says who may call it more formally than a sentence does."""
    resource, _, action = name.partition(":")
    cells = matrix.rights.granted.get((resource, action), {})
    stated = [f.authority for right in cells.values() for f in right.facts if isinstance(f, Fact)]
    said = [fact.authority for fact in draft.endpoint]
    return bool(stated and said) and max(said) > max(stated)


def _overrule(
    matrix: Matrix, draft: Draft, row: Permission, held: list[str], roles: tuple[str, ...]
) -> None:
    """Take the roles of an endpoint instead of those of a sentence."""
    resource, _, action = row.name.partition(":")
    kept = {r: c for r, c in matrix.rights.granted[resource, action].items() if r in roles}
    matrix.rights.granted[resource, action] = kept
    _grant(matrix, draft, row.name, roles)
    if not set(held) <= set(roles):
        decision = _who(draft, row.name)
        sources = matrix.said.sources(draft.endpoint)
        matrix.decisions.append(
            replace(
                decision,
                taken=Side(", ".join(roles), sources),
                aside=(Side(", ".join(held), row.sources),),
                why="the endpoint says so more formally",
            )
        )


def _contradicted(
    matrix: Matrix, draft: Draft, row: Permission, held: list[str], roles: tuple[str, ...]
) -> None:
    sources = matrix.said.sources(draft.endpoint or draft.facts)
    matrix.decisions.append(
        replace(
            _who(draft, row.name),
            taken=Side(", ".join(held), row.sources),
            aside=(Side(", ".join(roles), sources),),
        )
    )


def _who(draft: Draft, about: str) -> Decision:
    name = f"D-{kebab(draft.operation.name.replace('.', '-'))}-roles"
    return Decision(name, about, Side(""), (), "the security document decides rights")


def _derived(matrix: Matrix, draft: Draft, name: str) -> str:
    """Return a right that nobody names: it follows a related one."""
    found = derived(Case(matrix.spec, matrix.standing, matrix.rows, draft, name))
    if found.name in matrix.rows:
        return found.name
    assumption = f"A-{kebab(found.about)}-rights"
    matrix.rights.entities.setdefault(draft.resource, draft.entity)
    row = add_row(matrix, found.name, found.scopes, (), (assumption,))
    matrix.rows[found.name] = replace(row, sources=found.sources)
    before = matrix.assumptions.get(assumption)
    action = found.name.partition(":")[2].replace("_", " ")
    if before is None:
        matrix.assumptions[assumption] = Assumption(
            name=assumption,
            about=found.name,
            proposal=f"{action}: {found.proposal}",
            why="no document names the right",
            sources=matrix.said.sources((*draft.endpoint, *draft.facts))
            or _entity_sources(draft.entity),
        )
    else:
        proposal = f"{before.proposal}; {action}: {found.proposal}"
        matrix.assumptions[assumption] = replace(before, proposal=proposal)
    return found.name


def _entity_sources(entity: Entity | None) -> Sources:
    return entity.sources[:1] if entity else ()
