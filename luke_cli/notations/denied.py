"""Rights without those that the same place takes away again: `cannot` and `deny` go before all else.

can('manage', 'Parcel')      deny: [parcel:delete]      cannot('delete', 'Parcel')
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import Fact, PermissionFact

_ALL: Final = ("create", "read", "update", "delete")
_WIDE: Final = frozenset(("*", "manage", "all", "crud"))
_SAME: Final = {"destroy": "delete", "remove": "delete", "edit": "update", "view": "read"}


def without_denied(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield facts; what is denied somewhere among them is granted nowhere."""
    found = [*facts]
    denied = {_key(fact) for fact in found if isinstance(fact, PermissionFact) and not fact.allowed}
    for fact in found:
        if isinstance(fact, PermissionFact) and fact.allowed and denied:
            yield from _left(fact, denied)
        else:
            yield fact


def _left(fact: PermissionFact, denied: set[tuple[str, str, str]]) -> Iterator[PermissionFact]:
    role, resource, action = _key(fact)
    if (role, resource, action) in denied or (role, resource, "*") in denied:
        return
    narrower = [one for one in _ALL if (role, resource, one) in denied]
    if action == "*" and any((role, resource) == one[:2] for one in denied):
        yield from (replace(fact, action=one) for one in _ALL if one not in narrower)
    else:
        yield fact


def _key(fact: PermissionFact) -> tuple[str, str, str]:
    action = snake(fact.action) or fact.action
    action = "*" if action in _WIDE else _SAME.get(action, action)
    return snake(fact.role), singular(snake(fact.resource)) or fact.resource, action
