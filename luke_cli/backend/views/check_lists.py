"""Derives the tests of lists: what a scope shows, filters, sorts, search and paging."""

from collections.abc import Iterator
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.samples import STRINGS
from luke_cli.backend.views.actors import Actor, actors_of
from luke_cli.backend.views.belonging import reference_to
from luke_cli.backend.views.bodies import (
    Reader,
    constant_of,
    model_of,
    reference_code,
    row_name,
    travels,
    value_code,
)
from luke_cli.backend.views.calls import REACHES, below_of, path_code, reaches_of, whose_row
from luke_cli.backend.views.check_files import elsewhere, join_of
from luke_cli.backend.views.check_narrowed import can_be_given, narrowed
from luke_cli.backend.views.check_walks import newcomer_of
from luke_cli.backend.views.checks import (
    FilterView,
    Hidden,
    HiddenView,
    ListChecks,
    ScopeView,
    SearchView,
    SortView,
)
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.parents import parent_view
from luke_cli.backend.views.paths import parameters_of
from luke_cli.backend.views.policies import shown_as
from luke_cli.backend.views.rows import row_key
from luke_cli.backend.views.world import Held, World, enum_values, unique_groups
from luke_cli.names import snake
from luke_cli.spec.field_rights import is_shown_to
from luke_cli.spec.model import (
    NUMBERS,
    WHOLE,
    Entity,
    Field,
    FieldRole,
    Operation,
    Parameter,
    TypeName,
)

