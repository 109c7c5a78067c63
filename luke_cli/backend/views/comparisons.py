"""What a backend says where a row does not keep the comparison of two fields."""

from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.views.tables import check_name
from luke_cli.spec.comparisons import Comparison, comparisons_of
from luke_cli.spec.model import Entity, Spec, TypeName

_TIMES: Final = (TypeName.DATE, TypeName.DATETIME, TypeName.TIME)
_WORDS: Final = {
    (">", True): ("later than", "earlier than"),
    (">=", True): ("no earlier than", "no later than"),
    (">", False): ("greater than", "less than"),
    (">=", False): ("at least", "at most"),
}
"""By sign, and whether times are compared: of the field, and of the other."""


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A check of two fields, and what is said of each where a row does not keep it; all Python."""

    check: str
    """Its name in the database."""
    problems: tuple[tuple[str, str], ...]
    """Location and message."""


def comparison_views(spec: Spec) -> tuple[ComparisonView, ...]:
    """Return the comparisons of all entities."""
    return tuple(_view(entity, one) for entity in spec.entities for one in comparisons_of(entity))


def _view(entity: Entity, one: Comparison) -> ComparisonView:
    field = entity.field(one.field)
    words = _WORDS[one.sign, field is not None and field.type.name in _TIMES]
    problems = (
        (literal(f"body.{name}"), literal(f"This must be {word} {than}."))
        for name, word, than in zip(
            (one.field, one.other), words, (one.other, one.field), strict=True
        )
    )
    return ComparisonView(literal(check_name(entity, one)), tuple(problems))
