"""Rights to the row of whoever calls: `GET /borrowers/me` lets borrowers read their own."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from luke_cli.spec.model import Kind, Spec
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.ownership import is_owned
from luke_cli.spec.resolve.permission_matrix import Matrix, add_row

_THEMSELVES: Final = ("me", "mine", "self", "my")


def callers_last(spec: Spec, drafts: Iterable[Draft]) -> list[Draft]:
    """Return operations with those on the caller's own row last: the others say who sees more."""
    return sorted(drafts, key=lambda draft: is_of_the_caller(spec, draft))


def is_of_the_caller(spec: Spec, draft: Draft) -> bool:
    """Tell whether an operation reads the row of whoever calls, and a field says whose a row is."""
    return (
        draft.operation.kind is Kind.CUSTOM
        and draft.operation.method == "GET"
        and draft.operation.verb in _THEMSELVES
        and is_owned(spec, draft.entity)
    )


def with_own(matrix: Matrix, draft: Draft, name: str, roles: Iterable[str]) -> None:
    """Let roles read their own row, beside those who have the right already."""
    resource, _, action = name.partition(":")
    facts = draft.endpoint or draft.facts
    row = matrix.rows.get(name)
    held = dict(row.scopes) if row else {}
    for role in roles:
        if role not in held:
            matrix.rights.grant((resource, action), role, "own", facts)
            held[role] = "own"
    if row is None:
        matrix.rights.entities[resource] = draft.entity
        add_row(matrix, name, held, facts, ())
        return
    ordered = ((role, held[role]) for role in matrix.standing.roles if role in held)
    sources = dict.fromkeys((*row.sources, *matrix.said.sources(facts)))
    matrix.rows[name] = replace(row, scopes=tuple(ordered), sources=tuple(sources))
