"""Whether somebody can be told of what the table of notifications names."""

from collections.abc import Iterator
from typing import Final

from luke_cli.plan.columns import write_notification
from luke_cli.plan.known import Names, Problem, RowKey, unknown
from luke_cli.spec.inbox import CHANNEL as IN_APP
from luke_cli.spec.inbox import inbox_of
from luke_cli.spec.model import Entity, Kind, Notification, Operation, Spec
from luke_cli.spec.notifications import (
    ROLE,
    TRIGGERS,
    address_of,
    is_account,
    is_trigger,
    readers_of,
    subject_of,
)
from luke_cli.spec.webhooks import CHANNEL as WEBHOOK
from luke_cli.spec.webhooks import SUBSCRIBERS, subscriptions_of

_NEEDED: Final = ("entities", "fields", "operations", "permissions")


def untold(spec: Spec, names: Names) -> Iterator[Problem]:
    """Yield what does not fit in the table of notifications."""
    for told in spec.notifications:
        row = ("notifications", "", write_notification(told))
        operation = spec.operation(told.operation)
        if operation is None:
            if told.operation not in names.operations:
                yield unknown((row, "Notification"), told.operation, "operation", names.operations)
        elif not is_trigger(spec, operation):
            kinds = ", ".join(f"`{kind}`" for kind in TRIGGERS)
            message = f"nobody can be told of `{told.operation}`; expected an operation of {kinds}"
            yield Problem(row, "Notification", told.operation, "LK-P107", message)
        else:
            yield from _recipients(spec, names, row, told, operation)


def unmarked(spec: Spec, names: Names) -> Iterator[Problem]:
    """Yield operations that say of rows that they were read which nothing says it of."""
    inbox = inbox_of(spec)
    for operation in spec.operations:
        of_it = inbox is not None and subject_of(spec, operation) is inbox.entity
        if operation.kind is Kind.MARK and not of_it and _is_whole(names):
            row = ("operations", "", operation.name)
            message = f"`{operation.group}` keeps nothing that somebody is told"
            hint = "its entity needs the trait `inbox`, an owner, a text and `is_read`"
            yield Problem(row, "Kind", Kind.MARK, "LK-P107", message, hint)


def _is_whole(names: Names) -> bool:
    """Tell whether every row could be read that says where a path leads and who may read what."""
    return not any(table.partition(" ")[0] in _NEEDED for table in names.lost)


def _recipients(
    spec: Spec, names: Names, row: RowKey, told: Notification, operation: Operation
) -> Iterator[Problem]:
    entity = subject_of(spec, operation)
    if told.channel == WEBHOOK:
        yield from _receivers(spec, names, row, told)
    for one in told.to if told.channel != WEBHOOK else ():
        role = one.removeprefix(ROLE)
        if role != one:
            if role not in names.roles:
                yield unknown((row, "To"), role, "role", names.roles)
            elif _is_whole(names) and role not in readers_of(spec, operation):
                message = f"`{role}` may not read what `{told.operation}` is about"
                yield Problem(row, "To", role, "LK-P107", message)
        elif entity and _is_whole(names) and not _leads(spec, told, entity, one):
            mail = "" if told.channel == IN_APP else " and to no e-mail address"
            message = f"`{one}` leads from {entity.name} to no account{mail}"
            yield Problem(row, "To", one, "LK-P106", message)
    if told.channel == IN_APP and _is_whole(names) and inbox_of(spec) is None:
        message = "no entity keeps what people are told within the application; expected one"
        hint = "give an entity with an owner, a text and `is_read` the trait `inbox`"
        yield Problem(row, "Notification", IN_APP, "LK-P107", message, hint)
    if not told.to:
        yield Problem(row, "To", "", "LK-P107", "nobody is told; expected at least one recipient")


def _receivers(spec: Spec, names: Names, row: RowKey, told: Notification) -> Iterator[Problem]:
    for one in told.to:
        if one.startswith(ROLE) or "." in one:
            message = f"`{one}` gets no webhook; expected `{SUBSCRIBERS}` or the name of a receiver"
            yield Problem(row, "To", one, "LK-P107", message)
        elif one == SUBSCRIBERS and _is_whole(names) and subscriptions_of(spec) is None:
            message = "nobody subscribes to webhooks"
            hint = "give an entity with `url` and `secret` the trait `webhook`"
            yield Problem(row, "To", one, "LK-P107", message, hint)


def _leads(spec: Spec, told: Notification, entity: Entity, path: str) -> bool:
    if told.channel == IN_APP:
        return is_account(spec, entity, path)
    return address_of(spec, entity, path) is not None
