"""Operations on several rows at once: each row by itself, as the operation on one does it.

POST /expenses/bulk/approve      as expense.approve, for each of `ids`
POST /tasks/bulk-delete          as task.delete
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from luke_cli.names import kebab, snake
from luke_cli.spec.bulk import IDS, MOST, SINGLE, single_verb
from luke_cli.spec.facts import BodyFact
from luke_cli.spec.model import Assumption, Kind, Operation
from luke_cli.spec.resolve.drafts import Draft, about
from luke_cli.spec.resolve.said import Said


def with_bulk(
    said: Said, drafts: Sequence[Draft]
) -> tuple[tuple[Draft, ...], tuple[Assumption, ...]]:
    """Say what the bulk operations are of which there is one for a single row; others stay open."""
    by_name = {draft.operation.name: draft for draft in drafts}
    found: list[Draft] = []
    assumptions: list[Assumption] = []
    for draft in drafts:
        single = _single(draft, by_name)
        if single is None or not _is_list_of_keys(said, draft):
            found.append(draft)
            continue
        assumption = _assumption(said, draft, single.operation)
        assumptions.append(assumption)
        operation = replace(draft.operation, kind=Kind.BULK, basis=(assumption.name,))
        found.append(
            replace(
                draft,
                operation=operation,
                resource=single.resource,
                action=single.action,
                roles=single.roles,
                permission=single.permission,
                public=single.public,
            )
        )
    return tuple(found), tuple(assumptions)


def _single(draft: Draft, by_name: Mapping[str, Draft]) -> Draft | None:
    """Return the operation that does the same to one row, and lets in the same callers."""
    one = draft.operation
    if one.kind is not Kind.CUSTOM or draft.entity is None or "{" in one.path:
        return None
    verb = single_verb(one.verb)
    if not verb or one.method == "GET" or draft.entity.trait("file of"):
        return None
    found = by_name.get(f"{one.group}.{verb}")
    if found is None or found.operation.kind not in SINGLE:
        return None
    return found if _same_callers(draft, found) else None


def _same_callers(draft: Draft, single: Draft) -> bool:
    stated = bool(draft.roles or draft.permission or draft.public is not None)
    own = draft.roles, draft.permission, draft.public
    return not stated or own == (single.roles, single.permission, single.public)


def _is_list_of_keys(said: Said, draft: Draft) -> bool:
    """Tell whether a body, where one is shown, holds no more about each row than its key."""
    return not any("." in name.replace("[].", ".") for name in _body(said, draft))


def _body(said: Said, draft: Draft) -> list[str]:
    return [fact.name for fact in about(draft, said.of(BodyFact)) if fact.direction == "request"]


def ids_name(names: Sequence[str]) -> str:
    """Return what the members of a body call the keys of the rows: `expense_ids`."""
    found = (snake(name.removesuffix("[]")) for name in names)
    return next((name for name in found if re.search(r"(?:^|_)ids$", name)), IDS)


def _assumption(said: Said, draft: Draft, single: Operation) -> Assumption:
    name = draft.operation.name
    ids = ids_name(_body(said, draft))
    return Assumption(
        name=f"A-{kebab(name.replace('.', '-'))}",
        about=name,
        proposal=f"1 to {MOST} rows, named by `{ids}`: each by itself as `{single.name}`, "
        "200 with the status of each",
        why="no document says what becomes of the others when one row is refused",
        sources=said.sources((*draft.endpoint, *draft.facts)),
    )
