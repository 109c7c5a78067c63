"""The items of a plan by name: what each says, and which lines of the documents say so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from luke_cli.names import snake
from luke_cli.spec.due import due_text
from luke_cli.spec.guards import guard_text
from luke_cli.spec.model import Basis, Entity, Operation, Sources, Spec, Transition


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a row of the plan says."""

    name: str
    """`expense.approve`, `Expense`, `Expense.amount`, `expense:approve`, `rate_limit`, `R-export`."""
    title: str
    """In words: the request of an operation, the type of a field."""
    said: str
    """What else the plan says of it, "" if nothing."""
    sources: Sources
    basis: Basis
    operations: tuple[str, ...] = ()
    """The operations that prove it."""


def items_of(spec: Spec) -> Mapping[str, Item]:
    """Return every item of a plan by its name."""
    found: dict[str, Item] = {}
    for item in _items(spec):
        found.setdefault(item.name, item)
    return found


def said_by(items: Mapping[str, Item], file: str, line: int) -> list[Item]:
    """Return the items that a line of a document says."""
    return [
        item
        for item in items.values()
        if any(
            source.file == file and source.line <= line <= max(source.line, source.end_line)
            for source in item.sources
        )
    ]


def _items(spec: Spec) -> Iterator[Item]:
    for operation in spec.operations:
        yield _operation(spec, operation)
    for entity in spec.entities:
        yield from _entity(spec, entity)
    for permission in spec.permissions:
        reach = ", ".join(f"{role} {scope}" for role, scope in permission.scopes if scope != "-")
        asked = tuple(o.name for o in spec.operations if permission.name in o.permissions)
        yield Item(permission.name, "", reach, permission.sources, permission.basis, asked)
    yield from _beside_operations(spec)
    for enum in spec.enums:
        yield Item(enum.name, "", ", ".join(enum.values), enum.sources, enum.basis)
    for role in spec.roles:
        yield Item(role.name, "", ", ".join(role.inherits), role.sources, role.basis)
    for index in spec.indexes:
        columns = ", ".join(name for name, _ in index.columns)
        yield Item(index.name, "", f"{index.entity} {columns}", index.sources, index.basis)
    for setting in spec.settings:
        yield Item(setting.name, "", setting.value, setting.sources, setting.basis)
    for requirement in spec.requirements:
        yield Item(
            requirement.name,
            requirement.kind,
            requirement.text,
            requirement.sources,
            requirement.basis,
            tuple(o.name for o in spec.operations if o.name in requirement.served_by),
        )


def _beside_operations(spec: Spec) -> Iterator[Item]:
    """Yield what is said of operations in tables of its own."""
    for parameter in spec.parameters:
        name = f"{parameter.operation}.{parameter.name}"
        said = " ".join((parameter.means, *parameter.fields))
        yield Item(name, "", said, parameter.sources, parameter.basis, (parameter.operation,))
    for one in spec.preconditions:
        guards = "; ".join(map(guard_text, one.guards))
        name = f"{one.operation} only if"
        yield Item(name, "", guards, one.sources, one.basis, (one.operation,))
    for step in spec.timed:
        said = f"{due_text(step.due)}; {_leads(step)}" if step.due else _leads(step)
        yield Item(step.operation, "time", said, step.sources, step.basis)
    for told in spec.notifications:
        name, who = f"{told.operation}.{told.channel}", ", ".join(told.to)
        yield Item(name, "", f"tells {who}", told.sources, told.basis, (told.operation,))


def _operation(spec: Spec, operation: Operation) -> Item:
    step = next((t for t in spec.transitions if t.operation == operation.name), None)
    rights = [
        f"{role} {scope}"
        for permission in spec.permissions
        if permission.name in operation.permissions
        for role, scope in permission.scopes
        if scope != "-"
    ]
    said = ", ".join(rights or operation.permissions)
    if step is not None:
        said += f"; {_leads(step)}"
    sources = dict.fromkeys((*operation.sources, *(step.sources if step else ())))
    title = f"{operation.method} {spec.setting('base_path')}{operation.path}"
    own = (operation.name,)
    return Item(operation.name, title, said, tuple(sources), operation.basis, own)


def _leads(step: Transition) -> str:
    return f"{' or '.join(step.origins)} -> {step.target}"


def _entity(spec: Spec, entity: Entity) -> Iterator[Item]:
    group = snake(entity.name)
    about = tuple(o.name for o in spec.operations if o.group == group)
    yield Item(entity.name, "", f"table {entity.table}", entity.sources, entity.basis, about)
    for field in entity.fields:
        required = "required" if field.required else ""
        said = "; ".join(filter(None, (field.type.enum or field.type.name.value, required)))
        yield Item(f"{entity.name}.{field.name}", "", said, field.sources, field.basis, about)
