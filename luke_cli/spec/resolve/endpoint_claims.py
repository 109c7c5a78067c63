"""How the roles that an endpoint lists stand to what sentences say of the same right."""

from luke_cli.spec.facts import Fact
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.narrowed_lists import narrowing
from luke_cli.spec.resolve.overruled_rights import are_the_only
from luke_cli.spec.resolve.permission_matrix import Matrix
from luke_cli.spec.resolve.rights import CRUD


def is_more_formal(matrix: Matrix, draft: Draft, name: str) -> bool:
    """Tell whether an endpoint says who may call it more formally than a sentence does."""
    resource, _, action = name.partition(":")
    cells = matrix.rights.granted.get((resource, action), {})
    stated = [f.authority for right in cells.values() for f in right.facts if isinstance(f, Fact)]
    said = [fact.authority for fact in draft.endpoint]
    return bool(stated and said) and max(said) > max(stated)


def only_says_whose(matrix: Matrix, name: str, held: list[str], roles: tuple[str, ...]) -> bool:
    """Tell whether sentences say of some whom an endpoint lets in how far that reaches."""
    resource, _, action = name.partition(":")
    stated = matrix.rights.granted.get((resource, action), {})
    says_whose = any(right.scope in ("own", "team") for right in stated.values())
    is_part = set(held) < set(roles) and not are_the_only(matrix.said, stated)
    return says_whose and is_part


def is_apart(matrix: Matrix, draft: Draft, name: str, roles: tuple[str, ...]) -> bool:
    """Tell whether sentences about a right are silent about an endpoint with a verb of its own.

    `Members see only their own loans` is no word against `GET /loans/overdue` of the clerks.
    """
    resource, _, action = name.partition(":")
    stated = matrix.rights.granted.get((resource, action), {})
    if draft.operation.verb in (*CRUD, "list", action) or are_the_only(matrix.said, stated):
        return False
    of_others = all(right.scope in ("own", "team") for right in stated.values())
    return narrowing(matrix.spec, draft) is not None or (
        of_others and stated.keys().isdisjoint(roles)
    )
