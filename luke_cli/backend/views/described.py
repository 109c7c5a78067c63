"""What the test of the description of the API may see."""

import re
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.operations import operation_view
from luke_cli.backend.views.paths import base_path
from luke_cli.spec.model import Kind, Operation, Spec


@dataclass(frozen=True, slots=True)
class DescribedView:
    """An operation as OpenAPI describes it; all Python."""

    method: str
    path: str
    statuses: str
    once: bool
    """A key goes with it, not Python."""


def described(spec: Spec) -> tuple[DescribedView, ...]:
    """Return all operations with the answers that OpenAPI must name."""
    return tuple(_described(spec, operation) for operation in spec.operations)


def _described(spec: Spec, operation: Operation) -> DescribedView:
    view = operation_view(spec, operation)
    path = re.sub(r"\{\w+\}", "{}", base_path(spec) + operation.path)
    problems = {int(status) for status in view.problems.split(", ") if status}
    if operation.group == "auth" and operation.kind is not Kind.CUSTOM:
        problems = set()
    statuses = sorted({*problems} | ({view.status} if operation.group != "auth" else set()))
    return DescribedView(
        literal(operation.method),
        literal(path),
        "[" + ", ".join(f'"{status}"' for status in statuses) + "]",
        view.once,
    )
