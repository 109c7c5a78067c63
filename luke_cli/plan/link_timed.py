"""Whether time can take the steps that it is to take."""

from collections.abc import Iterator

from luke_cli.names import snake
from luke_cli.plan.known import Names, Problem, RowKey, unknown_field
from luke_cli.spec.due import due_text, due_trouble
from luke_cli.spec.model import Spec, Transition


def untimed(spec: Spec, names: Names, row: RowKey, step: Transition) -> Iterator[Problem]:
    """Yield what keeps time from taking a step that has the words of it."""
    entity = spec.entity(step.entity)
    if step.due is None or entity is None:
        return
    if step.operation in names.operations:
        message = f"`{step.operation}` is an operation, and time alone takes the step"
        hint = "give the step another name, or delete the row of the operation"
        yield Problem(row, "Transition", step.operation, "LK-P116", message, hint)
    if step.operation.partition(".")[0] != snake(step.entity):
        message = f"a step of {step.entity} is called `{snake(step.entity)}.` and a verb"
        yield Problem(row, "Transition", step.operation, "LK-P109", message)
    if not names.has_field(step.entity, step.due.field):
        yield unknown_field((row, "Needs"), step.entity, step.due.field, names)
    elif message := due_trouble(spec, entity, step):
        yield Problem(row, "Needs", due_text(step.due), "LK-P116", message)
