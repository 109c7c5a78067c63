"""Whether the rows of a spec fit together: every name refers to something in it."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.plan.known import Broken, Names, Problem, RowKey, unknown, unknown_field
from luke_cli.plan.limits import limits
from luke_cli.plan.link_conditions import unfit, unkept
from luke_cli.plan.link_guards import unmet
from luke_cli.plan.link_notifications import unmarked, untold
from luke_cli.plan.link_timed import untimed
from luke_cli.plan.link_values import setting_trouble
from luke_cli.spec.comparisons import comparison_trouble, comparisons_of
from luke_cli.spec.computed import computed_of
from luke_cli.spec.lifetimes import KEPT
from luke_cli.spec.model import (
    OWNER,
    Contract,
    Entity,
    Field,
    Operation,
    Parameter,
    Shape,
    Spec,
    Transition,
    Type,
)
from luke_cli.spec.narrowed import narrowing_trouble
from luke_cli.spec.overlaps import overlap_trouble
from luke_cli.spec.owners import way_of
from luke_cli.spec.parts import twins
from luke_cli.spec.statuses import statuses_of

_OPEN_TO_ALL: Final = ("signed-in", "public")
_NOT_SERVED: Final = ("client", "operations", "open")


def check(spec: Spec, broken: Broken = ()) -> Iterator[Problem]:
    """Yield what does not fit together in a spec, table by table."""
    names = Names(spec, broken)
    yield from _entities(spec, names)
    yield from _indexes(spec, names)
    yield from _rights(spec, names)
    yield from _operations(spec, names)
    yield from _parameters(spec, names)
    yield from _contracts(spec, names)
    yield from _transitions(spec, names)
    yield from unmet(spec, names)
    yield from untold(spec, names)
    yield from unmarked(spec, names)
    yield from _reasons(spec, names)
    yield from limits(spec)
    for setting in spec.settings:
        message = setting_trouble(setting)
        if message:
            row = ("settings", "", setting.name)
            yield Problem(row, "Value", setting.value, "LK-P108", message)


def _types(row: RowKey, column: str, kind: Type, names: Names) -> Iterator[Problem]:
    if kind.enum and kind.enum not in names.enums:
        yield unknown((row, column), kind.enum, "type", names.enums)
    if kind.target and kind.target not in names.entities:
        yield unknown((row, column), kind.target, "entity", names.entities)


def _entities(spec: Spec, names: Names) -> Iterator[Problem]:
    tables: dict[str, str] = {}
    accounts: list[str] = []
    for entity in spec.entities:
        row = ("entities", "", entity.name)
        yield from _traits(spec, row, entity, names)
        if entity.table in tables:
            message = f"table `{entity.table}` is already that of {tables[entity.table]}"
            yield Problem(row, "Table", entity.table, "LK-P105", message)
        tables.setdefault(entity.table, entity.name)
        if entity.trait("account"):
            accounts.append(entity.name)
            if len(accounts) > 1:
                message = f"only one entity signs in, and {accounts[0]} does"
                yield Problem(row, "Traits", "account", "LK-P105", message)
        for field in entity.fields:
            yield from _field(spec, entity, field, names)
        yield from _comparisons(spec, entity, names)


def _comparisons(spec: Spec, entity: Entity, names: Names) -> Iterator[Problem]:
    for one in comparisons_of(entity):
        row = ("fields", entity.name, one.field)
        if not names.has_field(entity.name, one.other):
            yield unknown_field((row, "Rules"), entity.name, one.other, names)
        elif message := comparison_trouble(entity, one, spec.transitions):
            yield Problem(row, "Rules", f"{one.sign} ", "LK-P113", message)


def _traits(spec: Spec, row: RowKey, entity: Entity, names: Names) -> Iterator[Problem]:
    yield from unkept(spec, row, entity, names)
    for trait in entity.traits:
        if not trait.subject or trait.name == KEPT:
            continue
        if trait.name == OWNER and (trait.subject not in entity.owners[:1] or "." in trait.subject):
            yield from _owner(spec, row, entity, trait.subject, names)
            continue
        if trait.name in ("file of", "part of"):
            if trait.subject not in names.entities:
                yield unknown((row, "Traits"), trait.subject, "entity", names.entities)
        elif not names.has_field(entity.name, trait.subject):
            yield unknown_field((row, "Traits"), entity.name, trait.subject, names)


def _owner(spec: Spec, row: RowKey, entity: Entity, path: str, names: Names) -> Iterator[Problem]:
    """Yield what is wrong with an owner that is not the only one, or that another row names."""
    if path == entity.owners[0]:
        message = f"`{path}` is a field of another row; the first owner is one of {entity.name}"
        hint = "`part of` makes rows belong to whom another row belongs to"
        yield Problem(row, "Traits", path, "LK-P107", message, hint)
        return
    known = not any(table.startswith(("entities", "fields")) for table in names.lost)
    if known and way_of(spec, entity, path) is None:
        message = f"`{path}` leads from {entity.name} to no account"
        yield Problem(row, "Traits", path, "LK-P106", message)


def _field(spec: Spec, entity: Entity, field: Field, names: Names) -> Iterator[Problem]:
    row = ("fields", entity.name, field.name)
    yield from _types(row, "Type", field.type, names)
    for other in field.unique_per:
        if not names.has_field(entity.name, other):
            yield unknown_field((row, "Rules"), entity.name, other, names)
    if field.computed:
        yield from _computed(row, spec, entity, field)
    for role in (*field.readers, *field.writers):
        if role not in names.roles:
            yield unknown((row, "Rules"), role, "role", names.roles)
    values = names.values.get(field.type.enum)
    if field.default and values is not None and _worded(field.default) not in values:
        default = field.default.strip('"')
        yield unknown((row, "Rules"), default, f"value of {field.type.enum}", values)


def _computed(row: RowKey, spec: Spec, entity: Entity, field: Field) -> Iterator[Problem]:
    trouble = computed_of(spec, entity, field)
    if entity.trait("account"):
        trouble = "an account has no computed members"
    if isinstance(trouble, str):
        yield Problem(row, "Rules", field.computed, "LK-P106", trouble)


def _worded(literal: str) -> str:
    return str(json.loads(literal)) if literal.startswith('"') else literal


def _indexes(spec: Spec, names: Names) -> Iterator[Problem]:
    for index in spec.indexes:
        row = ("indexes", "", index.name)
        if index.entity not in names.entities:
            yield unknown((row, "On"), index.entity, "entity", names.entities)
        for column, _ in index.columns:
            if not names.has_field(index.entity, column):
                yield unknown_field((row, "On"), index.entity, column, names)
        if entity := spec.entity(index.entity):
            yield from unfit((row, "On"), entity, index.where, names)
        if message := overlap_trouble(spec, index):
            yield Problem(row, "Kind", index.kind, "LK-P113", message)


def _rights(spec: Spec, names: Names) -> Iterator[Problem]:
    for role in spec.roles:
        for other in role.inherits:
            if other not in names.roles:
                row = ("roles", "", role.name)
                yield unknown((row, "Inherits"), other, "role", names.roles)


def _operations(spec: Spec, names: Names) -> Iterator[Problem]:
    requests: dict[tuple[str, str], Operation] = {}
    for operation in spec.operations:
        row = ("operations", "", operation.name)
        for permission in operation.permissions:
            if permission not in names.permissions and permission not in _OPEN_TO_ALL:
                yield unknown((row, "Permission"), permission, "permission", names.permissions)
        known = statuses_of(operation)
        if operation.status and operation.status not in known:
            could = ", ".join(map(str, known))
            message = f"`{operation.kind}` succeeds with {could}; not with {operation.status}"
            yield Problem(row, "Kind", str(operation.status), "LK-P107", message)
        request = (operation.method, operation.path)
        other = requests.setdefault(request, operation)
        if other is not operation:
            message = f"`{' '.join(request)}` is already the request of {other.name}"
            yield Problem(row, "Request", operation.path, "LK-P105", message)


def _parameters(spec: Spec, names: Names) -> Iterator[Problem]:
    for parameter in spec.parameters:
        row = ("parameters", "", f"{parameter.operation}.{parameter.name}")
        if parameter.operation not in names.operations:
            yield unknown((row, "Parameter"), parameter.operation, "operation", names.operations)
        if parameter.type:
            yield from _types(row, "Means", parameter.type, names)
        yield from _parameter_fields(row, parameter, names)
        entity = names.by_group.get(parameter.operation.partition(".")[0])
        message = narrowing_trouble(spec, entity, parameter) if entity else ""
        if message:
            yield Problem(row, "Means", parameter.default, "LK-P107", message)


def _parameter_fields(row: RowKey, parameter: Parameter, names: Names) -> Iterator[Problem]:
    entity = names.by_group.get(parameter.operation.partition(".")[0])
    sorts = (parameter.default.removeprefix("-"),) if parameter.means == "sort" else ()
    for name in (*parameter.fields, *sorts):
        first = name.partition(".")[0]
        if name and entity and not names.has_field(entity.name, first):
            yield unknown_field((row, "Means"), entity.name, name, names)


def _contracts(spec: Spec, names: Names) -> Iterator[Problem]:
    for contract in spec.contracts:
        row = ("contracts", "", contract.operation)
        if contract.operation not in names.operations:
            yield unknown((row, "Contract"), contract.operation, "operation", names.operations)
        yield from _shapes(row, contract, names)


def _shapes(row: RowKey, contract: Contract, names: Names) -> Iterator[Problem]:
    sides: tuple[tuple[str, Shape], ...] = (("Takes", contract.takes), ("Gives", contract.gives))
    for column, shape in sides:
        if shape.entity and shape.entity not in names.entities:
            yield unknown((row, column), shape.entity, "entity", names.entities)
        for member in shape.members:
            yield from _types(row, column, member.type, names)
        for place in twins(shape.members):
            message = f"`{place}` is there twice, or holds a value and members"
            yield Problem(row, column, place, "LK-P105", message)


def _transitions(spec: Spec, names: Names) -> Iterator[Problem]:
    for step in spec.transitions:
        row = ("transitions", f"{step.entity}.{step.field}", step.operation)
        if step.due:
            yield from untimed(spec, names, row, step)
        elif step.operation not in names.operations:
            yield unknown((row, "Transition"), step.operation, "operation", names.operations)
        yield from _states(row, step, names)
        yield from _effects(row, step, names)


def _states(row: RowKey, step: Transition, names: Names) -> Iterator[Problem]:
    values = names.values_of(step.entity, step.field)
    if values is None:
        return
    for column, states in (("From", step.origins), ("To", (step.target,))):
        for state in states:
            if state not in values:
                yield unknown((row, column), state, "state", values)


def _effects(row: RowKey, step: Transition, names: Names) -> Iterator[Problem]:
    for effect in step.effects:
        if effect.field and not names.has_field(step.entity, effect.field):
            yield unknown_field((row, "Sets"), step.entity, effect.field, names)
        if effect.writes_entity and effect.writes_entity not in names.entities:
            yield unknown((row, "Sets"), effect.writes_entity, "entity", names.entities)


def _reasons(spec: Spec, names: Names) -> Iterator[Problem]:
    for requirement in spec.requirements:
        row = ("requirements", "", requirement.name)
        for item in requirement.served_by:
            if not _is_item(item, names):
                yield unknown((row, "Served by"), item, "plan item", _items(item, names))
    for screen in spec.screens:
        row = ("screens", "", screen.name)
        for item in screen.served_by:
            if not _is_item(item, names):
                yield unknown((row, "Served by"), item, "plan item", _items(item, names))
    for feature in spec.features:
        row = ("features", "", feature.name)
        for item in feature.operations:
            if not _is_operation(item, names):
                known = _items(item, names)
                yield unknown((row, "Operations"), item, "operation", known)


def _is_operation(item: str, names: Names) -> bool:
    group, _, verb = item.partition(".")
    known = item in names.operations or item in names.timed
    return known or (verb == "*" and group in names.groups)


def _is_item(item: str, names: Names) -> bool:
    if item[0] == "#":
        return item[1:] in names.settings
    if item[0].isupper():
        entity, _, field = item.partition(".")
        return entity in names.entities and (not field or names.has_field(entity, field))
    return item in _NOT_SERVED or _is_operation(item, names)


def _items(item: str, names: Names) -> Iterable[str]:
    if item[0] == "#":
        return (f"#{name}" for name in names.settings)
    if item[0].isupper():
        entity = item.partition(".")[0]
        if entity in names.fields:
            return (f"{entity}.{field}" for field in names.fields[entity])
        return names.entities
    if item.endswith(".*"):
        return (f"{group}.*" for group in names.groups)
    return (*names.operations, *names.timed, *_NOT_SERVED)
