"""Derives the tests of rows that never take what they share at the same time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from luke_cli.backend.code import literal
from luke_cli.backend.compared import sample_of
from luke_cli.backend.samples import DAY, code, wire
from luke_cli.backend.views.actors import Actor, actor_of
from luke_cli.backend.views.bodies import NTH, Reader, constant_of, model_of, reference_code
from luke_cli.backend.views.calls import call_of, entity_body, needs_of, path_code
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.ready import all_counted, states_for, step_values
from luke_cli.backend.views.world import World, enum_values, starts_by_taking, unique_groups
from luke_cli.names import snake
from luke_cli.spec.field_rights import is_written_by
from luke_cli.spec.model import Entity, Field, Kind, Operation, TypeName, Visibility
from luke_cli.spec.overlaps import Overlap, may_meet, overlaps_of, times_of
from luke_cli.spec.statuses import success

_TAKEN: Final = 409


@dataclass(frozen=True, slots=True)
class TakenCase:
    """What another row takes, and what becomes of a call then; all Python."""

    id: str
    other: str
    """What the other row has: a dictionary."""
    status: int


@dataclass(frozen=True, slots=True)
class OverlapChecks:
    """The tests of an operation that a row may be in the way of."""

    name: str
    """Of the test; a word."""
    method: str
    caller: str
    path: str
    json: str
    """More arguments of the call."""
    model: str
    other: str
    """A condition: the row that is in the way."""
    given: str
    """A statement that makes the row ready that is called; "" without one."""
    cases: tuple[TakenCase, ...]
    races: bool
    """Of two calls at the same time one is refused."""
    success: int


def alone_code(world: World, entity: Entity, operation: Operation) -> str:
    """Return the members that a change may hold alone, as Python: no time goes without its end."""
    body, times = f"{constant_of(operation)}_BODY", sorted(times_of(world.spec, entity))
    kept = ", ".join(map(literal, times))
    return f"sorted({body}.keys() - {{{kept}}})" if times else body


def overlap_checks(world: World, entity: Entity, operation: Operation) -> tuple[OverlapChecks, ...]:
    """Return the tests of an operation, one for each thing that rows share."""
    found = enumerate(overlaps_of(world.spec, entity))
    checks = (_checks(world, entity, operation, one, number) for number, one in found)
    return tuple(check for check in checks if check)


def _checks(
    world: World, entity: Entity, operation: Operation, overlap: Overlap, number: int
) -> OverlapChecks | None:
    actor = actor_of(world, operation)
    if actor is None or not world.spared(entity) or not _is_tried(world, entity, operation):
        return None
    tried = _Tried(world, entity, operation, overlap, actor)
    if not tried.may_meet() or not tried.states or not tried.times():
        return None
    verb = snake(operation.verb)
    return OverlapChecks(
        name=f"{verb}_{number + 1}" if number else verb,
        method=operation.method.lower(),
        caller=literal(actor.name),
        path=path_code(world, operation, actor.of),
        json=tried.json(),
        model=model_of(entity),
        other=f"{tried.key} == {reference_code(world, entity, actor.of, spare=True)}",
        given=tried.given(),
        cases=tuple(tried.cases()),
        races=operation.kind is Kind.CREATE and starts_by_taking(world.spec, entity, overlap),
        success=success(operation),
    )


def _is_tried(world: World, entity: Entity, operation: Operation) -> bool:
    """Tell whether nothing else is in the way of a call."""
    guards = world.spec.guards_of(operation.name)
    return not call_of(world, operation).tangled and all_counted(world, entity, guards)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A call that another row may be in the way of."""

    world: World
    entity: Entity
    operation: Operation
    overlap: Overlap
    actor: Actor

    @property
    def key(self) -> str:
        return f"{model_of(self.entity)}.{key_of(self.entity).name}"

    @property
    def me(self) -> Reader:
        return Reader(self.actor.name, self.world.tenant_of(self.actor.name))

    @property
    def is_step(self) -> bool:
        return self.operation.kind is Kind.TRANSITION

    @property
    def row(self) -> str:
        """The condition of the row that is called."""
        return f"{self.key} == {reference_code(self.world, self.entity, self.actor.of)}"

    @property
    def sent(self) -> frozenset[str]:
        """The members of a body."""
        if self.is_step:
            return frozenset()
        body = entity_body(self.world, self.operation, self.entity, self.me)
        given = frozenset(member.name for member in body)
        if self.operation.kind is Kind.CREATE or self.operation.method == "PUT":
            return given
        closed = (Visibility.READ_ONLY, Visibility.HIDDEN, Visibility.IMMUTABLE)
        mine = (f for f in self.entity.fields if is_written_by(f, self.actor.name))
        return frozenset(literal(f.name) for f in mine if f.visibility not in closed)

    @property
    def states(self) -> Mapping[str, str]:
        """What a row has that takes time, beside that; nothing of it if nobody can tell."""
        found = {"": ""}
        for name in dict.fromkeys(one.field for one in self.overlap.rule.where):
            good = [value for value, takes in self._values(name) if takes]
            if not good:
                return {}
            found[name] = good[0]
        return found

    @property
    def mine(self) -> Mapping[str, str]:
        """What the row has that is changed so that it takes time: in a state in which it may be."""
        found = {}
        for name in dict.fromkeys(one.field for one in self.overlap.rule.where):
            field = self.entity.field(name)
            allowed = states_for(self.world, self.entity, field, Kind.UPDATE) if field else ()
            good = [value for value, takes in self._values(name) if takes]
            kept = [v for v in good if not allowed or v.strip('"') in allowed]
            found[name] = (*kept, "")[0]
        return found

    def may_meet(self) -> bool:
        """Tell whether the call can lead to a time that is taken."""
        if not self.is_step:
            if self.operation.kind is Kind.CREATE:
                return starts_by_taking(self.world.spec, self.entity, self.overlap)
            return all(self.mine.values())
        step = self.world.spec.transition(self.operation.name)
        taken = {*self.overlap.shared, self.overlap.start, self.overlap.end}
        return step is not None and may_meet(self.overlap, step) and not taken & {*step.needs}

    def times(self) -> tuple[Any, Any] | None:
        """Return from when to when the row of the call takes what is shared."""
        names = (self.overlap.start, self.overlap.end)
        if not self.is_step and not {*map(literal, names)} <= self.sent:
            return None
        fields = (self.entity.field(name) for name in names)
        start, end = (f and sample_of(self.world.spec, self.entity, f, nth=NTH) for f in fields)
        is_some = isinstance(start, date | time) and isinstance(end, date | time)
        return (start, end) if is_some and _is_before(start, end) else None

    def json(self) -> str:
        """Return what the call sends, as arguments."""
        if self.is_step:
            body = needs_of(self.world, self.operation, self.me)
            return f", json={constant_of(self.operation)}_BODY" if body else ""
        times = self.times() or ()
        names = (self.overlap.start, self.overlap.end)
        told = ", ".join(
            f"{literal(name)}: {code(wire(value))}"
            for name, value in zip(names, times, strict=True)
        )
        headers = ", headers=FIRST" if call_of(self.world, self.operation).if_match else ""
        return f", json={{**{constant_of(self.operation)}_BODY, {told}}}{headers}"

    def given(self) -> str:
        """Return the statement that makes the row ready that is called."""
        if self.operation.kind is Kind.CREATE or not (self.is_step or self.mine):
            return ""
        if not self.is_step:
            told = ", ".join(f"{name}={value}" for name, value in self.mine.items())
            return f"update({model_of(self.entity)}).where({self.row}).values({told})"
        names = (self.overlap.start, self.overlap.end)
        times = zip(names, map(code, self.times() or ()), strict=True)
        values = [*(f"{name}={value}" for name, value in times)]
        values += filter(None, [step_values(self.world, self.operation)])
        return f"update({model_of(self.entity)}).where({self.row}).values({', '.join(values)})"

    def cases(self) -> Iterator[TakenCase]:
        """Yield what another row takes, on both sides of each rule."""
        start, end = self.times() or (None, None)
        done = success(self.operation)
        met = _TAKEN if self.overlap.whole else done
        tries = (
            ("the same time", start, end, _TAKEN),
            ("more", _moved(start, -1), _moved(end, 1), _TAKEN),
            ("up to it", _moved(start, -1), start, met),
            ("from then on", end, _moved(end, 1), met),
            ("earlier", _moved(start, -3), _moved(start, -2), done),
            ("later", _moved(end, 2), _moved(end, 3), done),
        )
        for label, first, last, status in tries:
            if first is not None and last is not None:
                yield self._case(label, first, last, {}, status)
        if not self._is_once():
            for label, changed in (*self._free(), *self._elsewhere()):
                yield self._case(label, start, end, changed, done)

    def _case(
        self, label: str, first: Any, last: Any, changed: Mapping[str, str], status: int
    ) -> TakenCase:
        given = {name: value for name, value in self.states.items() if name}
        given |= {name: self._shared(name) for name in self.overlap.shared}
        given |= {self.overlap.start: code(first), self.overlap.end: code(last), **changed}
        told = ", ".join(f"{literal(name)}: {value}" for name, value in given.items())
        return TakenCase(literal(label), f"{{{told}}}", status)

    def _shared(self, name: str) -> str:
        """Return the value that the row of the call shares, as Python."""
        field = self.entity.field(name)
        target = self.world.spec.entity(field.type.target) if field else None
        if field and literal(name) in self.sent:
            if target is not None:
                return reference_code(self.world, target, self.me)
            return code(sample_of(self.world.spec, self.entity, field, nth=NTH))
        if self.operation.kind is Kind.CREATE and target is not None:
            return reference_code(self.world, target, self.actor.of)
        column = f"{model_of(self.entity)}.{name}"
        return f"select({column}).where({self.row}).scalar_subquery()"

    def _is_once(self) -> bool:
        """Tell whether rows have to differ in what they share or in their times, anyhow."""
        concerned = {*self.overlap.shared, self.overlap.start, self.overlap.end}
        groups = unique_groups(self.world.spec, self.entity)
        return any(concerned & {field.name for field in group} for group in groups)

    def _free(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Yield what a row may have that takes no time."""
        for name in dict.fromkeys(one.field for one in self.overlap.rule.where):
            for value, takes in self._values(name):
                if not takes:
                    yield f"while {name} is {value.strip(chr(34))}", {name: value}

    def _elsewhere(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Yield another row that is shared instead."""
        for name in self.overlap.shared:
            field = self.entity.field(name)
            target = self.world.spec.entity(field.type.target) if field else None
            if target is not None and self.world.spared(target):
                spare = reference_code(self.world, target, self.actor.of, spare=True)
                yield f"with another {name}", {name: spare}

    def _values(self, name: str) -> Iterator[tuple[str, bool]]:
        """Yield the values that a field may have, as Python, and whether such a row takes time."""
        field = self.entity.field(name)
        asked = [one for one in self.overlap.rule.where if one.field == name]
        for value in _choices(self.world, field) if field else ():
            takes = all((one.sign == "=") is (one.value == value) for one in asked)
            yield _python(field, value), takes


def _choices(world: World, field: Field) -> tuple[str, ...]:
    return ("true", "false") if field.type.name is TypeName.BOOLEAN else enum_values(world, field)


def _python(field: Field | None, value: str) -> str:
    is_switch = field is not None and field.type.name is TypeName.BOOLEAN
    return value.capitalize() if is_switch else literal(value)


def _is_before(start: Any, end: Any) -> bool:
    return bool(start < end)


def _moved(value: Any, steps: int) -> Any:
    """Return a time some steps later: days, or hours; None if there is none."""
    if isinstance(value, time):
        moved = datetime.combine(DAY, value) + timedelta(hours=steps)
        return moved.time() if moved.date() == DAY else None
    by = timedelta(hours=steps) if isinstance(value, datetime) else timedelta(days=steps)
    return value + by
