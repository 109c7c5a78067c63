"""Derives the tests of fields that are for some roles only: each role, each field, each way to it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import Actor, actors_of
from luke_cli.backend.views.bodies import MemberView, Reader, body_of, value_code
from luke_cli.backend.views.calls import nested_fields, path_code
from luke_cli.backend.views.field_rights import kept_in_body
from luke_cli.backend.views.paths import entity_of
from luke_cli.backend.views.policies import shown_as, shows_anybody
from luke_cli.backend.views.queries import ROWS
from luke_cli.backend.views.schemas import PASSWORD, taken_fields
from luke_cli.backend.views.world import World
from luke_cli.spec.field_rights import (
    is_read_by,
    is_written_by,
    kept_fields,
    unread_fields,
)
from luke_cli.spec.model import Entity, Field, FieldRole, Kind, Operation, Parameter
from luke_cli.spec.statuses import NO_CONTENT, success

_KINDS: Final = {Kind.READ: "row", Kind.LIST: "list", Kind.EXPORT: "file"}
_NTH: Final = 703
"""The number of the samples that are sent; no other body has it."""


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """Whether a role sees a field in what an operation shows; all Python."""

    role: str
    """`""` is somebody who has not signed in."""
    kind: str
    path: str
    member: str
    seen: bool


@dataclass(frozen=True, slots=True)
class AskedCheck:
    """Whether a role may ask for rows by a field; all Python."""

    role: str
    path: str
    params: str
    location: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class SentCheck:
    """Whether a role may send a field; all Python but the flags."""

    role: str
    method: str
    path: str
    body: tuple[MemberView, ...]
    member: str
    allowed: bool
    locked: bool
    """The version goes with it."""
    silent: bool
    """It is answered without a body."""


@dataclass(frozen=True, slots=True)
class FieldRightsChecks:
    """The module `test_field_rights.py`."""

    shown: tuple[ShownCheck, ...]
    asked: tuple[AskedCheck, ...]
    sent: tuple[SentCheck, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The ways in which rows are shown."""
        return frozenset(check.kind.strip('"') for check in self.shown)

    @property
    def visited(self) -> bool:
        """Somebody who has not signed in sees rows."""
        return any(not check.role.strip('"') for check in self.shown)

    @property
    def locked(self) -> bool:
        """Some change goes with a version."""
        return any(check.locked for check in self.sent)

    @property
    def silent(self) -> bool:
        """Some change is answered without a body."""
        return any(check.silent for check in self.sent)

    @property
    def named(self) -> str:
        """The names of the world that the tests take."""
        parts = [one.path for one in self.shown]
        parts += [part for one in self.asked for part in (one.path, one.params)]
        parts += [part for one in self.sent for part in (one.path, *(m.code for m in one.body))]
        text = " ".join(parts)
        found = [name for name in ("code", "key", "number") if f"{name}(" in text]
        return ", ".join([*(["PASSWORD"] if "PASSWORD" in text else []), *found])


def field_rights_checks(world: World) -> FieldRightsChecks | None:
    """Return the tests of fields with rights of their own; None if a plan has none."""
    operations = [
        (operation, entity)
        for operation in world.spec.operations
        if (entity := entity_of(world.spec, operation)) and kept_fields(entity)
        if operation.group != "auth"
    ]
    checks = FieldRightsChecks(
        tuple(check for one in operations for check in _shown(world, *one)),
        tuple(check for one in operations for check in _asked(world, *one)),
        tuple(check for one in operations for check in _sent(world, *one)),
    )
    return checks if checks.shown or checks.asked or checks.sent else None


def _each_role(world: World, operation: Operation) -> list[Actor]:
    """Return the first that each role can call an operation for."""
    found: dict[str, Actor] = {}
    for actor in actors_of(world, operation):
        found.setdefault(actor.name, actor)
    return [found[role] for role in world.roles if role in found]


def _shown(world: World, operation: Operation, entity: Entity) -> Iterator[ShownCheck]:
    kind = _KINDS.get(operation.kind)
    fields = [f for f in kept_fields(entity) if f.name in unread_fields(entity)]
    if kind is None:
        return
    actors = _each_role(world, operation)
    visitor = [Actor("", actors[0].of)] if actors and shows_anybody(operation) else []
    for actor in (*actors, *visitor):
        for field in fields:
            yield ShownCheck(
                role=literal(actor.name),
                kind=literal(kind),
                path=path_code(world, operation, actor.of),
                member=literal(field.name),
                seen=is_read_by(field, shown_as(operation, actor.name)),
            )


def _asked(world: World, operation: Operation, entity: Entity) -> Iterator[AskedCheck]:
    if operation.kind not in ROWS:
        return
    for actor in _each_role(world, operation):
        for parameter in world.spec.parameters_of(operation.name):
            for field, value in _questions(world, entity, parameter, actor.of):
                yield AskedCheck(
                    role=literal(actor.name),
                    path=path_code(world, operation, actor.of),
                    params=f"{{{literal(parameter.name)}: {value}}}",
                    location=literal(f"query.{parameter.name}"),
                    allowed=is_read_by(field, shown_as(operation, actor.name)),
                )


def _questions(
    world: World, entity: Entity, parameter: Parameter, of: Reader
) -> Iterator[tuple[Field, str]]:
    """Yield what asks by a field that is not for everybody, each with the value as Python."""
    unread = unread_fields(entity)
    fields = [f for name in parameter.fields if name in unread and (f := entity.field(name))]
    if parameter.means == "sort":
        yield from ((field, literal(f"-{field.name}")) for field in fields)
    elif parameter.means == "filter" and fields:
        value = value_code(world, entity, fields[0], of)
        if value is not None:
            yield fields[0], value


def _sent(world: World, operation: Operation, entity: Entity) -> Iterator[SentCheck]:
    if operation.kind not in (Kind.CREATE, Kind.UPDATE):
        return
    creating = operation.kind is Kind.CREATE
    nested = nested_fields(world, operation) if creating else frozenset()
    taken = taken_fields(world.spec, entity, creating=creating, nested=nested)
    kept = [f for f in kept_in_body(world.spec, entity, creating=creating) if f in taken]
    plain = tuple(field for field in taken if field not in kept)
    whole = creating or operation.method == "PUT"
    for actor in _each_role(world, operation):
        me = Reader(actor.name, world.tenant_of(actor.name))
        body = body_of(world, entity, plain, me, nth=_NTH) if whole else ()
        if creating and entity is world.account:
            body = (*body, MemberView(literal(PASSWORD), "PASSWORD"))
        for field in kept:
            value = value_code(world, entity, replace(field, unique=False), me, nth=_NTH)
            if value is not None:
                yield SentCheck(
                    role=literal(actor.name),
                    method=literal(operation.method),
                    path=path_code(world, operation, actor.of),
                    body=(*body, MemberView(literal(field.name), value)),
                    member=literal(field.name),
                    allowed=is_written_by(field, actor.name),
                    locked=not creating and any(f.role is FieldRole.LOCK for f in entity.fields),
                    silent=success(operation) == NO_CONTENT,
                )
