"""Which rows a word means: those in a state, those with a flag, those that are marked as deleted."""

from typing import Final

from luke_cli.spec.model import Condition, Entity, FieldRole, Spec
from luke_cli.spec.narrowed import rows_called
from luke_cli.spec.resolve.step_evidence import state_field, states_of

DELETED: Final = "deleted"


def kind_of(spec: Spec, entity: Entity, word: str) -> Condition | None:
    """Return what rows of an entity have that a word of a document means; None if it means none."""
    gone = next((f.name for f in entity.fields if f.role is FieldRole.DELETED), "")
    if word == DELETED and gone:
        return Condition(gone, "is not null")
    state = state_field(spec, entity)
    if state is not None and word in states_of(spec, state):
        return Condition(state.name, "=", word)
    called = rows_called(spec, entity, word)
    if called is None:
        return None
    if called.value.endswith("null"):
        return Condition(called.field, f"is {called.value}")
    return Condition(called.field, "=", called.value)
