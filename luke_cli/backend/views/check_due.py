"""Derives the tests of what time does."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.bodies import MemberView, Reader, model_of, reference_code
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.due import DueView
from luke_cli.backend.views.moments import timedelta_code
from luke_cli.backend.views.trails import TrailView
from luke_cli.backend.views.world import World, enum_values, unique_groups
from luke_cli.spec.model import Due, Entity, FieldRole, Transition, TypeName


@dataclass(frozen=True, slots=True)
class DueCheck:
    """A step that time takes, and the row that it is tried on; all Python."""

    name: str
    row: str
    """The condition of the row."""
    rows: str
    """The condition of the rows that may be alike: all, or that one."""
    origins: str
    elsewhere: str
    """The states that it does not start from."""
    ready: tuple[MemberView, ...]
    """What a row has before, beside its state."""
    state: str
    since: str
    after: str
    becomes: tuple[MemberView, ...]
    """What it has after, in terms of `moment`."""
    deleted: str
    """The column that says it is deleted; "" if it cannot be."""


@dataclass(frozen=True, slots=True)
class DueChecks:
    """The module `test_due.py`."""

    cases: tuple[DueCheck, ...]
    trail: TrailView | None
    days: bool
    """Some step counts from a day."""
    deletes: bool
    """Some row is deleted and there."""


def due_checks(world: World, app: ApplicationView) -> DueChecks | None:
    """Return the tests of the steps that time takes; None without one."""
    found = [
        (step, entity, view, step.due)
        for step, view in zip(world.spec.timed, app.timed[: len(world.spec.timed)], strict=True)
        if step.due and (entity := world.spec.entity(step.entity))
    ]
    if not found:
        return None
    cases = tuple(_case(world, *one) for one in found)
    return DueChecks(
        cases=cases,
        trail=app.trail,
        days=any(_is_day(entity, due) for _, entity, _, due in found),
        deletes=any(case.deleted for case in cases),
    )


def _case(world: World, step: Transition, entity: Entity, view: DueView, due: Due) -> DueCheck:
    of = Reader(world.roles[0], world.tenant_of(world.roles[0]))
    model = model_of(entity)
    row = f"{model}.{key_of(entity).name} == {reference_code(world, entity, of)}"
    alone = any(f.name == step.field for group in unique_groups(world.spec, entity) for f in group)
    roles = {field.role: field.name for field in entity.fields}
    gone, lock = roles.get(FieldRole.DELETED, ""), roles.get(FieldRole.LOCK, "")
    state = entity.field(step.field)
    others = [one for one in enum_values(world, state) if one not in step.origins] if state else []
    versions = (literal(lock),) if lock else ()
    return DueCheck(
        name=literal(step.operation),
        row=row,
        rows=row if alone else "true()",
        origins=_tuple(step.origins),
        elsewhere=_tuple(others),
        ready=(
            *_since(world, entity, due),
            *(MemberView(name, "1") for name in versions),
        ),
        state=f"{model}.{step.field}",
        since=f"{model}.{due.field}",
        after=timedelta_code(due.after) if due.after else "timedelta(0)",
        becomes=(
            MemberView(literal(step.field), literal(step.target)),
            *(MemberView(literal(one.name), one.value) for one in view.effects),
            *(MemberView(name, "2") for name in versions),
        ),
        deleted=f"{model}.{gone}" if gone else "None",
    )


def _since(world: World, entity: Entity, due: Due) -> tuple[MemberView, ...]:
    """Return from when time counts, if the rows of the world leave that to a step."""
    steps = (step for step in world.spec.transitions if step.entity == entity.name)
    if not any(effect.field == due.field for step in steps for effect in step.effects):
        return ()
    return (MemberView(literal(due.field), "DAY" if _is_day(entity, due) else "NOON"),)


def _is_day(entity: Entity, due: Due) -> bool:
    field = entity.field(due.field)
    return field is not None and field.type.name is TypeName.DATE


def _tuple(states: list[str] | tuple[str, ...]) -> str:
    return f"({', '.join(map(literal, states))},)"
