"""Who is told of an operation: whose rows there are to tell of, and where an address stands.

role manager            the accounts of a role that may read the row
user_id                 the account that a field of the row names
user_id.manager_id      the account that this one names
guest_email             an address in the row itself
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.inbox import CHANNEL as IN_APP
from luke_cli.spec.inbox import inbox_of
from luke_cli.spec.lookup import Lookup
from luke_cli.spec.model import Entity, Field, Kind, Notification, Operation, Spec, TypeName
from luke_cli.spec.webhooks import CHANNEL as WEBHOOK
from luke_cli.spec.webhooks import SUBSCRIBERS, subscriptions_of

TRIGGERS: Final = (Kind.CREATE, Kind.UPLOAD, Kind.UPDATE, Kind.DELETE, Kind.TRANSITION)
"""Kinds of operations that somebody can be told of."""
QUEUED: Final = ("mail", WEBHOOK)
"""Channels that a worker delivers to."""
ROLE: Final = "role "
"""How a recipient begins that is a role."""
_BY_GROUP: Final[Lookup[str, Entity]] = Lookup(lambda entity: [snake(entity.name)])
_REACHES: Final = ("own", "team", "tenant", "all")


@dataclass(frozen=True, slots=True)
class Address:
    """A path from a row to an e-mail address."""

    references: tuple[Field, ...]
    """The fields to follow, the first one of the row."""
    holder: Entity
    """Where the address stands."""
    field: Field


def subject_of(spec: Spec, operation: Operation) -> Entity | None:
    """Return the entity of whose rows an operation is about one."""
    return _BY_GROUP.first(spec.entities, operation.group)


def is_trigger(spec: Spec, operation: Operation) -> bool:
    """Tell whether somebody can be told of an operation."""
    return operation.kind in TRIGGERS and subject_of(spec, operation) is not None


def address_of(spec: Spec, entity: Entity, path: str) -> Address | None:
    """Return where a path of fields ends: in an address, or in an account, which has one."""
    *names, last = path.split(".")
    references = []
    for name in names:
        field = entity.field(name)
        target = spec.entity(field.type.target) if field and field.type.target else None
        if field is None or target is None:
            return None
        references.append(field)
        entity = target
    return _ended(spec, tuple(references), entity, entity.field(last))


def _ended(
    spec: Spec, references: tuple[Field, ...], entity: Entity, field: Field | None
) -> Address | None:
    if field is None or field.computed:
        return None
    if field.type.name is TypeName.EMAIL:
        return Address(references, entity, field)
    account = spec.entity(field.type.target)
    mail = account_address(account) if account and account.trait("account") else None
    return Address((*references, field), account, mail) if account and mail else None


def is_account(spec: Spec, entity: Entity, to: str) -> bool:
    """Tell whether a recipient is somebody who signs in."""
    address = address_of(spec, entity, to)
    return to.startswith(ROLE) or (address is not None and address.holder is spec.account)


def account_address(account: Entity) -> Field | None:
    """Return the field of an account that holds its address for mail."""
    named = account.field("email")
    if named and named.type.name in (TypeName.EMAIL, TypeName.STRING):
        return named
    return next((field for field in account.fields if field.type.name is TypeName.EMAIL), None)


def readers_of(spec: Spec, operation: Operation) -> dict[str, str]:
    """Return how far the right of each role reaches to read the rows that an operation is about."""
    found: dict[str, str] = {}
    for name in next(_reading(spec, operation), ()):
        permission = spec.permission(name)
        for role, scope in permission.scopes if permission else _open_to(spec):
            found[role] = max(found.get(role, scope), scope, key=_REACHES.index)
    return found


def _open_to(spec: Spec) -> tuple[tuple[str, str], ...]:
    """Return how far everybody reaches who is signed in."""
    widest = "tenant" if any(entity.trait("tenant") for entity in spec.entities) else "all"
    return tuple((role.name, widest) for role in spec.roles)


def _reading(spec: Spec, operation: Operation) -> Iterator[tuple[str, ...]]:
    """Yield the rights of the operations that show a row, those that show only one first."""
    for kind in (Kind.READ, Kind.LIST):
        for other in spec.operations_of(operation.group):
            if other.kind is kind:
                yield other.permissions


def is_told(spec: Spec, operation: Operation, *channels: str) -> bool:
    """Tell whether somebody can be told of an operation, over some channels or any."""
    told = spec.notifications_of(operation.name)
    entity = subject_of(spec, operation) if told else None
    return entity is not None and any(
        leads_somewhere(spec, operation, one, to)
        for one in told
        if not channels or one.channel in channels
        for to in one.to
    )


def tells_by(spec: Spec, *channels: str) -> bool:
    """Tell whether somebody is told of something over some channels."""
    return any(is_told(spec, operation, *channels) for operation in spec.operations)


def leads_somewhere(spec: Spec, operation: Operation, told: Notification, to: str) -> bool:
    """Tell whether a recipient may be anybody."""
    entity = subject_of(spec, operation)
    if entity is None:
        return False
    if told.channel == WEBHOOK:
        return to != SUBSCRIBERS or subscriptions_of(spec) is not None
    if told.channel == IN_APP:
        if operation.kind is Kind.DELETE and entity is spec.account:
            return False  # what is kept for an account goes with it
        readers = readers_of(spec, operation) if to.startswith(ROLE) else {}
        known = not to.startswith(ROLE) or to.removeprefix(ROLE) in readers
        return inbox_of(spec) is not None and known and is_account(spec, entity, to)
    role, account = to.removeprefix(ROLE), spec.account
    if role != to:
        mail = account_address(account) if account else None
        return mail is not None and role in readers_of(spec, operation)
    return address_of(spec, entity, to) is not None
