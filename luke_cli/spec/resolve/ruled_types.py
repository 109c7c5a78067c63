"""Which type a rule claims for a field: only one that the field can be said not to have."""

import re
from collections.abc import Sequence
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import Authority, FieldFact, RuleFact
from luke_cli.spec.model import NUMBERS, WHOLE, Type, TypeName

TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.URL, TypeName.SLUG)
_MOMENTS: Final = (TypeName.DATE, TypeName.DATETIME)
_NO_NUMBERS: Final = (*TEXTS, *_MOMENTS, TypeName.BOOLEAN, TypeName.UUID)
_ON_THE_WIRE: Final = {
    TypeName.STRING: (*WHOLE, TypeName.BOOLEAN),
    TypeName.FLOAT: _NO_NUMBERS,
    TypeName.INTEGER: (TypeName.DECIMAL, *_NO_NUMBERS),
    TypeName.BOOLEAN: (TypeName.DECIMAL, *TEXTS, *_MOMENTS, TypeName.UUID),
}
"""What a text, a number and a truth of JSON are not; days, ids and exact numbers are often sent as text."""
_MINOR: Final = re.compile(
    r"(?:^|_)(?:cents?|minor|pence|rappen|millis?|grams?|g|ml|mm|minutes|seconds)(?:_|$)"
)


def claimed_type(rule: RuleFact, claims: Sequence[FieldFact]) -> Type | None:
    """Return the type that a rule claims for a field of these claims; None if it says nothing of it.

    That code takes text of any length says more than `string` does.
    """
    if rule.type is None or not _is_of_kind(rule, rule.type.name, claims):
        return None
    return Type(TypeName.TEXT) if rule.type == Type(TypeName.STRING) else rule.type


def _is_of_kind(rule: RuleFact, kind: TypeName, claims: Sequence[FieldFact]) -> bool:
    """Tell whether a field is of a kind of which the rule can say something."""
    known = next((claim.type.name for claim in claims if claim.type), None)
    if known is None:
        # What only sentences speak of has the type that they say.
        return all(claim.authority is Authority.PROSE for claim in claims)
    if rule.authority is not Authority.PROSE and kind in _ON_THE_WIRE:
        return known in _ON_THE_WIRE[kind]
    if kind in _MOMENTS:
        return known in (*_MOMENTS, TypeName.BOOLEAN)
    if TypeName.UUID in (kind, known):
        return {kind, known} <= {TypeName.UUID, *WHOLE}
    if kind in TEXTS:
        return known in (*NUMBERS, *_MOMENTS, TypeName.BOOLEAN)
    return _is_number(kind, known, claims[0].name)


def _is_number(kind: TypeName, known: TypeName, name: str) -> bool:
    """Tell whether a number is meant; `price_cents` has none behind the point, and needs none."""
    is_minor = kind not in WHOLE and _MINOR.search(snake(name))
    is_code = kind in WHOLE and known is TypeName.STRING
    return is_code or (known in NUMBERS and not is_minor)
