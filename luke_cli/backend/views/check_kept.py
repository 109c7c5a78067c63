"""Derives the tests of rows that are kept only so long."""

from collections.abc import Iterator
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.bodies import MemberView, Reader, model_of, reference_code
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.forgotten import keepers_of
from luke_cli.backend.views.moments import span_code
from luke_cli.backend.views.trails import TrailView
from luke_cli.backend.views.world import World, enum_values
from luke_cli.spec.lifetimes import Forgotten, forgotten, kept_s
from luke_cli.spec.model import Condition, Entity, Field, Spec, TypeName


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """Rows that time deletes, and the one that it is tried on; all Python."""

    name: str
    nth: int
    """Of the steps that time takes."""
    row: str
    """The condition of the row."""
    ready: tuple[MemberView, ...]
    """What it has to be deleted."""
    others: tuple[MemberView, ...]
    """What keeps it, each alone."""
    since: str
    after: str
    marked: str
    """The column that says that it is deleted; "None" if it goes for good."""
    needed: str
    """The condition of the rows that others refer to; "None" where that keeps none."""


@dataclass(frozen=True, slots=True)
class KeptChecks:
    """The module `test_kept.py`."""

    cases: tuple[KeptCheck, ...]
    trail: TrailView | None
    days: bool
    """Some time is counted from a day."""
    marks: bool
    """Some rows are only marked as deleted."""
    needed: bool
    """Other rows keep some of them."""


def kept_checks(world: World, app: ApplicationView) -> KeptChecks | None:
    """Return the tests of the rows that time deletes; None if they leave no row to try it on."""
    first = len(world.spec.timed)
    cases = tuple(
        _case(world, one, first + nth)
        for nth, one in enumerate(forgotten(world.spec))
        if world.spared(one.entity) or not any(_pointed(world, one))
    )
    if not cases:
        return None
    return KeptChecks(
        cases=cases,
        trail=app.trail,
        days=any(_is_day(one.entity.field(one.lifetime.since)) for one in forgotten(world.spec)),
        marks=any(case.marked != "None" for case in cases),
        needed=any(case.needed != "None" for case in cases),
    )


def _case(world: World, one: Forgotten, nth: int) -> KeptCheck:
    entity, lifetime = one
    of = Reader(world.roles[0], world.tenant_of(world.roles[0]))
    model, key = model_of(entity), key_of(entity).name
    found = reference_code(world, entity, of, spare=world.spared(entity))
    since = entity.field(lifetime.since)
    empty = since is not None and not since.required
    moment = MemberView(literal(lifetime.since), "DAY" if _is_day(since) else "NOON")
    unset = (MemberView(literal(lifetime.since), "None"),) if empty else ()
    gone = (MemberView(literal(one.marks), "NOON"),) if one.marks else ()
    pointed = next(_pointed(world, one), "")
    return KeptCheck(
        name=literal(one.name),
        nth=nth,
        row=f"{model}.{key} == {found}",
        ready=(
            *(_met(world.spec, entity, condition) for condition in lifetime.where),
            *((moment,) if empty else ()),
        ),
        others=(*_unmet(world, entity, lifetime.where), *unset, *gone),
        since=f"{model}.{lifetime.since}",
        after=span_code(kept_s(world.spec, lifetime)),
        marked=f"{model}.{one.marks}" if one.marks else "None",
        needed=f"{model}.{key}.in_(select({pointed}))" if pointed else "None",
    )


def _pointed(world: World, one: Forgotten) -> Iterator[str]:
    """Yield the columns by which rows of the world keep others."""
    for other, field in keepers_of(world.spec, one):
        if world.points(other, field):
            yield f"{model_of(other)}.{field.name}"


def _met(spec: Spec, entity: Entity, condition: Condition) -> MemberView:
    """Return what meets a condition."""
    field = entity.field(condition.field)
    if condition.sign == "is not null":
        value = "DAY" if _is_day(field) else "NOON"
    elif condition.sign == "is null":
        value = "None"
    else:
        value = _value(field, condition.value)
    if condition.sign == "<>":
        enum = spec.enum(field.type.enum) if field else None
        value = next(
            (literal(v) for v in (enum.values if enum else ()) if v != condition.value), value
        )
    return MemberView(literal(condition.field), value)


def _unmet(world: World, entity: Entity, conditions: tuple[Condition, ...]) -> Iterator[MemberView]:
    """Yield what does not meet the conditions."""
    for one in conditions:
        field = entity.field(one.field)
        name = literal(one.field)
        if field is None or one.sign == "is null":
            continue
        if one.sign == "is not null":
            yield MemberView(name, "None")
        elif one.sign == "<>":
            yield MemberView(name, _value(field, one.value))
        elif field.type.name is TypeName.BOOLEAN:
            yield MemberView(name, str(one.value != "true"))
        else:
            values = (value for value in enum_values(world, field) if value != one.value)
            yield from (MemberView(name, literal(value)) for value in values)


def _value(field: Field | None, value: str) -> str:
    is_flag = field is not None and field.type.name is TypeName.BOOLEAN
    return str(value == "true") if is_flag else literal(value)


def _is_day(field: Field | None) -> bool:
    return field is not None and field.type.name is TypeName.DATE
