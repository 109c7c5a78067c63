"""What the templates may see of who is told of what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.naming import member_of, module_of, words_of
from luke_cli.backend.views.belonging import tenant_field
from luke_cli.backend.views.columns import key_of, role_enum_of
from luke_cli.backend.views.inbox import InboxView, inbox_view
from luke_cli.backend.views.parents import rows_function
from luke_cli.backend.views.webhooks import (
    HooksView,
    SubscribersView,
    hooks_view,
    receivers_of,
    subscribers_of,
)
from luke_cli.names import snake
from luke_cli.spec.inbox import CHANNEL as IN_APP
from luke_cli.spec.model import Entity, Field, FieldRole, Kind, Notification, Operation, Spec
from luke_cli.spec.notifications import (
    ROLE,
    account_address,
    address_of,
    leads_somewhere,
    readers_of,
    subject_of,
    tells_by,
)
from luke_cli.spec.webhooks import CHANNEL as WEBHOOK
from luke_cli.spec.webhooks import event_name


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
    """A query of those who are told; strings are Python unless a field says otherwise."""

    function: str
    words: str
    """For people: what it returns."""
    model: str
    """Of the row that somebody is told of."""
    key: str
    column: str
    """An address, or the key of an account."""
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
    """Whom to write to; none if nobody gets mail."""
    inboxes: tuple[str, ...]
    """Who finds it in the application; none if nobody does."""
    subscribers: tuple[str, ...]
    """Which subscriptions get a webhook; none if none does."""
    receivers: tuple[str, ...]
    """Who else gets one, in quotes."""
    hook: str
    """What a webhook calls it."""
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
    inbox: InboxView | None
    """None if nobody is told within the application."""
    subscribers: tuple[SubscribersView, ...]
    hooks: HooksView | None
    """None if nobody gets a webhook."""
    able: tuple[str, ...]
    """The conditions of a reader who may sign in."""

    @property
    def hooked(self) -> tuple[EventView, ...]:
        """The events that are sent as webhooks."""
        return tuple(one for one in self.events if one.subscribers or one.receivers)

    @property
    def worded(self) -> tuple[EventView, ...]:
        """The events that people read of."""
        return tuple(one for one in self.events if one.functions or one.inboxes)

    @property
    def mails(self) -> bool:
        """Somebody gets mail."""
        return any(event.functions for event in self.events)

    @property
    def queued(self) -> bool:
        """Something is sent by a worker."""
        return self.mails or self.hooks is not None

    @property
    def queries(self) -> bool:
        """The database says who is told of some event."""
        return bool(self.recipients or self.subscribers)

    @property
    def roles(self) -> bool:
        """Some recipient is a role."""
        return any(one.role for one in self.recipients) or any(one.role for one in self.subscribers)

    @property
    def asks(self) -> bool:
        """Some recipient is told only of what it may read."""
        return self.roles or any(one.rows for one in self.subscribers)


def tells_view(spec: Spec, account: Entity) -> TellsView | None:
    """Return who is told of what; None if nobody is."""
    events: list[EventView] = []
    recipients: dict[str, RecipientView] = {}
    used: dict[str, Entity] = {}
    subscribers: dict[str, SubscribersView] = {}
    for operation in spec.operations:
        told = spec.notifications_of(operation.name)
        entity = subject_of(spec, operation) if told else None
        if entity is None:
            continue
        found = {one.channel: _recipients(spec, account, operation, one) for one in told}
        hooked = tuple(subscribers_of(spec, account, operation))
        event = _event(spec, operation, entity, found, hooked)
        if any(found.values()) or event.subscribers or event.receivers:
            subscribers |= {view.function: view for view in hooked}
            recipients |= {view.function: view for views in found.values() for view in views}
            to = [path for one in told for path in one.to]
            used |= {e.name: e for e in (entity, *_followed(spec, entity, to))}
            events.append(event)
    if not events:
        return None
    tenant = tenant_field(account)
    return TellsView(
        events=tuple(events),
        recipients=tuple(recipients.values()),
        models=tuple(
            ModuleView(e.name, module_of(e)) for e in (used | {account.name: account}).values()
        ),
        scope_functions=_scope_functions(recipients.values(), subscribers.values()),
        account=account.name,
        account_key=key_of(account).name,
        tenant=tenant.name if tenant else "",
        inbox=inbox_view(spec) if any(event.inboxes for event in events) else None,
        subscribers=tuple(subscribers.values()),
        hooks=hooks_view(spec) if tells_by(spec, WEBHOOK) else None,
        able=_able(account, "_READER"),
    )


def _scope_functions(
    recipients: Iterable[RecipientView], subscribers: Iterable[SubscribersView]
) -> tuple[str, ...]:
    found = [one.rows for one in recipients] + [one.rows.partition("(")[0] for one in subscribers]
    return tuple(dict.fromkeys(name for name in found if name))


def _recipients(
    spec: Spec, account: Entity, operation: Operation, told: Notification
) -> tuple[RecipientView, ...]:
    if told.channel == WEBHOOK:
        return ()
    known = (to for to in told.to if leads_somewhere(spec, operation, told, to))
    found = (_recipient(spec, account, operation, told.channel, to) for to in known)
    return tuple(view for view in found if view)


def _followed(spec: Spec, entity: Entity, paths: Iterable[str]) -> list[Entity]:
    addresses = [address_of(spec, entity, path) for path in paths]
    targets = [f.type.target for a in addresses if a for f in a.references]
    return [target for name in targets if (target := spec.entity(name))]


def _event(
    spec: Spec,
    operation: Operation,
    entity: Entity,
    found: Mapping[str, Iterable[RecipientView]],
    subscribers: Iterable[SubscribersView],
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
    functions = {
        channel: tuple(dict.fromkeys(one.function for one in views))
        for channel, views in found.items()
    }
    return EventView(
        name=literal(operation.name),
        functions=functions.get("mail", ()),
        inboxes=functions.get(IN_APP, ()),
        subscribers=tuple(one.function for one in subscribers),
        receivers=tuple(map(literal, receivers_of(spec, operation))),
        hook=literal(event_name(spec, operation)),
        subject=literal(subject),
        sentence=literal(sentence),
        page=literal(page),
    )


def _recipient(
    spec: Spec, account: Entity, operation: Operation, channel: str, to: str
) -> RecipientView | None:
    entity, role = subject_of(spec, operation), to.removeprefix(ROLE)
    if entity is None:
        return None
    if role == to:
        return _at_path(spec, entity, channel, to)
    mail = account_address(account)
    if mail is None:
        return None
    people = "those" if channel == IN_APP else "the addresses of those"
    inbox = "inbox_" if channel == IN_APP else ""
    return RecipientView(
        function=f"_{inbox}{snake(entity.name)}_{role}",
        words=f"{people} who are {role.replace('_', ' ')} and may read a {words_of(entity)}",
        model=entity.name,
        key=key_of(entity).name,
        column=_column(account, channel, "_READER", mail),
        conditions=_able(account, "_READER"),
        role=f"{role_enum_of(account)}.{member_of(role)}",
        rows=rows_function(entity),
        scope=f"Scope.{readers_of(spec, operation)[role].upper()}",
    )


def _column(holder: Entity, channel: str, at: str, address: Field) -> str:
    """Return what is asked of whoever is told: an account, or where to write."""
    name = key_of(holder).name if channel == IN_APP else address.name
    return f"{at}.{name}"


def _at_path(spec: Spec, entity: Entity, channel: str, path: str) -> RecipientView | None:
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
    written = channel != IN_APP and not address.field.required
    given = (f"{at}.{address.field.name}.is_not(None)",) if written else ()
    whole = path.replace(".", "_").removesuffix("_id")
    is_account = address.holder.trait("account") is not None
    inbox, who = ("inbox_", "account") if channel == IN_APP else ("", "address")
    return RecipientView(
        function=f"_{inbox}{snake(entity.name)}_at_{whole}",
        words=f"the {who} that `{path}` of a {words_of(entity)} leads to",
        model=entity.name,
        key=key_of(entity).name,
        column=_column(address.holder, channel, at, address.field),
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
