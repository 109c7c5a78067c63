"""What the templates may see of the query parameters of a list."""

from dataclasses import dataclass, replace

from luke_cli.backend.code import call, literal
from luke_cli.backend.naming import function_of, schema_of
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.narrowed import condition_code
from luke_cli.backend.views.paths import identifier, parameters_of
from luke_cli.backend.views.schemas import MemberView, taken_type
from luke_cli.spec.field_rights import unread_fields
from luke_cli.spec.model import (
    Entity,
    Field,
    FieldRole,
    Kind,
    Operation,
    Parameter,
    Spec,
    TypeName,
)
from luke_cli.spec.narrowed import conditions_of

_OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}

_SEARCHED = (
    TypeName.STRING,
    TypeName.TEXT,
    TypeName.EMAIL,
    TypeName.SLUG,
    TypeName.URL,
    TypeName.ENUM,
)

ROWS = (Kind.LIST, Kind.EXPORT, Kind.SUMMARY)
"""Kinds of operations that show all rows that a query asks for."""


@dataclass(frozen=True, slots=True)
class FilterView:
    """A query parameter that narrows a list; all Python."""

    name: str
    condition: str
    bound: str = ""
    """The function that makes what is bound of what is sent, "" if that is the same."""
    kept: str = ""
    """The field that it is about if that is not for everybody, in quotes."""


@dataclass(frozen=True, slots=True)
class QueryView:
    """The query parameters of a list."""

    schema: str
    members: tuple[MemberView, ...]
    filters: tuple[FilterView, ...]
    narrow: tuple[str, ...]
    """Conditions of all rows; Python."""
    sort: str
    """Attribute that names the order; "" if the order is fixed."""
    sorts: tuple[tuple[str, str], ...]
    """Word and column of every order."""
    default_sort: str
    """With a leading `-` if it descends."""
    paged: bool
    kept_sort: bool
    """One may sort by a field that is not for everybody."""
    statement: str
    """The function whose statement finds the rows: an export has that of its list, if that fits."""

    @property
    def kept_filters(self) -> tuple[FilterView, ...]:
        """Those by a field that is not for everybody."""
        return tuple(one for one in self.filters if one.kept)


def query_view(spec: Spec, operation: Operation, entity: Entity | None) -> QueryView | None:
    """Return the query parameters of a list."""
    if entity is None:
        return None
    parameters = list(spec.parameters_of(operation.name))
    sort = next((p for p in parameters if p.means == "sort"), None)
    sorts = [f for name in (sort.fields if sort else ()) if (f := entity.field(name))]
    unread = unread_fields(entity)
    default = sort.default if sort and sort.default else default_sort(entity)
    if default.removeprefix("-") in unread:
        default = default_sort(entity)
    if default.removeprefix("-") not in {f.name for f in sorts} and sort:
        field = entity.field(default.removeprefix("-"))
        sorts += [field] if field else []
    members, filters = [], []
    for parameter in parameters:
        if parameter.means == "option" and parameter.type and parameter.type.values:
            members.append(_option(parameter, parameter.type.values))
        made = _filter(spec, entity, parameter)
        if made:
            members.append(made[0])
            filters.append(made[1])
    if sort and sorts:
        members.append(_sort_member(sort, sorts, default))
    return QueryView(
        schema=f"{schema_of(operation, entity)}Query",
        members=tuple(members),
        filters=tuple(filters),
        narrow=tuple(condition_code(spec, entity, one) for one in conditions_of(parameters)),
        sort=identifier(sort.name) if sort and sorts else "",
        sorts=tuple((f.name, f"{entity.name}.{f.name}") for f in sorts),
        default_sort=default,
        kept_sort=any(f.name in unread for f in sorts),
        paged=operation.kind is Kind.LIST,
        statement=function_of(_like(spec, operation), entity),
    )


def _like(spec: Spec, operation: Operation) -> Operation:
    """Return the list of the same rows as an export, if there is one; else the operation itself."""
    if operation.kind is Kind.LIST:
        return operation
    above = [p.entity for p in parameters_of(spec, operation)]
    lists = [o for o in spec.operations_of(operation.group) if o.kind is Kind.LIST]
    sorts = operation.kind is Kind.EXPORT
    return next(
        (
            one
            for one in lists
            if [p.entity for p in parameters_of(spec, one)] == above
            and _meant(spec, one, sorts=sorts) == _meant(spec, operation, sorts=sorts)
        ),
        operation,
    )


