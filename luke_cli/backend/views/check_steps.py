"""Derives the tests of transitions."""

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import Actor, actor_of, can, shows_alike
from luke_cli.backend.views.belonging import reference_to
from luke_cli.backend.views.bodies import (
    MemberView,
    Reader,
    constant_of,
    model_of,
    others_code,
    reference_code,
    travels,
)
from luke_cli.backend.views.calls import (
    call_of,
    four_eyes,
    needs_of,
    path_code,
    reaches_of,
    told_code,
    transition_of,
)
from luke_cli.backend.views.checks import StepView, TransitionChecks
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.ready import all_counted, step_ready
from luke_cli.backend.views.rows import row_key
from luke_cli.backend.views.world import World, enum_values, unique_groups
from luke_cli.names import snake
from luke_cli.spec.field_rights import is_read_by, is_shown_to
from luke_cli.spec.model import (
    Effect,
    Entity,
    FieldRole,
    Kind,
    Operation,
    Transition,
    TypeName,
)
from luke_cli.spec.statuses import success


def transition_checks(
    world: World, entity: Entity, operation: Operation
) -> TransitionChecks | None:
    """Return the tests of a transition; None if nobody may call it."""
    transition = transition_of(world.spec, operation)
    field = entity.field(transition.field) if transition else None
    actor = actor_of(world, operation)
    if transition is None or field is None or actor is None or not transition.origins:
        return None
    if not all_counted(world, entity, world.spec.guards_of(operation.name)):
        return None
    body = needs_of(world, operation, Reader(actor.name, world.tenant_of(actor.name)))
    part = next((e for e in transition.effects if e.writes_entity), None)
    values = _part_values(world, part, actor, body)
    own = _own(world, operation)
    reading = (o for o in world.spec.operations_of(operation.group) if o.kind is Kind.READ)
    read = next(
        (one for one in reading if can(world, one, actor) and shows_alike(world, one)), None
    )
    read_path = path_code(world, read, actor.of) if read else ""
    return TransitionChecks(
        verb=snake(operation.verb),
        upper=constant_of(operation),
        method=operation.method.lower(),
        caller=literal(actor.name),
        path=path_code(world, operation, actor.of),
        row=_is(world, entity, actor.of),
        model=model_of(entity),
        given=_given(world, entity, operation, actor, transition),
        ready=_more(step_ready(world, entity, operation)),
        others=others_code(entity, reference_code(world, entity, actor.of)),
        field=field.name,
        body=body,
        steps=tuple(
            _step(transition, state, success(operation)) for state in enum_values(world, field)
        ),
        success=success(operation),
        target=literal(transition.target),
        origin=literal(transition.origins[0]),
        json=f", json={constant_of(operation)}_BODY" if body else "",
        needed=_list(tuple(need for need in transition.needs if need != "not owner")),
        told=told_code(operation, f"as_({literal(actor.name)})", read_path),
        stored=_stored(world, entity, transition, actor, body),
        stamped=tuple(map(literal, _stamped(entity, transition, actor))),
        part=part.writes_entity if part else "",
        part_where=_part_where(world, entity, part, actor),
        part_columns=", ".join(f"models.{part.writes_entity}.{m.name}" for m in values)
        if part
        else "",
        part_codes=", ".join(m.code for m in values) + ("," if len(values) == 1 else ""),
        own_caller=literal(own.person) if own else "",
        own_path=path_code(world, operation, own) if own else "",
        own_row=_is(world, entity, own) if own else "",
    )


def _given(
    world: World, entity: Entity, operation: Operation, actor: Actor, transition: Transition
) -> str:
    """Return what puts all rows where a step starts, or only one if they may not be alike."""
    groups = unique_groups(world.spec, entity)
    given = {transition.field, *(guard.of for guard in world.spec.guards_of(operation.name))}
    alone = any(field.name in given for group in groups for field in group)
    where = f".where({_is(world, entity, actor.of)})" if alone else ""
    values = f"{transition.field}={literal(transition.origins[0])}"
    values += _more(step_ready(world, entity, operation))
    return f"update({model_of(entity)}){where}.values({values})"


