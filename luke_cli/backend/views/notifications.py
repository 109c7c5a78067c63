"""What the templates may see of who is told of what."""

from collections.abc import Iterable
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.naming import member_of, module_of, words_of
from luke_cli.backend.views.accounts import role_enum_of
from luke_cli.backend.views.belonging import tenant_field
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.parents import rows_function
from luke_cli.names import snake
from luke_cli.spec.model import Entity, FieldRole, Kind, Operation, Spec
from luke_cli.spec.notifications import (
    ROLE,
    account_address,
    address_of,
    readers_of,
    subject_of,
)


@dataclass(frozen=True, slots=True)
class StepView:
    """A reference that is followed; all Python."""

    name: str
    """Of the alias."""
    model: str
    key: str
    field: str
    """The column that points at it."""


@dataclass(frozen=True, slots=True)
class RecipientView:
    """A query of addresses; strings are Python unless a field says otherwise."""

    function: str
    words: str
    """For people: what it returns."""
    model: str
    """Of the row that somebody is told of."""
    key: str
    address: str
    """Of a role the name of a column, else the column."""
    conditions: tuple[str, ...]
    """Only of accounts: they may sign in."""
    steps: tuple[StepView, ...] = ()
    role: str = ""
    rows: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class EventView:
    """An operation that somebody is told of; all Python but the functions."""

    name: str
    functions: tuple[str, ...]
    subject: str
    sentence: str
    page: str


@dataclass(frozen=True, slots=True)
class ModuleView:
    """Where a model is."""

    name: str
    module: str


@dataclass(frozen=True, slots=True)
class TellsView:
    """The module `telling.py`."""

    events: tuple[EventView, ...]
    recipients: tuple[RecipientView, ...]
    models: tuple[ModuleView, ...]
    scope_functions: tuple[str, ...]
    account: str
    account_key: str
    tenant: str
    """The column of the account; "" without tenants."""

    @property
    def roles(self) -> bool:
        """Some recipient is a role."""
        return any(one.role for one in self.recipients)


def tells_view(spec: Spec, account: Entity) -> TellsView | None:
    """Return who is told of what; None if nobody is."""
    events: list[EventView] = []
    recipients: dict[str, RecipientView] = {}
    used: dict[str, Entity] = {}
    for one in spec.notifications:
        operation = spec.operation(one.operation)
        entity = subject_of(spec, operation) if operation else None
        if operation is None or entity is None:
            continue
        found = [
            view for to in one.to if (view := _recipient(spec, account, operation, entity, to))
        ]
        recipients |= {view.function: view for view in found}
        used |= {e.name: e for e in (entity, *_followed(spec, entity, one.to))}
        if found:
            events.append(_event(spec, operation, entity, found))
    if not events:
        return None
    tenant = tenant_field(account)
    return TellsView(
        events=tuple(events),
        recipients=tuple(recipients.values()),
        models=tuple(
            ModuleView(e.name, module_of(e)) for e in (used | {account.name: account}).values()
        ),
        scope_functions=tuple(dict.fromkeys(r.rows for r in recipients.values() if r.rows)),
        account=account.name,
        account_key=key_of(account).name,
        tenant=tenant.name if tenant else "",
    )


def _followed(spec: Spec, entity: Entity, paths: Iterable[str]) -> list[Entity]:
    addresses = [address_of(spec, entity, path) for path in paths]
    targets = [f.type.target for a in addresses if a for f in a.references]
    return [target for name in targets if (target := spec.entity(name))]


def _event(
    spec: Spec, operation: Operation, entity: Entity, found: Iterable[RecipientView]
) -> EventView:
    words = words_of(entity)
    name = f"{words[:1].upper()}{words[1:]}"
    step = spec.transition(operation.name)
    state = step.target.replace("_", " ") if step else ""
    subject, sentence = {
        Kind.CREATE: (f"New {words}", f"There is a new {words}."),
        Kind.UPLOAD: (f"New {words}", f"There is a new {words}."),
        Kind.UPDATE: (f"{name} changed", f"The {words} was changed."),
        Kind.DELETE: (f"{name} deleted", f"The {words} was deleted."),
    }.get(operation.kind, (f"{name} {state}", f"The {words} is now {state}."))
    page = "" if operation.kind is Kind.DELETE else entity.table.replace("_", "-")
    functions = tuple(dict.fromkeys(one.function for one in found))
    return EventView(
        literal(operation.name), functions, literal(subject), literal(sentence), literal(page)
    )


def _recipient(
    spec: Spec, account: Entity, operation: Operation, entity: Entity, to: str
) -> RecipientView | None:
    role = to.removeprefix(ROLE)
    if role == to:
        return _at_path(spec, entity, to)
    scope = readers_of(spec, operation).get(role)
    mail = account_address(account)
    if scope is None or mail is None:
        return None
    return RecipientView(
        function=f"_{snake(entity.name)}_{role}",
        words=f"the addresses of those who are {role.replace('_', ' ')} and may read a {words_of(entity)}",
        model=entity.name,
        key=key_of(entity).name,
        address=mail.name,
        conditions=_able(account, "_READER"),
        role=f"{role_enum_of(account)}.{member_of(role)}",
        rows=rows_function(entity),
        scope=f"Scope.{scope.upper()}",
    )


def _at_path(spec: Spec, entity: Entity, path: str) -> RecipientView | None:
    address = address_of(spec, entity, path)
    if address is None:
        return None
    at = entity.name
    steps = []
    for number, field in enumerate(address.references, 1):
        target = next(e for e in spec.entities if e.name == field.type.target)
        steps.append(
            StepView(f"step_{number}", target.name, key_of(target).name, f"{at}.{field.name}")
        )
        at = f"step_{number}"
    address_at = f"{at}.{address.field.name}"
    given = () if address.field.required else (f"{address_at}.is_not(None)",)
    whole = path.replace(".", "_").removesuffix("_id")
    is_account = address.holder.trait("account") is not None
    return RecipientView(
        function=f"_{snake(entity.name)}_at_{whole}",
        words=f"the address that `{path}` of a {words_of(entity)} leads to",
        model=entity.name,
        key=key_of(entity).name,
        address=address_at,
        conditions=(*given, *(_able if is_account else _there)(address.holder, at)),
        steps=tuple(steps),
    )


def _able(account: Entity, name: str) -> tuple[str, ...]:
    """Return the conditions of an account that may sign in."""
    active = (f"{name}.is_active.is_(True)",) if account.field("is_active") else ()
    return (*active, *_there(account, name))


def _there(entity: Entity, name: str) -> tuple[str, ...]:
    deleted = (field.name for field in entity.fields if field.role is FieldRole.DELETED)
    return tuple(f"{name}.{field}.is_(None)" for field in deleted)
