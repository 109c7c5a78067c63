"""Derives the tests of what somebody is told within the application: whose it is, and who has read it."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.bodies import Reader, model_of, reference_code
from luke_cli.backend.views.calls import path_code, reaches_of
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.rows import row_key
from luke_cli.backend.views.world import World
from luke_cli.names import snake
from luke_cli.spec.inbox import CHANNEL, Inbox, inbox_of
from luke_cli.spec.model import Kind, Operation, TypeName
from luke_cli.spec.notifications import QUEUED, is_told, tells_by
from luke_cli.spec.statuses import success


@dataclass(frozen=True, slots=True)
class ToldCells:
    """What a cell of the table of rights may leave for somebody."""

    operations: str
    """A list of those that somebody is told of, as Python."""
    outbox: bool
    """Something is sent by a worker."""
    inbox: str
    """The key of a notice; "" if there are none."""


@dataclass(frozen=True, slots=True)
class MarkView:
    """An operation that says that something was read; Python but the method."""

    method: str
    path: str
    success: int


@dataclass(frozen=True, slots=True)
class InboxChecks:
    """The module `test_inbox.py`; all Python."""

    key: str
    owner: str
    read: str
    """The column that says whether, or when."""
    unread: str
    """Its value before."""
    narrow: str
    """Names of people who see no others' notices."""
    person: str
    other: str
    row: str
    """The key of a notice of the first of them."""
    account: str
    """The key of the account of `name`."""
    list_path: str
    """"" if nothing lists them."""
    one: MarkView | None
    all: MarkView | None


def told_cells(world: World) -> ToldCells | None:
    """Return what a call may leave for somebody; None if nobody is told of anything."""
    told = [literal(o.name) for o in world.spec.operations if is_told(world.spec, o)]
    inbox = inbox_of(world.spec) if tells_by(world.spec, CHANNEL) else None
    notices = f"{model_of(inbox.entity)}.{key_of(inbox.entity).name}" if inbox else ""
    outbox = tells_by(world.spec, *QUEUED)
    return ToldCells(f"[{', '.join(told)}]", outbox, notices) if told else None


def inbox_checks(world: World) -> InboxChecks | None:
    """Return the tests of notices; None if nobody says of any that it was read."""
    inbox = inbox_of(world.spec)
    marks = _own(world, inbox, Kind.MARK) if inbox else []
    if inbox is None or not marks:
        return None
    lists = [o for o in _own(world, inbox, Kind.LIST) if "{" not in o.path]
    roles = [role for role in world.roles if all(role in reaches_of(world, o) for o in marks)]
    if len(world.people) < 2 or not roles:
        return None
    person = roles[0]
    other = next(one.name for one in world.people if one.name != person)
    of = Reader(person, world.tenant_of(person))
    model = model_of(inbox.entity)
    return InboxChecks(
        key=f"{model}.{key_of(inbox.entity).name}",
        owner=f"{model}.{inbox.owner}",
        read=f"{model}.{inbox.read.name}",
        unread="None" if inbox.read.type.name is TypeName.DATETIME else "False",
        narrow=f"[{', '.join(map(literal, _narrow(world, lists)))}]",
        person=literal(person),
        other=literal(other),
        row=reference_code(world, inbox.entity, of),
        account=row_key(world.account, "name"),
        list_path=path_code(world, lists[0], of) if lists else "",
        one=_mark(world, marks, of, one=True),
        all=_mark(world, marks, of, one=False),
    )


def _own(world: World, inbox: Inbox, kind: Kind) -> list[Operation]:
    group = world.spec.operations_of(snake(inbox.entity.name))
    return [operation for operation in group if operation.kind is kind]


def _narrow(world: World, lists: list[Operation]) -> list[str]:
    reaches = reaches_of(world, lists[0]) if lists else {}
    return [role for role in world.roles if reaches.get(role) == "own"]


def _mark(world: World, marks: list[Operation], of: Reader, *, one: bool) -> MarkView | None:
    found = next((o for o in marks if ("{" in o.path) is one), None)
    if found is None:
        return None
    return MarkView(found.method.lower(), path_code(world, found, of), success(found))
