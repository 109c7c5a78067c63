"""Who may call what: the matrix of rights and the right of each operation, denied by default."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab
from luke_cli.spec.api_keys import ACTIONS
from luke_cli.spec.invitations import INVITE
from luke_cli.spec.model import (
    Assumption,
    Decision,
    Entity,
    Kind,
    Operation,
    Permission,
    Side,
    Sources,
    Spec,
)
from luke_cli.spec.resolve.auth_operations import PUBLIC
from luke_cli.spec.resolve.caller_rights import callers_last, is_of_the_caller, with_own
from luke_cli.spec.resolve.choosing import with_choosers
from luke_cli.spec.resolve.derived_rights import Case, derived
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.endpoint_claims import is_apart, is_more_formal, only_says_whose
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.invitations import inviting
from luke_cli.spec.resolve.key_rights import key_right
from luke_cli.spec.resolve.overruled_rights import are_the_only, overruled, refused
from luke_cli.spec.resolve.permission_matrix import (
    Matrix,
    add_denied,
    add_row,
    add_stated,
    ask_about_unused,
    ask_whose,
    assume_own,
)
from luke_cli.spec.resolve.public_rights import browsed, is_public
from luke_cli.spec.resolve.rights import reach, resource_of, rights_of
from luke_cli.spec.resolve.rights_table import asked_right
from luke_cli.spec.resolve.role_names import is_end_user, is_everybody, known
from luke_cli.spec.resolve.said import SECURITY, Said
from luke_cli.spec.resolve.sole_rights import with_sole_rights
from luke_cli.spec.resolve.standing import standing_of
from luke_cli.spec.resolve.story_rights import against_endpoints, with_stories
from luke_cli.spec.resolve.story_wishes import narrow_reads
from luke_cli.spec.resolve.unread_rights import asked_about, unread_rights

EVERYONE: Final = "A-profile-everyone"
_BEFORE: Final = re.compile(
    r"sso|oauth|google|github|facebook|apple|saml|oidc|callback|forgot|reset|verify|confirm|resend"
)
"""Names of acts before anybody has a token."""


def resolve_permissions(
    said: Said, spec: Spec, names: EntityNames, drafts: tuple[Draft, ...]
) -> tuple[tuple[Operation, ...], Matrix]:
    """Give each operation a right, and each right its roles."""
    rights = rights_of(said, spec, names, drafts)
    standing, unread = standing_of(spec, rights, drafts), unread_rights(said, spec)
    wished = narrow_reads(said, spec, names)
    matrix = Matrix(said, spec, names, rights, standing, browsed(drafts), unread, wished)
    matrix.decisions += with_stories(said, spec, rights, matrix.standing, drafts)
    matrix.decisions += against_endpoints(said, spec, rights, standing, drafts)
    matrix.decisions += overruled(said, rights)
    told = {one.about for one in matrix.decisions}
    matrix.decisions += (one for one in with_sole_rights(said, rights) if one.about not in told)
    for resource, action in rights.granted:
        add_stated(matrix, resource, action)
    # What nobody gives a right is like what somebody does, so that comes first.
    ordered = sorted(callers_last(spec, drafts), key=lambda d: not (d.roles or d.permission))
    decided = {d.operation.name: _decided(matrix, d) for d in ordered}
    operations = tuple(decided[draft.operation.name] for draft in drafts)
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
    if is_public(matrix, draft):
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
    if verb in ACTIONS:
        return key_right(matrix, draft)
    account = matrix.spec.account or draft.entity
    if verb == INVITE and account is not None:
        return _to_invite(matrix, inviting(account, draft))
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


def _to_invite(matrix: Matrix, draft: Draft) -> str:
    """Return the right to invite; whoever may add accounts may, if no document says who."""
    adds = f"{draft.resource}:create"
    if not draft.roles and not draft.permission and f"{draft.resource}:invite" not in matrix.rows:
        return adds if adds in matrix.rows else _derived(matrix, draft, adds)
    return _right(matrix, draft)


def _right(matrix: Matrix, draft: Draft) -> str:
    if ":" in draft.permission or "." in draft.permission:
        return _asked(matrix, draft)
    name = f"{draft.resource}:{draft.action}"
    if draft.roles:
        return _by_roles(matrix, draft, name)
    if name in matrix.rows or add_denied(matrix, name):
        return name
    return _derived(matrix, draft, name)


def _asked(matrix: Matrix, draft: Draft) -> str:
    """Return the right that an endpoint itself asks for: `expense:create`."""
    resource, action = asked_right(matrix.names, draft.permission)
    name = f"{resource}:{action or draft.action}"
    if name in matrix.rows:
        return name
    if draft.roles:
        return _by_roles(matrix, draft, name)
    return _derived(matrix, draft, name)


def _by_roles(matrix: Matrix, draft: Draft, name: str) -> str:
    """Return the right of an operation whose roles are listed with it."""
    roles = _not_refused(matrix, draft, name, _roles(matrix, draft.roles))
    if not roles:
        return name if name in matrix.rows else _derived(matrix, draft, name)
    if is_of_the_caller(matrix.spec, draft):
        with_own(matrix, draft, name, roles)
        return name
    row = matrix.rows.get(name)
    if row is not None:
        held = [role for role, _ in row.scopes]
        if set(held) == set(roles):
            return name
        is_formal = is_more_formal(matrix, draft, name)
        only_whose = is_formal and only_says_whose(matrix, name, held, roles)
        apart = is_formal and is_apart(matrix, draft, name, roles)
        by_security = _by_security(matrix, row.sources) and not only_whose
        if by_security and not apart:
            matrix.decisions.append(_sides(matrix, draft, row, held, roles))
        elif is_formal and not apart:
            _overrule(matrix, draft, row, held, roles)
        if (by_security or is_formal) and not apart:
            return name
        name = f"{draft.resource}:{draft.operation.verb}"
        if name in matrix.rows:
            own = [one for one, scope in draft.scopes if scope == "own"]
            if draft.operation.kind is Kind.READ:
                # `GET /members` is for the board, `GET /members/{id}` for a member (own) as well.
                with_own(matrix, draft, name, _roles(matrix, own))
            _compared(matrix, draft, row, held, roles)
            return name
    _grant(matrix, draft, name, roles)
    return name


def _not_refused(
    matrix: Matrix, draft: Draft, name: str, roles: tuple[str, ...]
) -> tuple[str, ...]:
    """Leave out the roles of an endpoint that the security document keeps from a right."""
    resource, _, action = name.partition(":")
    denied = refused(matrix.said, matrix.rights, (resource, action), roles, draft.endpoint)
    if not denied:
        return roles
    taken = matrix.said.sources(fact for facts in denied.values() for fact in facts)
    aside = Side(", ".join(roles), matrix.said.sources(draft.endpoint or draft.facts))
    decision = replace(
        _who(draft, name), taken=Side(f"not {', '.join(denied)}", taken), aside=(aside,)
    )
    matrix.decisions.append(decision)
    return tuple(role for role in roles if role not in denied)


def _grant(matrix: Matrix, draft: Draft, name: str, roles: tuple[str, ...]) -> None:
    """Add a right of the roles that are listed with an endpoint."""
    resource, _, action = name.partition(":")
    facts = draft.endpoint or draft.facts
    mine = draft.entity if resource == draft.resource else None
    # An endpoint may ask for a right to something else than what it is about.
    matrix.rights.entities[resource] = mine or resource_of(matrix.names, resource)[1]
    said = {role: scope for name, scope in draft.scopes for role in _roles(matrix, [name])}
    # Whoever is named reaches as far as that says, also where everybody reaches what is his own.
    plain = [n for n in draft.roles if n not in dict(draft.scopes) and not is_everybody(n)]
    narrow = action != "create" and any(scope in ("own", "team") for scope in said.values())
    for role in _roles(matrix, plain):
        # A plain name beside `own` means all, but never for those whom a system is there for.
        told = matrix.rights.reached.get((resource, role), "")
        said[role] = "all" if narrow and not is_end_user(role) else told
    for role in roles:
        matrix.rights.grant((resource, action), role, said.get(role, ""), facts)
    scopes = {
        role: reach(matrix.spec, matrix.standing, matrix.rights, (resource, action), role)
        for role in roles
    }
    unsaid = [one for one in _roles(matrix, plain) if not said[one] and scopes.get(one) == "own"]
    basis = assume_own(matrix, name, unsaid, facts) if action != "create" else ()
    add_row(matrix, name, scopes, facts, basis)


def _roles(matrix: Matrix, names: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        meant = matrix.standing.roles if is_everybody(name) else known(matrix.standing.roles, name)
        found += [role for role in meant if role not in found]
    return tuple(found)


def _by_security(matrix: Matrix, sources: Sources) -> bool:
    return any(matrix.said.owners.get(place.file) == SECURITY for place in sources)


def _overrule(
    matrix: Matrix, draft: Draft, row: Permission, held: list[str], roles: tuple[str, ...]
) -> None:
    """Take the roles of an endpoint instead of those of a sentence."""
    resource, _, action = row.name.partition(":")
    stated = matrix.rights.granted[resource, action]
    is_against = not set(held) <= set(roles) or are_the_only(matrix.said, stated)
    kept = {r: c for r, c in stated.items() if r in roles}
    matrix.rights.granted[resource, action] = kept
    _grant(matrix, draft, row.name, roles)
    if is_against:
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


def _sides(
    matrix: Matrix, draft: Draft, row: Permission, held: list[str], roles: tuple[str, ...]
) -> Decision:
    """Return the decision that takes the roles of a right, and not those of an endpoint."""
    sources = matrix.said.sources(draft.endpoint or draft.facts)
    others = tuple(place for place in sources if place not in row.sources)
    return replace(
        _who(draft, row.name),
        taken=Side(", ".join(held), row.sources),
        aside=(Side(", ".join(roles), others or sources),),
    )


def _compared(
    matrix: Matrix, draft: Draft, row: Permission, held: list[str], roles: tuple[str, ...]
) -> None:
    """Note that another document lists other roles for a right, as formally as the endpoint does."""
    files = {fact.place.file for fact in (draft.endpoint or draft.facts)}
    told = {place.file for place in row.sources}
    if set(held) <= set(roles) or files & told:
        # A list that gives fewer roles a right need not be whole; one document may be more precise.
        return
    why = "a list of rights comes before an endpoint"
    matrix.decisions.append(replace(_sides(matrix, draft, row, held, roles), why=why))


def _who(draft: Draft, about: str) -> Decision:
    name = f"D-{kebab(draft.operation.name.replace('.', '-'))}-roles"
    return Decision(name, about, Side(""), (), "the security document decides rights")


def _derived(matrix: Matrix, draft: Draft, name: str) -> str:
    """Return a right that nobody names: it follows a related one."""
    unread = matrix.unread.get(draft.resource, [])
    wished = matrix.wished.get(draft.resource, {})
    case = Case(matrix.spec, matrix.standing, matrix.rows, draft, name, bool(unread), wished)
    found = derived(case)
    if unread:
        question = asked_about(matrix.said, draft.resource, unread, case.admins)
        matrix.questions.setdefault(question.name, question)
    if found.name in matrix.rows:
        return found.name
    if draft.action == "read" and wished.keys() - found.scopes.keys():
        ask_whose(matrix, draft.resource, (*draft.endpoint, *draft.facts))
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