_COMPARES: Final = {"eq": "==", "ne": "!=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_TIMES: Final = (TypeName.DATE, TypeName.DATETIME, TypeName.TIME)
_SEVERAL: Final = 2
_SORTABLE: Final = (*NUMBERS, *STRINGS, *_TIMES)


def list_checks(world: World, entity: Entity, operation: Operation) -> ListChecks | None:
    """Return the tests of a list; None if nobody may call it."""
    actors = actors_of(world, operation)
    if not actors or not can_be_given(world, entity, operation):
        return None
    reaches = reaches_of(world, operation)
    actor = max(actors, key=lambda one: REACHES.index(reaches[one.name]))
    return rows_checks(world, entity, operation, actor)


def rows_checks(world: World, entity: Entity, operation: Operation, actor: Actor) -> ListChecks:
    """Return the tests of the rows that somebody asks for."""
    parameters = [p for p in world.spec.parameters if p.operation == operation.name]
    exact = not any(p.means == "filter" and p.default for p in parameters)
    few = not exact or _is_few(world, entity, operation, actor)
    wide = reaches_of(world, operation)[actor.name] != "own"
    newcomer = newcomer_of(world, entity, operation, wide=wide, few=few)
    role = shown_as(operation, actor.name)
    return ListChecks(
        verb=snake(operation.verb),
        upper=constant_of(operation),
        path=path_code(world, operation, actor.of),
        caller=literal(actor.name),
        key=literal(key_of(entity).name),
        scopes=_scopes(world, entity, operation, actor),
        exact=exact,
        filters=_filters(world, entity, parameters, Actor(role, actor.of)),
        sorts=_sorts(entity, parameters, role),
        searches=_searches(entity, parameters),
        refused=_refused(entity, parameters),
        nothing=elsewhere(world, operation) if parent_view(world.spec, operation, entity) else "",
        hidden=_hidden(world, entity, operation),
        newcomer=newcomer,
        several=newcomer is not None or not few,
        narrowed=narrowed(world, entity, operation),
    )


def _is_few(world: World, entity: Entity, operation: Operation, actor: Actor) -> bool:
    """Tell whether the one who sees the most may see one row only."""
    holders = _within(world, entity, actor.name, reaches_of(world, operation)[actor.name])
    parent = next((p.entity for p in parameters_of(world.spec, operation)[::-1] if p.entity), None)
    if parent is None:
        return len(_rows(world, entity, holders)) < _SEVERAL
    found = _below(world, entity, parent, holders, row_name(world, parent, actor.of))
    return found is None or len(found) < _SEVERAL


def _scopes(
    world: World, entity: Entity, operation: Operation, actor: Actor
) -> tuple[ScopeView, ...]:
    parent = next((p.entity for p in parameters_of(world.spec, operation)[::-1] if p.entity), None)
    reaches = reaches_of(world, operation)
    if parent is None:
        return tuple(
            ScopeView(literal(role), _names(world, entity, _within(world, entity, role, reach)))
            for role, reach in reaches.items()
        )
    above = row_name(world, parent, actor.of)
    found = []
    for role in (actor.name, *_others(world, operation, parent, actor)):
        names = _below(world, entity, parent, _within(world, entity, role, reaches[role]), above)
        if names is not None:
            found.append(ScopeView(literal(role), _set(entity, names)))
    return tuple(found)


def _others(world: World, operation: Operation, parent: Entity, actor: Actor) -> list[str]:
    """Return the other roles that find the same row above: one that is nobody's."""
    below = below_of(world, operation)
    if world.held(parent) is not Held.NOBODY or below is None:
        return []
    seen = reaches_of(world, below)
    wide = [role for role in reaches_of(world, operation) if seen.get(role) in ("tenant", "all")]
    return [role for role in wide if role != actor.name]


def _hidden(world: World, entity: Entity, operation: Operation) -> Hidden | None:
    """Return the rows of others below a parent that a role sees, if the list tells them apart."""
    view = parent_view(world.spec, operation, entity)
    parent = next((p.entity for p in parameters_of(world.spec, operation)[::-1] if p.entity), None)
    field = reference_to(entity, parent) if parent else None
    if view is None or view.says_all or parent is None or field is None:
        return None
    once = any(field in group for group in unique_groups(world.spec, entity))
    if once or world.held(entity) is not Held.PERSON or not world.filled(entity, field):
        return None
    rows = tuple(
        HiddenView(
            role=literal(role),
            path=path_code(world, operation, mine),
            row=row_key(entity, literal(world.row(entity, stranger.person, spare=True))),
            parent=reference_code(world, parent, mine),
        )
        for role, mine, stranger in _outside(world, entity, operation)
    )
    key = key_of(entity).name
    shown = travels(entity, "row")
    return Hidden(model_of(entity), key, field.name, shown, rows) if rows else None


def _outside(
    world: World, entity: Entity, operation: Operation
) -> Iterator[tuple[str, Reader, Reader]]:
    """Yield roles, each with whose parent it sees and with somebody whose rows it does not."""
    actors = actors_of(world, operation)
    for role, reach in reaches_of(world, operation).items():
        mine = next((actor.of for actor in actors if actor.name == role), None)
        beyond = REACHES[REACHES.index(reach) + 1 :]
        people = (whose_row(world, one, role) for one in beyond)
        stranger = next((one for one in people if one), None)
        if mine and stranger and stranger.person in world.holders(entity):
            yield role, mine, stranger


def _below(
    world: World, entity: Entity, parent: Entity, holders: list[str], above: str
) -> list[str] | None:
    """Return the rows of some holders below a parent; None if the world cannot tell."""
    field = reference_to(entity, parent)
    if field is not None:
        if not world.filled(entity, field) or entity.name == world.team.join:
            return None
        found = [one for one in holders if world.pointed(entity, parent, one) == above]
        return [*_rows(world, entity, found)]
    join = join_of(world, parent, entity)
    if join is None or join.name == world.team.join:
        return None
    pairs = [one for one in world.holders(join) if world.pointed(join, parent, one) == above]
    there = {world.pointed(join, entity, one) for one in pairs}
    return [name for name in _rows(world, entity, holders) if name in there]


def _within(world: World, entity: Entity, role: str, reach: str) -> list[str]:
    """Return the holders of the rows of an entity that a role reaches."""
    holders = world.holders(entity)
    if reach == "all" or world.held(entity) is Held.NOBODY:
        return list(holders)
    home = world.tenant_of(role)
    if reach == "tenant" or world.held(entity) is Held.TENANT:
        return [holder for holder in holders if (world.tenant_of(holder) or holder) == home]
    near = [
        whose_row(world, one, role) for one in (("own", "team") if reach == "team" else ("own",))
    ]
    return [row.person for row in near if row]


def _names(world: World, entity: Entity, holders: list[str]) -> str:
    names = _rows(world, entity, holders)
    names += [name for name, holder in world.team_rows(entity) if holder in holders]
    return _set(entity, names)


def _rows(world: World, entity: Entity, holders: list[str]) -> list[str]:
    kinds = (False, True) if world.spared(entity) else (False,)
    return [world.row(entity, holder, spare=kind) for kind in kinds for holder in holders]


def _set(entity: Entity, names: list[str]) -> str:
    if not names:
        return "set()"
    return "{" + ", ".join(travels(entity, row_key(entity, literal(name))) for name in names) + "}"


def _filters(
    world: World, entity: Entity, parameters: list[Parameter], actor: Actor
) -> tuple[FilterView, ...]:
    found: list[FilterView] = []
    for parameter in parameters:
        field = entity.field(parameter.fields[0]) if parameter.fields else None
        if parameter.means != "filter" or field is None or not _visible(field, actor.name):
            continue
        name, word = literal(parameter.name), snake(parameter.name)
        for suffix, value in _filter_values(world, entity, field, actor.of):
            given = f"[{value}]" if parameter.operator == "in" else value
            passes = _passes(field, parameter.operator, value)
            if passes:
                found.append(FilterView(word + suffix, f"{{{name}: {given}}}", passes))
    return tuple(found)


def _filter_values(world: World, entity: Entity, field: Field, of: Reader) -> list[tuple[str, str]]:
    """Return values that split the rows of the world, each with a suffix of its test."""
    if field.type.name is TypeName.ENUM:
        return [("", literal(enum_values(world, field)[0]))]
    if field.type.name is TypeName.BOOLEAN:
        return [("", "True"), ("_not", "False")]
    target = world.spec.entity(field.type.target) or entity
    if field.type.name is TypeName.REF or field.role is FieldRole.KEY:
        nothing = travels(target, row_key(target, '"nothing"'))
        one = travels(target, reference_code(world, target, of))
        return [("", one), ("_of_nothing", nothing)]
    value = value_code(world, entity, field, of, nth=2)
    return [("", value)] if value is not None else []


def _passes(field: Field, operator: str, value: str) -> str:
    """Return the condition that an item passes, as Python; "" if it cannot be told."""
    item = f"item[{literal(field.name)}]"
    known = f"{item} is not None and " if not field.required else ""
    if field.type.name is TypeName.BOOLEAN:
        return f"{item} is {value}" if operator == "eq" else ""
    if operator == "contains":
        return f"{known}{value}.lower() in {item}.lower()"
    if operator == "in":
        return f"{item} == {value}"
    compare = _COMPARES.get(operator, "")
    if field.type.name is TypeName.DECIMAL:
        return f"{known}Decimal({item}) {compare} Decimal({value})" if compare else ""
    return f"{known}{item} {compare} {value}" if compare else ""


def _sorts(entity: Entity, parameters: list[Parameter], role: str) -> tuple[SortView, ...]:
    found = []
    for parameter in parameters:
        for name in parameter.fields if parameter.means == "sort" else ():
            field = entity.field(name)
            if field is None or field.type.name not in _SORTABLE or not _visible(field, role):
                continue
            kind = {TypeName.DECIMAL: "Decimal", TypeName.FLOAT: "float"}.get(field.type.name)
            kind = kind or ("int" if field.type.name in WHOLE else "str")
            for sign in ("", "-"):
                params = f"{{{literal(parameter.name)}: {literal(sign + name)}}}"
                found.append(SortView(params, literal(name), kind, bool(sign)))
    return tuple(found)


def _searches(entity: Entity, parameters: list[Parameter]) -> tuple[SearchView, ...]:
    return tuple(
        SearchView(literal(parameter.name), literal(name))
        for parameter in parameters
        if parameter.means == "search"
        for name in parameter.fields
        if (field := entity.field(name)) and _visible(field) and field.type.name in STRINGS
    )


def _refused(entity: Entity, parameters: list[Parameter]) -> str:
    bad = [f"{p.name}=no-such-member" for p in parameters if p.means == "sort"]
    bad += [f"{p.name}=1e99" for p in parameters if _compares_decimals(entity, p)]
    return ", ".join(map(literal, ["surprise=1", *bad]))


def _compares_decimals(entity: Entity, parameter: Parameter) -> bool:
    fields = map(entity.field, parameter.fields[:1]) if parameter.means == "filter" else ()
    return any(f is not None and not f.computed and f.type.name is TypeName.DECIMAL for f in fields)


def _visible(field: Field, role: str = "") -> bool:
    """Tell whether a field goes out, to a role or to everybody who has the row."""
    return is_shown_to(field, role) and not field.computed
