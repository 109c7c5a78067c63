"""What a test module of one entity may see: the checks of each of its operations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from luke_cli.backend.naming import module_of_tests, open_group
from luke_cli.backend.views.check_bulk import bulk_checks
from luke_cli.backend.views.check_exports import export_checks
from luke_cli.backend.views.check_files import LinkChecks, link_checks, upload_checks
from luke_cli.backend.views.check_guards import GuardChecks, guard_checks
from luke_cli.backend.views.check_lists import list_checks
from luke_cli.backend.views.check_open import OpenChecks, open_checks
from luke_cli.backend.views.check_overlaps import OverlapChecks, overlap_checks
from luke_cli.backend.views.check_reads import read_checks
from luke_cli.backend.views.check_restores import RestoreChecks, restore_checks
from luke_cli.backend.views.check_steps import transition_checks
from luke_cli.backend.views.check_summaries import summary_checks
from luke_cli.backend.views.check_writes import create_checks, delete_checks, update_checks
from luke_cli.backend.views.checks import (
    CreateChecks,
    DeleteChecks,
    ListChecks,
    ReadChecks,
    TransitionChecks,
    UpdateChecks,
    UploadChecks,
)
from luke_cli.backend.views.files import FileSample
from luke_cli.backend.views.many_checks import BulkChecks, ExportChecks, SummaryChecks
from luke_cli.backend.views.world import World, thing
from luke_cli.names import snake
from luke_cli.spec.guards import CHANGES
from luke_cli.spec.model import Entity, Kind, Operation, Spec

Checks = TypeVar("Checks")
_TAKING: Final = (Kind.CREATE, Kind.UPDATE, Kind.TRANSITION)
"""They may lead to a time that another row has taken."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """The tests of one entity."""

    module: str
    """Name of the file without `.py`."""
    title: str
    proves: tuple[str, ...]
    locks: bool
    invalid: str
    creates: tuple[CreateChecks, ...]
    reads: tuple[ReadChecks, ...]
    updates: tuple[UpdateChecks, ...]
    deletes: tuple[DeleteChecks, ...]
    restores: tuple[RestoreChecks, ...]
    lists: tuple[ListChecks, ...]
    exports: tuple[ExportChecks, ...]
    bulks: tuple[BulkChecks, ...]
    summaries: tuple[SummaryChecks, ...]
    transitions: tuple[TransitionChecks, ...]
    guards: tuple[GuardChecks, ...]
    overlaps: tuple[OverlapChecks, ...]
    uploads: tuple[UploadChecks, ...]
    links: tuple[LinkChecks, ...]
    file: FileSample
    opens: tuple[OpenChecks, ...]


def group_views(world: World, file: FileSample) -> tuple[GroupView, ...]:
    """Return the test modules of all entities that have something to test."""
    groups = [_group(world, entity, file) for entity in world.spec.entities]
    groups += [_open_group(world, name, file) for name in _free_groups(world.spec)]
    return tuple(group for group in groups if _has_tests(group))


def _group(world: World, entity: Entity, file: FileSample) -> GroupView:
    group = snake(entity.name)
    operations = list(world.spec.operations_of(group))
    updates = _checks(world, entity, operations, Kind.UPDATE, update_checks)
    return GroupView(
        module=module_of_tests(entity.table),
        title=f"{thing(entity).capitalize()}: what each of its operations takes, does and refuses.",
        proves=_proves(world.spec, operations),
        locks=any(update.lock for update in updates),
        invalid=world.spec.setting("validation_status") or "422",
        creates=_checks(world, entity, operations, Kind.CREATE, create_checks),
        reads=_checks(world, entity, operations, Kind.READ, read_checks),
        updates=updates,
        deletes=_checks(world, entity, operations, Kind.DELETE, delete_checks),
        restores=_checks(world, entity, operations, Kind.RESTORE, restore_checks),
        lists=_checks(world, entity, operations, Kind.LIST, list_checks),
        exports=_checks(world, entity, operations, Kind.EXPORT, export_checks),
        bulks=_checks(world, entity, operations, Kind.BULK, bulk_checks),
        summaries=_checks(world, entity, operations, Kind.SUMMARY, summary_checks),
        transitions=_checks(world, entity, operations, Kind.TRANSITION, transition_checks),
        guards=tuple(
            one
            for kind in CHANGES
            for one in _checks(world, entity, operations, kind, guard_checks)
        ),
        overlaps=tuple(
            one
            for operation in operations
            if operation.kind in _TAKING
            for one in overlap_checks(world, entity, operation)
        ),
        uploads=_checks(world, entity, operations, Kind.UPLOAD, upload_checks),
        links=(
            *_checks(world, entity, operations, Kind.ATTACH, link_checks),
            *_checks(world, entity, operations, Kind.DETACH, link_checks),
        ),
        file=file,
        opens=_opens(world, operations),
    )


def _open_group(world: World, name: str, file: FileSample) -> GroupView:
    operations = list(world.spec.operations_of(name))
    return GroupView(
        module=module_of_tests(open_group(name)),
        title=f"{name.replace('_', ' ').capitalize()}: what is not written yet.",
        proves=_proves(world.spec, operations),
        locks=False,
        invalid="",
        creates=(),
        reads=(),
        updates=(),
        deletes=(),
        restores=(),
        lists=(),
        exports=(),
        bulks=(),
        summaries=(),
        transitions=(),
        guards=(),
        overlaps=(),
        uploads=(),
        links=(),
        file=file,
        opens=_opens(world, operations),
    )


def _free_groups(spec: Spec) -> tuple[str, ...]:
    taken = {snake(entity.name) for entity in spec.entities}
    groups = dict.fromkeys(o.group for o in spec.operations if o.group not in taken)
    return tuple(groups)


def _checks(
    world: World,
    entity: Entity,
    operations: list[Operation],
    kind: Kind,
    derive: Callable[[World, Entity, Operation], Checks | None],
) -> tuple[Checks, ...]:
    found = (derive(world, entity, o) for o in operations if o.kind is kind)
    return tuple(checks for checks in found if checks is not None)


def _opens(world: World, operations: list[Operation]) -> tuple[OpenChecks, ...]:
    found = (open_checks(world, o) for o in operations if o.kind is Kind.CUSTOM)
    return tuple(checks for checks in found if checks is not None)


def _proves(spec: Spec, operations: list[Operation]) -> tuple[str, ...]:
    names = {operation.name for operation in operations}
    found = [r.name for r in spec.requirements if names & set(r.served_by)]
    return (f"Proves {', '.join(found)}.",) if found else ()


def _has_tests(group: GroupView) -> bool:
    checks = (group.creates, group.updates, group.deletes, group.lists, group.transitions)
    return any(
        (
            *checks,
            group.reads,
            group.restores,
            group.exports,
            group.bulks,
            group.summaries,
            group.uploads,
            group.links,
            group.opens,
        )
    )
