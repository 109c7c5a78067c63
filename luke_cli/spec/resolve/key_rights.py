"""Who may have keys of the API, and who sees and revokes those of others.

Users can create personal API keys.     Admins can revoke any API key.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.api_keys import ACTIONS, RESOURCE
from luke_cli.spec.facts import Fact
from luke_cli.spec.heirs import inherited
from luke_cli.spec.model import Assumption, Permission
from luke_cli.spec.resolve.api_keys import KeyRight, asking
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.permission_matrix import Matrix
from luke_cli.spec.resolve.rights import wider
from luke_cli.spec.resolve.role_names import is_everybody, known

_ASSUMPTION: Final = "A-api-key-rights"
_MEANS: Final = {
    "create": "create generate issue make mint add have own use request register",
    "read": "read list see view",
    "revoke": "revoke delete remove disable deactivate end",
}
_ALL: Final = ("*", "manage", "crud", "all", "administer")


def key_right(matrix: Matrix, draft: Draft) -> str:
    """Add the right to an operation of keys, and return its name.

    Whoever may have keys sees and revokes their own. Those of others only who is said to.
    """
    action = ACTIONS[draft.operation.verb]
    name = f"{RESOURCE}:{action}"
    makers = _makers(matrix)
    scopes = dict.fromkeys(makers or matrix.standing.roles, "own")
    rights = [*_rights(matrix, action)]
    if action != "create":
        rights += _rights(matrix, "revoke") if action == "read" else ()
        for role, scope in (*_reaching(matrix, rights), *_of_endpoint(matrix, draft)):
            scopes[role] = wider(scopes.get(role, ""), scope)
    elif draft.roles:
        scopes = dict.fromkeys(_roles(matrix, draft.roles), "own")
    for role, above in inherited(matrix.spec):
        if above in scopes:
            scopes[role] = wider(scopes.get(role, ""), scopes[above])
    ordered = tuple((role, scopes[role]) for role in matrix.standing.roles if role in scopes)
    facts: list[Fact] = [*draft.endpoint, *rights]
    basis = () if makers or draft.roles else (_ASSUMPTION,)
    if basis:
        _assume(matrix)
    matrix.rows[name] = Permission(name, ordered, matrix.said.sources(facts), basis)
    return name


def _makers(matrix: Matrix) -> tuple[str, ...]:
    """Return the roles that may have keys; none if no document says which."""
    return _roles(matrix, (right.role for right in _rights(matrix, "create")))


def _rights(matrix: Matrix, action: str) -> Iterator[KeyRight]:
    for right in matrix.said.of(KeyRight):
        meant = snake(right.action)
        if right.allowed and (meant in _ALL or meant in _MEANS[action].split()):
            yield right


def _reaching(matrix: Matrix, rights: Iterable[KeyRight]) -> Iterator[tuple[str, str]]:
    """Yield how far each role reaches: to those of others where it is said, or runs the system."""
    standing = matrix.standing
    for right in rights:
        for role in _roles(matrix, [right.role]):
            wide = right.scope in ("all", "tenant") or (not right.scope and role in standing.admins)
            yield role, standing.widest if wide else "own"
    yield from ((role, standing.widest) for role in matrix.rights.masters)


def _of_endpoint(matrix: Matrix, draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield how far the roles reach that an endpoint names: `member (own), admin`."""
    narrow = dict(draft.scopes)
    for named in draft.roles:
        for role in _roles(matrix, [named]):
            is_wide = named not in narrow and role in matrix.standing.admins
            yield role, matrix.standing.widest if is_wide else "own"


def _roles(matrix: Matrix, names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in names:
        meant = known(matrix.standing.roles, name)
        # `Users can create API keys` is about all who sign in, unless there is a role of that name.
        everybody = is_everybody(name) or (not meant and singular(snake(name)) == "user")
        found |= dict.fromkeys(matrix.standing.roles if everybody else meant)
    return tuple(found)


def _assume(matrix: Matrix) -> None:
    matrix.assumptions.setdefault(
        _ASSUMPTION,
        Assumption(
            name=_ASSUMPTION,
            about=f"{RESOURCE}:create",
            proposal="whoever signs in may have keys, and sees and revokes their own",
            why="the documents ask for keys and do not say whose; a key may do no more than its owner",
            sources=matrix.said.sources(asking(matrix.said)),
        ),
    )
