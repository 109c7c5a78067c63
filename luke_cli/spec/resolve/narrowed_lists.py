"""Lists of some rows only: those that the last word of a path means.

GET /loans/overdue      the rows of GET /loans whose status is `overdue`
GET /users/active       the rows of GET /users of which `is_active` is set
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import BodyFact
from luke_cli.spec.figures import Condition
from luke_cli.spec.model import Kind, Parameter, Spec
from luke_cli.spec.narrowed import only, rows_called
from luke_cli.spec.resolve.drafts import Draft, about
from luke_cli.spec.resolve.said import Said

_COPIED: Final = ("filter", "search", "sort")
_FIGURES: Final = re.compile(r"\b(?:numbers?|counts?|totals?|sums?|how many)\b", re.IGNORECASE)
_KINDS: Final = frozenset(kind.value for kind in Kind)
"""What other operations of a thing are called: `GET /letters/read` is not the read of one."""
_WORDS: Final = 2
"""Words of the path of a list of some rows."""


def with_narrowed(said: Said, spec: Spec, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Say which lists show some of the rows of another; the others stay open."""
    listed = {
        draft.entity.name
        for draft in drafts
        if draft.entity and draft.operation.verb == "list" and "{" not in draft.operation.path
    }
    return tuple(
        replace(
            draft,
            operation=replace(draft.operation, kind=Kind.LIST, basis=()),
            action="read",
        )
        if draft.entity and draft.entity.name in listed and _is_list(said, spec, draft)
        else draft
        for draft in drafts
    )


def narrowing(spec: Spec, draft: Draft) -> Condition | None:
    """Return which rows a list is of, None if of all, or if it is none."""
    one = draft.operation
    if draft.entity is None or one.kind is not Kind.LIST or one.verb in _KINDS:
        return None
    return rows_called(spec, draft.entity, one.verb)


def narrowed_parameters(
    spec: Spec, draft: Draft, known: Iterable[Parameter]
) -> Iterator[Parameter]:
    """Yield which rows a list is of, and what it has of the list of all of them."""
    condition = narrowing(spec, draft)
    if condition is None:
        return
    name = draft.operation.name
    found = tuple(known)
    there = {one.name for one in found if one.operation == name} | {condition.field}
    yield replace(only(name, condition), sources=draft.operation.sources)
    for one in found:
        is_same = one.operation == f"{draft.operation.group}.list" and one.means in _COPIED
        is_told = one.means == "filter" and condition.field in one.fields
        if is_same and one.name not in there and not is_told:
            yield replace(one, operation=name, sources=(), basis=("default",))


def _is_list(said: Said, spec: Spec, draft: Draft) -> bool:
    one, entity = draft.operation, draft.entity
    parts = one.path.strip("/").split("/")
    is_open = one.kind is Kind.CUSTOM and one.method == "GET"
    if entity is None or not is_open or len(parts) != _WORDS or snake(parts[1]) != one.verb:
        return False
    if one.verb in _KINDS:
        return False
    if any(_FIGURES.search(fact.summary) for fact in draft.endpoint):
        return False
    return _shows_rows(said, draft) and rows_called(spec, entity, one.verb) is not None


def _shows_rows(said: Said, draft: Draft) -> bool:
    """Tell whether an answer that is shown has members of the rows; true where none is shown."""
    entity = draft.entity
    shown = [fact for fact in about(draft, said.of(BodyFact)) if fact.direction == "response"]
    last = [snake(fact.name.replace("[]", "").rpartition(".")[2]) for fact in shown]
    return entity is None or not shown or any(map(entity.field, last))
