"""What anybody may do, with a token or without."""

from collections.abc import Iterable
from typing import Final

from luke_cli.names import kebab
from luke_cli.spec.model import Kind, Question
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.permission_matrix import Matrix

_READS: Final = (
    Kind.LIST,
    Kind.READ,
    Kind.DOWNLOAD,
    Kind.EXPORT,
    Kind.SUMMARY,
    Kind.CUSTOM,
    Kind.AUTH,
)


def browsed(drafts: Iterable[Draft]) -> frozenset[str]:
    """Return the resources of which an endpoint shows rows to anybody."""
    shows = (Kind.LIST, Kind.READ)
    return frozenset(d.resource for d in drafts if d.public and d.operation.kind in shows)


def is_public(matrix: Matrix, draft: Draft) -> bool:
    """Tell whether an operation needs no token; ask where it cannot do without."""
    key = draft.resource, draft.action
    open_ = draft.public is True or key in matrix.rights.anybody
    if not draft.endpoint and draft.operation.kind in (Kind.LIST, Kind.READ):
        open_ = open_ or draft.resource in matrix.browsed
    if any(matrix.said.is_anybody(role) for role in draft.roles):
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
