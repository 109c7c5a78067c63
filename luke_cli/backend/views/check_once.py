"""Derives the tests of requests with a key: sent again, at once, by another, too late."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import Actor, actors_of
from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.bodies import MemberView, Reader, model_of
from luke_cli.backend.views.calls import entity_body, path_code
from luke_cli.backend.views.check_bulk import bulk_checks
from luke_cli.backend.views.check_files import elsewhere, form_code, upload_checks
from luke_cli.backend.views.check_steps import transition_checks
from luke_cli.backend.views.check_writes import create_checks
from luke_cli.backend.views.checks import CreateChecks, TransitionChecks, UploadChecks
from luke_cli.backend.views.files import FileSample
from luke_cli.backend.views.many_checks import BulkChecks
from luke_cli.backend.views.paths import entity_of
from luke_cli.backend.views.world import World
from luke_cli.spec.model import Entity, Kind, Operation
from luke_cli.spec.once import takes_key

Checks = TypeVar("Checks", CreateChecks, TransitionChecks, UploadChecks, BulkChecks)
Derive = Callable[[World, Entity, Operation], Checks | None]


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who can make the same; all Python."""

    caller: str
    path: str
    body: tuple[MemberView, ...]


@dataclass(frozen=True, slots=True)
class MadeView:
    """What is made with a key."""

    check: CreateChecks
    model: str
    other: Other | None


@dataclass(frozen=True, slots=True)
class UploadedView:
    """What is uploaded with a key."""

    check: UploadChecks
    model: str
    form: str
    """The fields that come with the file, as a dictionary; "" if there are none."""


@dataclass(frozen=True, slots=True)
class OnceChecks:
    """The module `test_once.py`."""

    made: MadeView | None
    step: TransitionChecks | None
    nowhere: str
    """The path of that step for a row that does not exist."""
    upload: UploadedView | None
    bulk: BulkChecks | None
    file: FileSample
    minutes: int


def once_checks(world: World, app: ApplicationView, file: FileSample) -> OnceChecks | None:
    """Return the tests of requests with a key; None if no request takes one."""
    if not app.once:
        return None
    uploads = _found(world, Kind.UPLOAD, upload_checks)
    bulks = (check for _, _, check in _found(world, Kind.BULK, bulk_checks))
    step = next(_found(world, Kind.TRANSITION, transition_checks), None)
    return OnceChecks(
        made=_made(world),
        step=step[2] if step else None,
        nowhere=elsewhere(world, step[1]) if step else "",
        upload=next((_uploaded(world, *found) for found in uploads), None),
        bulk=next((check for check in bulks if check.certain and check.field), None),
        file=file,
        minutes=app.settings.answer_minutes,
    )


def _found(
    world: World, kind: Kind, derive: Derive[Checks]
) -> Iterator[tuple[Entity, Operation, Checks]]:
    """Yield what takes a key and can be tested."""
    for operation in world.spec.operations:
        entity = entity_of(world.spec, operation)
        if operation.kind is kind and entity is not None and takes_key(world.spec, operation):
            check = derive(world, entity, operation)
            if check is not None:
                yield entity, operation, check


def _made(world: World) -> MadeView | None:
    """Return something of which there may be two, made by one of two people if possible."""
    found = [
        MadeView(check, model_of(entity), _other(world, entity, operation, check.caller))
        for entity, operation, check in _found(world, Kind.CREATE, create_checks)
        if not check.blocked and not check.conflict
    ]
    return next(iter(sorted(found, key=lambda made: made.other is None)), None)


def _uploaded(
    world: World, entity: Entity, operation: Operation, check: UploadChecks
) -> UploadedView:
    name = next(a.name for a in actors_of(world, operation) if literal(a.name) == check.caller)
    form = form_code(world, entity, Reader(name, world.tenant_of(name)))
    return UploadedView(check, model_of(entity), form)


def _other(world: World, entity: Entity, operation: Operation, caller: str) -> Other | None:
    actors = (one for one in actors_of(world, operation) if literal(one.name) != caller)
    return next((_as_other(world, entity, operation, actor) for actor in actors), None)


def _as_other(world: World, entity: Entity, operation: Operation, actor: Actor) -> Other:
    me = Reader(actor.name, world.tenant_of(actor.name))
    return Other(
        caller=literal(actor.name),
        path=path_code(world, operation, actor.of),
        body=entity_body(world, operation, entity, me),
    )
