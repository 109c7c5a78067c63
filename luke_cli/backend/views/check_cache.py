"""Derives the tests of kept answers: that they are kept, whose they are, and what ends them."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import actors_of
from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.belonging import tenant_field
from luke_cli.backend.views.bodies import Reader, model_of, reference_code
from luke_cli.backend.views.calls import path_code, reaches_of
from luke_cli.backend.views.check_writes import update_checks
from luke_cli.backend.views.checks import UpdateChecks
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.paths import entity_of
from luke_cli.backend.views.world import STRANGER, World
from luke_cli.names import snake
from luke_cli.spec.cached import cached_s
from luke_cli.spec.model import Entity, Kind, Operation


@dataclass(frozen=True, slots=True)
class KeptView:
    """A read whose answer is kept; all Python."""

    name: str
    caller: str
    path: str
    model: str
    key: str


@dataclass(frozen=True, slots=True)
class TenantsView:
    """A list of two tenants that know nothing of each other; all Python."""

    path: str
    caller: str
    stranger: str
    model: str
    column: str
    key: str
    tenant: str
    """Of the caller."""


@dataclass(frozen=True, slots=True)
class CacheChecks:
    """The module `test_cache.py`."""

    reads: tuple[KeptView, ...]
    people: tuple[str, ...]
    change: UpdateChecks | None
    """A change of a row whose read is kept."""
    tenants: TenantsView | None
    tenancy: bool
    """Marks are for each tenant."""


def cache_checks(world: World, app: ApplicationView) -> CacheChecks | None:
    """Return the tests of kept answers; None if none is kept, or nobody may ask."""
    kept = [o for o in world.spec.operations if cached_s(world.spec, o)]
    reads = tuple(view for o in kept if (view := _kept(world, o)))
    if not reads:
        return None
    return CacheChecks(
        reads=reads,
        people=tuple(literal(person.name) for person in world.people),
        change=next((check for o in kept if (check := _change(world, o))), None),
        tenants=next((two for o in kept if (two := _tenants(world, o))), None),
        tenancy=app.tenant is not None,
    )


def _kept(world: World, operation: Operation) -> KeptView | None:
    entity = entity_of(world.spec, operation)
    actor = next(iter(actors_of(world, operation)), None)
    if entity is None or actor is None:
        return None
    return KeptView(
        name=literal(operation.name),
        caller=literal(actor.name),
        path=path_code(world, operation, actor.of),
        model=model_of(entity),
        key=_column(entity),
    )


def _change(world: World, read: Operation) -> UpdateChecks | None:
    """Return a change by somebody who reads the row before and after."""
    entity = entity_of(world.spec, read)
    if read.kind is not Kind.READ or entity is None:
        return None
    updates = (o for o in world.spec.operations_of(snake(entity.name)) if o.kind is Kind.UPDATE)
    checks = (update_checks(world, entity, operation) for operation in updates)
    return next((check for check in checks if check and check.read_path and check.body), None)


def _tenants(world: World, operation: Operation) -> TenantsView | None:
    """Return a list that two tenants ask for, each for its own rows."""
    entity = entity_of(world.spec, operation)
    field = tenant_field(entity) if entity else None
    role = world.roles[0]
    narrow = reaches_of(world, operation).get(role, "all") != "all"
    if not narrow or entity is None or field is None or world.tenant is None:
        return None
    if operation.kind is not Kind.LIST or "{" in operation.path:
        return None
    me = Reader(role, world.tenant_of(role))
    return TenantsView(
        path=path_code(world, operation, me),
        caller=literal(role),
        stranger=literal(STRANGER),
        model=model_of(entity),
        column=field.name,
        key=_column(entity),
        tenant=reference_code(world, world.tenant, me),
    )


def _column(entity: Entity) -> str:
    return key_of(entity).name
