"""What the templates of routes and services may see of an operation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import cited, literal, sentence
from luke_cli.backend.naming import article, function_of, schema_of, words_of
from luke_cli.backend.views.bulk import BulkView, bulk_view
from luke_cli.backend.views.columns import key_of, key_type
from luke_cli.backend.views.field_rights import field_rights_said
from luke_cli.backend.views.limits import limits_of
from luke_cli.backend.views.narrowed import condition_said
from luke_cli.backend.views.parents import ParentView, parent_view
from luke_cli.backend.views.paths import PathParameter, entity_of, identifier, parameters_of
from luke_cli.backend.views.queries import ROWS, QueryView, query_view
from luke_cli.backend.views.shapes import ShapeView, sent_parts, shape_views
from luke_cli.backend.views.summaries import SummaryView, summary_view
from luke_cli.names import plural, snake
from luke_cli.spec.cached import cached_s
from luke_cli.spec.field_rights import kept_fields
from luke_cli.spec.lookup import Lookup
from luke_cli.spec.model import (
    Contract,
    Entity,
    FieldRole,
    Kind,
    Operation,
    Spec,
)
from luke_cli.spec.narrowed import conditions_of
from luke_cli.spec.notifications import is_told
from luke_cli.spec.once import takes_key
from luke_cli.spec.statuses import NO_CONTENT, success

_SHOWING: Final = (
    Kind.LIST,
    Kind.READ,
    Kind.CREATE,
    Kind.UPDATE,
    Kind.RESTORE,
    Kind.TRANSITION,
    Kind.UPLOAD,
)
_CONFLICTING: Final = (
    Kind.CREATE,
    Kind.UPDATE,
    Kind.DELETE,
    Kind.RESTORE,
    Kind.TRANSITION,
    Kind.ATTACH,
    Kind.UPLOAD,
)
"""They may answer 409."""
_CONVERTORS = {"UUID": "uuid", "Number": "int", "BigNumber": "int"}
_BY_WORD: Final[Lookup[str, Operation]] = Lookup(lambda one: [one.path.split("/")[1]])
"""Operations by the first word of their paths."""
_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class PathView:
    """A parameter of a path."""

    name: str
    annotation: str


@dataclass(frozen=True, slots=True)
class OperationView:
    """An operation; strings are Python unless a field says otherwise."""

    name: str
    kind: str
    function: str
    schema: str
    method: str
    """Lower case."""
    path: str
    """In quotes."""
    route: str
    """In quotes: the path, which takes nothing that another path has in place of a parameter."""
    allow: str
    """Arguments of `allow`; "" if it is public."""
    may: str
    """The dependency that says how far the caller reaches."""
    status: int
    problems: str
    docstring: str
    says: tuple[str, ...]
    """Further lines of the docstring."""
    path_parameters: tuple[PathView, ...]
    key: str
    """The parameter that names the row itself; "" if there is none."""
    parent: ParentView | None
    query: QueryView | None
    partial: bool
    shapes: tuple[ShapeView, ...]
    """The classes of bodies of its own, from a contract."""
    takes: bool
    """It takes such a body."""
    gives: bool
    returns: str
    """Annotation of what it answers with."""
    bulk: BulkView | None
    summary: SummaryView | None
    cached_s: int
    """How long its answer is kept; 0 if it is not."""
    once: bool
    """With a key, it happens once."""
    told: bool
    """Somebody is told of it."""

    @property
    def shows(self) -> bool:
        """It answers with rows of its entity as JSON."""
        return self.kind in _SHOWING and not self.silent

    @property
    def silent(self) -> bool:
        """It answers without a body."""
        return self.status == NO_CONTENT


def operation_view(spec: Spec, operation: Operation) -> OperationView:
    """Return what the templates see of an operation."""
    entity = entity_of(spec, operation)
    contract = spec.contract(operation.name)
    parent = parent_view(spec, operation, entity)
    paths = _paths(spec, operation)
    parent_name = parent.name if parent else ""
    own = [path for path in paths if path.name != parent_name]
    allowed = ", ".join(literal(p) for p in operation.permissions if p != "public")
    return OperationView(
        name=operation.name,
        kind=str(operation.kind),
        function=function_of(operation, entity),
        schema=schema_of(operation, entity),
        method=operation.method.lower(),
        path=literal(_path(operation.path)),
        route=literal(_route(spec, operation)),
        allow=allowed,
        may=f"allow({allowed})" if allowed else "VISIT",
        status=success(operation),
        problems=_problems(spec, operation, entity, contract),
        docstring=_docstring(spec, operation, entity),
        says=(*field_rights_said(spec, operation, entity), *cited(operation.sources)),
        path_parameters=paths,
        key=own[-1].name if own else "",
        parent=parent,
        query=query_view(spec, operation, entity) if operation.kind in ROWS else None,
        partial=operation.method == "PATCH",
        shapes=shape_views(spec, operation),
        takes=bool(contract and sent_parts(contract.takes)),
        gives=bool(contract and contract.gives.members),
        returns=_returns(operation, entity, contract),
        bulk=bulk_view(spec, operation, entity),
        summary=summary_view(spec, operation, entity),
        cached_s=cached_s(spec, operation),
        once=takes_key(spec, operation),
        told=is_told(spec, operation),
    )


def _path(path: str) -> str:
    return _PARAMETER.sub(lambda match: "{" + identifier(match[1]) + "}", path)


def _route(spec: Spec, operation: Operation) -> str:
    """Return the path of a route; a parameter beside a word tells by its form that it is none."""
    steps = operation.path.split("/")
    forms = {
        identifier(p.name): _CONVERTORS.get(_annotation(spec, p), "")
        for p in parameters_of(spec, operation)
    }
    near = _BY_WORD.all(spec.operations, steps[1])
    beside = {place for other in near for place in _words_beside(steps, other.path.split("/"))}
    for place in beside:
        name = identifier(steps[place][1:-1])
        form = forms.get(name, "")
        steps[place] = f"{{{name}:{form}}}" if form else steps[place]
    return _path("/".join(steps))


def _words_beside(steps: list[str], other: list[str]) -> Iterator[int]:
    """Yield the places where a path that could be meant as well has a word for a parameter."""
    pairs = list(zip(steps, other, strict=False))
    is_like = len(steps) == len(other) and all(
        one == two or "{" in one or "{" in two for one, two in pairs
    )
    yield from (
        place
        for place, (one, two) in enumerate(pairs)
        if is_like and one.startswith("{") and "{" not in two
    )


def _annotation(spec: Spec, parameter: PathParameter) -> str:
    return key_type(spec, key_of(parameter.entity).type) if parameter.entity else "Line"


def _paths(spec: Spec, operation: Operation) -> tuple[PathView, ...]:
    return tuple(
        PathView(identifier(parameter.name), _annotation(spec, parameter))
        for parameter in parameters_of(spec, operation)
    )


def _returns(operation: Operation, entity: Entity | None, contract: Contract | None) -> str:
    shape = contract.gives if contract else None
    if operation.kind is Kind.CUSTOM:
        one = f"{schema_of(operation, entity)}Answer" if shape and shape.members else ""
        one = f"{shape.entity}Read" if shape and shape.entity else one
        return f"list[{one}]" if one and shape and shape.many else one or "None"
    return f"{entity.name}Read" if entity else "None"


def _problems(
    spec: Spec, operation: Operation, entity: Entity | None, contract: Contract | None
) -> str:
    statuses = _of_callers(operation, entity)
    invalid = int(spec.setting("validation_status") or 422)
    kind = operation.kind
    if kind in (Kind.EXPORT, Kind.SUMMARY) and spec.parameters_of(operation.name):
        statuses.add(invalid)
    bodies = (
        Kind.CREATE,
        Kind.UPDATE,
        Kind.UPLOAD,
        Kind.LIST,
        Kind.CUSTOM,
        Kind.TRANSITION,
        Kind.BULK,
    )
    if kind in bodies or "{" in operation.path:
        statuses.add(invalid)
    if "{" in operation.path:
        statuses.add(404)
    if kind in _CONFLICTING or spec.transition(operation.name):
        statuses.add(409)
    lock = entity is not None and any(f.role is FieldRole.LOCK for f in entity.fields)
    if kind is Kind.UPDATE and lock:
        statuses |= {412, 428}
    if kind is Kind.UPLOAD:
        statuses |= {413, 415}
    if takes_key(spec, operation):
        statuses |= {invalid, 422}
    if kind is Kind.CUSTOM:
        statuses.add(501)
        statuses |= {f.status for f in (contract.fails if contract else ())}
    if limits_of(spec):
        statuses.add(429)
    return ", ".join(map(str, sorted(statuses)))


def _of_callers(operation: Operation, entity: Entity | None) -> set[int]:
    """Return what depends on who calls."""
    if "public" not in operation.permissions:
        return {401, 403}
    return {403} if entity is not None and kept_fields(entity) else set()


def _docstring(spec: Spec, operation: Operation, entity: Entity | None) -> str:
    one = article(words_of(entity)) if entity else snake(operation.group).replace("_", " ")
    many = plural(snake(entity.name)).replace("_", " ") if entity else one
    transition = spec.transition(operation.name)
    narrowed = [condition_said(c) for c in conditions_of(spec.parameters_of(operation.name))]
    listed = " ".join((many, *narrowed[:1]))
    if operation.kind is Kind.CUSTOM:
        return sentence(f"{snake(operation.verb).replace('_', ' ')}: not written yet")
    if transition:
        origins = " or ".join(transition.origins)
        moved = f"take {one} from {origins} to {transition.target}"
        return sentence(moved.replace("_", " "))
    return sentence(
        {
            Kind.LIST: f"list the {listed} that the caller may see",
            Kind.BULK: f"{snake(operation.verb).replace('_', ' ')}: each of some {many} by itself",
            Kind.SUMMARY: f"sum up the {many} that the caller may see",
            Kind.EXPORT: f"write the {many} that the caller may see into a file",
            Kind.READ: f"show {one}",
            Kind.CREATE: f"add {one}",
            Kind.UPDATE: f"change {one}",
            Kind.DELETE: f"remove {one}",
            Kind.RESTORE: f"bring {one} back that was deleted",
            Kind.UPLOAD: f"store {one}",
            Kind.DOWNLOAD: f"give back the file of {one}",
            Kind.MARK: f"say that {one} was read"
            if "{" in operation.path
            else f"say that all {many} of the caller were read",
        }.get(operation.kind, snake(operation.verb).replace("_", " "))
    )