def _meant(spec: Spec, operation: Operation, *, sorts: bool) -> list[tuple[object, ...]]:
    return sorted(
        (p.name, p.means, p.fields, p.operator, p.default)
        for p in spec.parameters_of(operation.name)
        if p.means in ("only", "filter", "search", *(("sort",) if sorts else ()))
    )


def _option(parameter: Parameter, values: tuple[str, ...]) -> MemberView:
    annotation = f"Literal[{', '.join(map(literal, values))}]"
    return optional_member(parameter.name, annotation, literal(parameter.default.strip('"')))


def default_sort(entity: Entity) -> str:
    """Return the order of a list that nobody orders: what is new first, with a leading `-`."""
    created = next((f for f in entity.fields if f.role is FieldRole.CREATED), None)
    told = created is not None and created.name not in unread_fields(entity)
    return f"-{created.name}" if created and told else key_of(entity).name


def _sort_member(sort: Parameter, sorts: list[Field], default: str) -> MemberView:
    words = [literal(sign + field.name) for field in sorts for sign in ("", "-")]
    annotation = f"Literal[{', '.join(words)}]"
    return optional_member(sort.name, annotation, literal(default))


def optional_member(name: str, annotation: str, default: str) -> MemberView:
    """Return a member that may be left out, under the name that clients use."""
    attribute = identifier(name)
    if attribute != name:
        default = f"Field(default={default}, alias={literal(name)})"
    return MemberView(attribute, annotation, default)


def _filter(
    spec: Spec, entity: Entity, parameter: Parameter
) -> tuple[MemberView, FilterView] | None:
    name = identifier(parameter.name)
    fields = [f for one in parameter.fields if (f := entity.field(one)) and not f.computed]
    if parameter.means == "search":
        return _search(entity, parameter)
    if parameter.means != "filter" or not fields:
        return None
    kept = literal(fields[0].name) if fields[0].name in unread_fields(entity) else ""
    field = fields[0]
    column = f"{entity.name}.{field.name}"
    if parameter.operator == "contains":
        annotation = "Annotated[Line, Field(max_length=200)] | None"
        condition = f'{column}.ilike(bindparam("{name}"), escape="\\\\")'
        return optional_member(parameter.name, annotation, "None"), FilterView(
            name, condition, "like", kept
        )
    one = _asked(spec, field)
    if parameter.operator == "in":
        condition = f'{column}.in_(bindparam("{name}", expanding=True))'
        return optional_member(parameter.name, f"list[{one}] | None", "None"), FilterView(
            name, condition, kept=kept
        )
    sign = _OPERATORS.get(parameter.operator, "==")
    default = "None" if kept else _filter_default(spec, field, parameter)
    return optional_member(parameter.name, f"{one} | None", default), FilterView(
        name, f'{column} {sign} bindparam("{name}")', kept=kept
    )


def _search(entity: Entity, parameter: Parameter) -> tuple[MemberView, FilterView] | None:
    name = identifier(parameter.name)
    columns = [f"{entity.name}.{field.name}" for field in searched_fields(entity, parameter)]
    if not columns:
        return None
    condition = call("words_in", [literal(name), *columns])
    member = optional_member(parameter.name, "Sought", "None")
    return member, FilterView(name, condition, "words_of")


def searched_fields(entity: Entity, parameter: Parameter) -> list[Field]:
    """Return the texts that a search looks into: of those only what everybody sees."""
    unread = unread_fields(entity)
    fields = (f for one in parameter.fields if (f := entity.field(one)) and not f.computed)
    return [f for f in fields if f.name not in unread and f.type.name in _SEARCHED]


def _asked(spec: Spec, field: Field) -> str:
    """Return the annotation of a value that rows are compared with."""
    if field.type.name is TypeName.BOOLEAN:
        return "bool"  # a query is text, where `true` is a boolean
    if field.type.name is TypeName.DECIMAL:
        # Below or above what a row may hold is a good question, more digits than its column has
        # are none: PostgreSQL cannot even compare them.
        return taken_type(spec, replace(field, over="", minimum="", under="", maximum=""))
    return taken_type(spec, field)


def _filter_default(spec: Spec, field: Field, parameter: Parameter) -> str:
    value = parameter.default.strip('"')
    enum = spec.enum(field.type.enum)
    if value and enum and value in enum.values:
        return f"{enum.name}({literal(value)})"
    return "None"
