"""Five operations of one entity as one row, where they say nothing more.

    | tag.* | ALL /tags | crud | tag:read, tag:write | |

stands for `list` and `create` on `/tags`, `read`, `update` and `delete` on `/tags/{id}`. The first
permission is that of list and read, the last one that of the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.spec.model import Basis, Kind, Operation, Sources, Spec

CRUD: Final = "crud"
_ALL: Final = "ALL"
_KINDS: Final = (Kind.LIST, Kind.CREATE, Kind.READ, Kind.UPDATE, Kind.DELETE)
_READS: Final = (Kind.LIST, Kind.READ)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table of operations."""

    name: str
    """`group.verb`, or `group.*`."""
    method: str
    path: str
    kind: str
    """A `Kind`, or `crud`."""
    permissions: tuple[str, ...]
    status: int = 0
    """Of a success; 0 where it follows from the kind."""
    basis: Basis = ()
    sources: tuple[tuple[str, Sources], ...] = ()
    """By the name of the operation, or of the row if all its operations have the same."""


def update_method(spec: Spec) -> str:
    """Return the method of an update that a folded row stands for."""
    said = spec.setting("update_method").upper()
    return said if said in ("PUT", "PATCH") else "PATCH"


def fold(operations: Sequence[Operation], update: str) -> tuple[Line, ...]:
    """Return the rows of operations; `update` is the method of a folded update."""
    rows: list[Line] = []
    at = 0
    while at < len(operations):
        run = operations[at : at + len(_KINDS)]
        if _is_crud(run, update):
            rows.append(_folded(run))
            at += len(run)
        else:
            rows.append(_alone(operations[at]))
            at += 1
    return tuple(rows)


def unfold(line: Line, update: str) -> tuple[Operation, ...]:
    """Return the operations of a row, without sources."""
    if line.kind != CRUD:
        kind = Kind(line.kind)
        operation = Operation(
            line.name,
            line.method,
            line.path,
            kind,
            line.permissions,
            status=line.status,
            basis=line.basis,
        )
        return (operation,)
    group = line.name.removesuffix(".*")
    return tuple(_one_of(line, group, kind, update) for kind in _KINDS)


def sourced(operations: Iterable[Operation], name: str, sources: Sources) -> Iterable[Operation]:
    """Give the sources of a name, or of a whole group, to the operations that it means."""
    return (
        replace(operation, sources=operation.sources + sources)
        if name in (operation.name, f"{operation.group}.*")
        else operation
        for operation in operations
    )


def _alone(operation: Operation) -> Line:
    return Line(
        operation.name,
        operation.method,
        operation.path,
        operation.kind.value,
        operation.permissions,
        status=operation.status,
        basis=operation.basis,
        sources=((operation.name, operation.sources),),
    )


def _folded(run: Sequence[Operation]) -> Line:
    first, second = run[0], run[1]
    name = f"{first.group}.*"
    alike = all(operation.sources == first.sources for operation in run)
    return Line(
        name,
        _ALL,
        first.path,
        CRUD,
        tuple(dict.fromkeys(first.permissions + second.permissions)),
        basis=first.basis,
        sources=((name, first.sources),) if alike else tuple((o.name, o.sources) for o in run),
    )


def _is_crud(run: Sequence[Operation], update: str) -> bool:
    if tuple(operation.kind for operation in run) != _KINDS:
        return False
    folded = _folded(run)
    bare = tuple(replace(operation, sources=()) for operation in run)
    return len(run[0].permissions) == 1 and unfold(folded, update) == bare


def _one_of(line: Line, group: str, kind: Kind, update: str) -> Operation:
    methods = {Kind.CREATE: "POST", Kind.UPDATE: update, Kind.DELETE: "DELETE"}
    path = line.path if kind in (Kind.LIST, Kind.CREATE) else f"{line.path}/{{id}}"
    permission = line.permissions[0 if kind in _READS else -1]
    return Operation(
        f"{group}.{kind.value}",
        methods.get(kind, "GET"),
        path,
        kind,
        (permission,),
        basis=line.basis,
    )
