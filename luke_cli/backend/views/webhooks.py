"""What the templates may see of webhooks: receivers of the settings, and subscriptions."""

from collections.abc import Iterator
from dataclasses import dataclass

from luke_cli.backend.naming import member_of, module_of, words_of
from luke_cli.backend.views.columns import key_of, python_type, role_enum_of
from luke_cli.backend.views.parents import rows_function
from luke_cli.names import snake
from luke_cli.spec.model import Entity, FieldRole, Operation, Spec
from luke_cli.spec.notifications import readers_of, subject_of
from luke_cli.spec.webhooks import (
    CHANNEL,
    SUBSCRIBERS,
    Subscriptions,
    addresses_of,
    subscriptions_of,
)


@dataclass(frozen=True, slots=True)
class SubscriptionsView:
    """Who subscribes; Python, names of columns or "" where there is none for that."""

    model: str
    module: str
    key: str
    key_type: str
    url: str
    secret: str
    events: str
    active: str
    owner: str
    tenant: str
    conditions: tuple[str, ...]
    """Of a subscription that still is one."""


@dataclass(frozen=True, slots=True)
class HooksView:
    """The module `webhooks.py`."""

    receivers: tuple[str, ...]
    """Names in the settings, not in quotes."""
    subscriptions: SubscriptionsView | None


@dataclass(frozen=True, slots=True)
class SubscribersView:
    """A query of subscriptions that are told of a row; Python unless a field says otherwise."""

    function: str
    words: str
    """For people: what it returns."""
    model: str
    key: str
    rows: str
    """The predicate of those that may know of the row; "" if all may."""
    asks: str
    """Of whom it asks that: `_CALLER` or `_SUBSCRIBER`; "" of nobody."""
    role: str
    """That its owner has; "" if it is nobody's."""


def hooks_view(spec: Spec) -> HooksView:
    """Return who gets webhooks."""
    found = subscriptions_of(spec)
    return HooksView(addresses_of(spec), _subscriptions(spec, found) if found else None)


def _subscriptions(spec: Spec, found: Subscriptions) -> SubscriptionsView:
    entity = found.entity
    gone = (field.name for field in entity.fields if field.role is FieldRole.DELETED)
    active = (f"{entity.name}.{found.active}.is_(True)",) if found.active else ()
    return SubscriptionsView(
        model=entity.name,
        module=module_of(entity),
        key=key_of(entity).name,
        key_type=python_type(spec, key_of(entity).type),
        url=found.url,
        secret=found.secret,
        events=found.events,
        active=found.active,
        owner=found.owner,
        tenant=found.tenant,
        conditions=(*active, *(f"{entity.name}.{name}.is_(None)" for name in gone)),
    )


def receivers_of(spec: Spec, operation: Operation) -> tuple[str, ...]:
    """Return who of those whom the settings know is told of an operation."""
    return tuple(to for to in _told(spec, operation) if to != SUBSCRIBERS)


def _told(spec: Spec, operation: Operation) -> tuple[str, ...]:
    told = (one for one in spec.notifications_of(operation.name) if one.channel == CHANNEL)
    return tuple(dict.fromkeys(to for one in told for to in one.to))


def subscribers_of(spec: Spec, account: Entity, operation: Operation) -> Iterator[SubscribersView]:
    """Yield the queries of those who are told of an operation: one a role that may read its rows."""
    entity, found = subject_of(spec, operation), subscriptions_of(spec)
    if entity is None or found is None or SUBSCRIBERS not in _told(spec, operation):
        return
    name, row, key = snake(entity.name), words_of(entity), key_of(entity).name
    predicate = rows_function(entity)
    if found.owner:
        for role, scope in readers_of(spec, operation).items():
            yield SubscribersView(
                function=f"_{name}_subscribers_{role}",
                words=f"the subscriptions of those who are {role.replace('_', ' ')} and may read a {row}",
                model=entity.name,
                key=key,
                rows=f"{predicate}(Scope.{scope.upper()})",
                asks="_CALLER",
                role=f"{role_enum_of(account)}.{member_of(role)}",
            )
        return
    apart = bool(found.tenant)
    yield SubscribersView(
        function=f"_{name}_subscribers",
        words=f"the subscriptions of the tenant of a {row}" if apart else "all subscriptions",
        model=entity.name,
        key=key,
        rows=f"{predicate}(Scope.TENANT)" if apart else "",
        asks="_SUBSCRIBER" if apart else "",
        role="",
    )
