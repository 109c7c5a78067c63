"""Restores: what brings a deleted row back.

POST /tools/{id}/restore        where deleted tools are only marked as such
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from luke_cli.spec.facts import BodyFact
from luke_cli.spec.model import Kind
from luke_cli.spec.resolve.drafts import Draft, about
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.restored import is_marked

_VERBS: Final = ("restore", "undelete")
_UNLIKE: Final = ("account", "file of", "join", "no api")
"""Who is deleted has no token any more, and of a file only the row would come back."""


def with_restores(said: Said, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """Say which operations bring a deleted row back; the others stay open."""
    return tuple(
        replace(draft, operation=replace(draft.operation, kind=Kind.RESTORE, basis=()))
        if _is_restore(said, draft)
        else draft
        for draft in drafts
    )


def _is_restore(said: Said, draft: Draft) -> bool:
    one, entity = draft.operation, draft.entity
    if one.kind is not Kind.CUSTOM or entity is None or not is_marked(entity):
        return False
    if any(entity.trait(name) for name in _UNLIKE):
        return False
    _, *last = one.path.rsplit("/", 2)
    is_of_row = one.path.count("{") == 1 and last[0].startswith("{") and last[1] in _VERBS
    sent = (fact for fact in about(draft, said.of(BodyFact)) if fact.direction == "request")
    return is_of_row and one.method != "GET" and not any(sent)
