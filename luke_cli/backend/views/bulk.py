"""What the templates may see of an operation on several rows."""

from dataclasses import dataclass
from http import HTTPStatus

from luke_cli.backend.code import literal
from luke_cli.backend.naming import function_of, schema_of
from luke_cli.backend.views.bodies import MemberView, travels
from luke_cli.backend.views.columns import key_of, key_type, python_type
from luke_cli.backend.views.rows import row_key
from luke_cli.names import plural, snake
from luke_cli.spec.bulk import IDS, SINGLE, single_verb
from luke_cli.spec.model import Entity, Kind, Operation, Spec
from luke_cli.spec.statuses import success


@dataclass(frozen=True, slots=True)
class BulkView:
    """The operation on one row that an operation on several repeats."""

    function: str
    schema: str
    """What the one takes beside the row; "" if nothing."""
    ids: str
    """The member that names the rows."""
    key: str
    """The annotation of a key that comes in."""
    key_type: str
    words: str
    """For example `approve expenses`."""
    status: int
    """Of a row that it did."""

    @property
    def status_name(self) -> str:
        """The same as `HTTPStatus` calls it."""
        return HTTPStatus(self.status).name


def single_of(spec: Spec, operation: Operation) -> Operation | None:
    """Return the operation on one row that a bulk operation repeats."""
    verb = single_verb(operation.verb)
    found = (o for o in spec.operations_of(operation.group) if o.kind in SINGLE)
    return next((o for o in found if o.verb == verb), None)


def ids_of(spec: Spec, operation: Operation) -> str:
    """Return the member of the body that names the rows."""
    contract = spec.contract(operation.name)
    members = contract.takes.members if contract else ()
    return next((member.name for member in members if member.many), IDS)


def bulk_body(spec: Spec, operation: Operation, entity: Entity) -> tuple[MemberView, ...]:
    """Return the member of a body that names a row which does not exist."""
    nothing = travels(entity, row_key(entity, literal("nothing")))
    return (MemberView(literal(ids_of(spec, operation)), f"[{nothing}]"),)


def bulk_view(spec: Spec, operation: Operation, entity: Entity | None) -> BulkView | None:
    """Return what a bulk operation repeats; None for other operations."""
    single = single_of(spec, operation) if operation.kind is Kind.BULK else None
    if entity is None or single is None:
        return None
    step = spec.transition(single.name)
    takes = step is not None and any(need != "not owner" for need in step.needs)
    key = key_of(entity).type
    many = plural(snake(entity.name)).replace("_", " ")
    return BulkView(
        function=function_of(single, entity),
        schema=schema_of(single, entity) if takes else "",
        ids=ids_of(spec, operation),
        key=key_type(spec, key),
        key_type=python_type(spec, key),
        words=f"{single.verb.replace('_', ' ')} several {many}",
        status=success(single),
    )
