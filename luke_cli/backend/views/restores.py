"""What the templates may see of deleted rows that come back."""

from dataclasses import dataclass

from luke_cli.backend.views.moments import span_code
from luke_cli.names import snake
from luke_cli.spec.model import Entity, Spec
from luke_cli.spec.restored import restores
from luke_cli.spec.values import seconds


@dataclass(frozen=True, slots=True)
class RestoreView:
    """How deleted rows of an entity come back."""

    rows: str
    """The function of `scopes.py` that opens deleted rows as well."""
    kept: str
    """How long they can, a timedelta in Python; "" if always."""


def every_row(entity: Entity) -> str:
    """Return the function of `scopes.py` that opens deleted rows as well."""
    return f"every_{snake(entity.name)}_row"


def restore_view(spec: Spec, entity: Entity) -> RestoreView | None:
    """Return how deleted rows come back; None if they do not."""
    if not restores(spec, entity):
        return None
    return RestoreView(every_row(entity), kept_code(spec))


def kept_code(spec: Spec) -> str:
    """Return how long deleted rows can come back, as Python; "" if always."""
    told = spec.setting("soft_delete_retention")
    return span_code(seconds(told)) if told else ""