def _more(values: str) -> str:
    return f", {values}" if values else ""


def _is(world: World, entity: Entity, of: Reader) -> str:
    return f"{model_of(entity)}.{key_of(entity).name} == {reference_code(world, entity, of)}"


def _step(transition: Transition, state: str, done: int) -> StepView:
    if state in transition.origins:
        return StepView(literal(state), done, literal(transition.target))
    return StepView(literal(state), 409, literal(state))


def _own(world: World, operation: Operation) -> Reader | None:
    if not four_eyes(world, operation) or "own" not in call_of(world, operation).whose:
        return None
    role = next(iter(reaches_of(world, operation)))
    return Reader(role, world.tenant_of(role))


def _stored(
    world: World,
    entity: Entity,
    transition: Transition,
    actor: Actor,
    body: tuple[MemberView, ...],
) -> tuple[MemberView, ...]:
    shown = {literal(f.name) for f in entity.fields if is_read_by(f, actor.name)}
    sent = [member for member in body if member.name in shown]
    effects = [
        MemberView(literal(effect.field), value)
        for effect in transition.effects
        if effect.field
        and _shown(entity, effect.field, actor.name)
        and (value := _effect_value(world, effect, actor)) is not None
    ]
    lock = [f.name for f in entity.fields if f.role is FieldRole.LOCK]
    return (*sent, *effects, *(MemberView(literal(name), "2") for name in lock))


def _effect_value(world: World, effect: Effect, actor: Actor) -> str | None:
    if effect.value == "null":
        return "None"
    if effect.value == "me":
        return travels(world.account, row_key(world.account, literal(actor.name)))
    if effect.value in ("true", "false"):
        return effect.value.capitalize()
    return effect.value if effect.value[:1] in '"-0123456789' and effect.value else None


def _stamped(entity: Entity, transition: Transition, actor: Actor) -> list[str]:
    return [
        effect.field
        for effect in transition.effects
        if effect.value in ("now()", "today()") and _shown(entity, effect.field, actor.name)
    ]


def _shown(entity: Entity, name: str, role: str) -> bool:
    field = entity.field(name)
    return field is not None and is_shown_to(field, role)


def _part_where(world: World, entity: Entity, part: Effect | None, actor: Actor) -> str:
    """Return which rows of the part are those that the step has just written."""
    home = world.spec.entity(part.writes_entity) if part else None
    if part is None or home is None:
        return ""
    parent = reference_to(home, entity)
    if parent is None:
        return ""
    row = reference_code(world, entity, actor.of)
    known = reference_code(world, home, actor.of)
    spare = reference_code(world, home, actor.of, spare=True)
    model = model_of(home)
    key = f"{model}.{key_of(home).name}"
    return f"{model}.{parent.name} == {row}, {key}.not_in([{known}, {spare}])"


def _part_values(
    world: World, part: Effect | None, actor: Actor, body: tuple[MemberView, ...]
) -> tuple[MemberView, ...]:
    home = world.spec.entity(part.writes_entity) if part else None
    if part is None or home is None:
        return ()
    members = []
    person = reference_to(home, world.account)
    if person is not None:
        members.append(MemberView(person.name, row_key(world.account, literal(actor.name))))
    state = next(
        (
            f
            for f in home.fields
            if f.type.name is TypeName.ENUM and part.writes_value in enum_values(world, f)
        ),
        None,
    )
    if state is not None:
        members.append(MemberView(state.name, literal(part.writes_value)))
    plain = (TypeName.STRING, TypeName.TEXT)
    sent = {literal(f.name): f.name for f in home.fields if f.type.name in plain}
    members += [MemberView(sent[m.name], m.code) for m in body if m.name in sent]
    return tuple(members)


def _list(names: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(literal, names)) + "]" if names else ""
