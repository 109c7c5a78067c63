"""How the generated tests call each operation, and who may: the rights of the plan as a matrix."""

from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.views.blocked import blocked, may_repeat
from luke_cli.backend.views.bodies import (
    NTH,
    PASSWORD_CODE,
    MemberView,
    Reader,
    body_of,
    part_code,
    reference_code,
)
from luke_cli.backend.views.bulk import bulk_body, single_of
from luke_cli.backend.views.field_rights import kept_in_body
from luke_cli.backend.views.operations import operation_view
from luke_cli.backend.views.paths import (
    base_path,
    entity_of,
    parameters_of,
    referring_to,
)
from luke_cli.backend.views.policies import shows_anybody
from luke_cli.backend.views.ready import all_counted
from luke_cli.backend.views.references import reference_view, rights_of
from luke_cli.backend.views.schemas import PASSWORD, replace_members, taken_fields
from luke_cli.backend.views.shapes import sent_parts
from luke_cli.backend.views.world import COLLEAGUE, STRANGER, Held, World, unique_groups
from luke_cli.names import snake
from luke_cli.spec.model import (
    Entity,
    FieldRole,
    Kind,
    Operation,
    Spec,
    Transition,
)
from luke_cli.spec.overlaps import times_of
from luke_cli.spec.statuses import NO_CONTENT, success

REACHES: Final = ("own", "team", "tenant", "all")
_NARROW: Final = ("own", "team")
WHOEVER: Final = Reader("{of.person}", "{of.tenant}")
"""The one whose row is called: `of` in the tests."""
CALLER: Final = Reader("{by.person}", "{by.tenant}")


@dataclass(frozen=True, slots=True)
class Call:
    """A call of an operation on the row of somebody."""

    operation: Operation
    path: str
    """Python, in terms of `of` where the path names a row."""
    body: tuple[MemberView, ...] = ()
    if_match: bool = False
    file: bool = False
    success: int = 200
    tangled: bool = False
    """It succeeds or answers 409, by which rows of the world it meets."""
    whose: tuple[str, ...] = ()
    """Whose rows there are to try: words of `REACHES`; none if the path names no row."""
    blind: tuple[str, ...] = ()
    """Roles that may call, and may not read a row that the body names."""


def reaches_of(world: World, operation: Operation) -> dict[str, str]:
    """Return how far each role reaches; no entry is a denial."""
    if shows_anybody(operation):
        return dict.fromkeys(world.roles, "all")
    if "signed-in" in operation.permissions:
        widest = "tenant" if world.tenant else "all"
        return dict.fromkeys(world.roles, widest)
    granted: dict[str, str] = {}
    for name in operation.permissions:
        permission = world.spec.permission(name)
        for role, scope in permission.scopes if permission else ():
            granted[role] = max(granted.get(role, scope), scope, key=REACHES.index)
    return {role: granted[role] for role in world.roles if role in granted}


def call_of(world: World, operation: Operation) -> Call:
    """Return how an operation is called."""
    spec = world.spec
    entity = entity_of(spec, operation)
    lock = entity is not None and any(f.role is FieldRole.LOCK for f in entity.fields)
    return Call(
        operation=operation,
        path=path_code(world, operation, WHOEVER),
        body=_body(world, operation, entity),
        if_match=lock and operation.kind is Kind.UPDATE,
        file=operation.kind is Kind.UPLOAD,
        success=_success(world, operation, entity),
        tangled=_is_tangled(world, entity, operation),
        whose=() if operation.kind is Kind.CUSTOM else whose_of(world, operation),
        blind=blind_of(world, operation),
    )


def blind_of(world: World, operation: Operation) -> tuple[str, ...]:
    """Return the roles to which the rows that the body of a call names do not exist.

    Who may not read such a row may name it as far as the operation reaches, and a row of nobody's
    is not within reach of one's own.
    """
    spec, entity = world.spec, entity_of(world.spec, operation)
    if entity is None or operation.kind not in (Kind.CREATE, Kind.UPDATE):
        return ()
    named = {member.name for member in _body(world, operation, entity)}
    targets = ((f, spec.entity(f.type.target)) for f in entity.fields if literal(f.name) in named)
    fields = (f for f, target in targets if target and world.held(target) is Held.NOBODY)
    actions = {reference_view(spec, field, entity).action for field in fields}
    readers = [
        {role for role, _ in permission.scopes}
        for permission in spec.permissions
        if literal(permission.name) in actions
    ]
    narrow = [role for role, reach in reaches_of(world, operation).items() if reach in _NARROW]
    return tuple(role for role in narrow if any(role not in able for able in readers))


def _is_tangled(world: World, entity: Entity | None, operation: Operation) -> bool:
    """Tell whether the outcome hangs on which rows of the world an operation meets."""
    if entity is None:
        return False
    if not all_counted(world, entity, world.spec.guards_of(operation.name)):
        return True
    if operation.kind is Kind.DELETE:
        return tangled(world, entity)
    return may_repeat(world, entity, operation)


def restricted(world: World, entity: Entity) -> bool:
    """Tell whether rows of the world keep the main rows of an entity from being deleted."""
    return any(
        field.type.target == entity.name and world.points(other, field)
        for other in referring_to(world.spec, entity)
        if other is not entity
        and (entity is not world.account or world.placed(other) is Held.PERSON)
        for field in other.fields
    )


def tangled(world: World, entity: Entity) -> bool:
    """Tell whether it depends on the row if it may go.

    A deletion takes some rows along, and perhaps those that would forbid it; or rows of nobody's
    point at the row of one person only.
    """
    others = [other for other in referring_to(world.spec, entity) if other is not entity]
    if entity is world.account and any(_rests_on(world, other, entity) for other in others):
        return True
    taken = [other for other in others if _goes_with(other, entity)]
    uneven = world.placed(entity) is Held.PERSON and any(
        world.placed(other) is Held.NOBODY and world.points(other, field)
        for other in others
        for field in other.fields
        if field.type.target == entity.name
    )
    if restricted(world, entity) and (taken or uneven):
        return True
    return _keeps_what_goes(world, entity, taken)


def _goes_with(other: Entity, entity: Entity) -> bool:
    return any(
        field.type.target == entity.name and field.on_delete == "cascade" for field in other.fields
    )


def _keeps_what_goes(world: World, entity: Entity, taken: list[Entity]) -> bool:
    """Tell whether a row keeps one from going that a deletion would take along."""
    seen = {entity.name}
    while taken:
        one = taken.pop()
        if one.name in seen:
            continue
        seen.add(one.name)
        if restricted(world, one):
            return True
        taken += [o for o in referring_to(world.spec, one) if _goes_with(o, one)]
    return False


def _rests_on(world: World, other: Entity, account: Entity) -> bool:
    """Tell whether rows of nobody's point at the account of somebody, and keep it."""
    return world.placed(other) is Held.NOBODY and any(
        field.type.target == account.name and world.points(other, field) for field in other.fields
    )


def _success(world: World, operation: Operation, entity: Entity | None) -> int:
    if operation.kind is Kind.CUSTOM:
        return 501
    if entity is not None and operation.kind is Kind.DELETE and not world.spared(entity):
        soft = any(field.role is FieldRole.DELETED for field in entity.fields)
        if restricted(world, entity) and not soft:
            return 409
    if entity is not None and blocked(world, entity, operation):
        return 409
    return success(operation)


def path_code(
    world: World, operation: Operation, of: Reader, *, spare: bool = False, quote: str = "'"
) -> str:
    """Return the path of an operation on the row of somebody, as Python."""
    path = base_path(world.spec) + operation.path
    parameters = parameters_of(world.spec, operation)
    for parameter in parameters:
        # What a call removes or newly joins must not be what other rows point at.
        lone = spare or operation.kind in (Kind.DELETE, Kind.ATTACH)
        value = "x"
        if parameter.entity:
            last = lone and parameter is parameters[-1]
            found = reference_code(world, parameter.entity, of, spare=last, quote=quote)
            value = f"{{{found}}}"
        path = path.replace(f"{{{parameter.name}}}", value)
    return f'f"{path}"' if "{" in path else literal(path)


def told_code(operation: Operation, client: str, read_path: str) -> str:
    """Return a row after a call that has changed it, as Python: of the answer, else of a read."""
    if success(operation) != NO_CONTENT:
        return "answer.json()"
    return f"(await {client}.get({read_path})).json()" if read_path else ""


def transition_of(spec: Spec, operation: Operation) -> Transition | None:
    """Return the transition that an operation takes."""
    return spec.transition(operation.name)


def four_eyes(world: World, operation: Operation) -> bool:
    """Tell whether nobody may take a step for a row of their own."""
    transition = transition_of(world.spec, operation)
    entity = entity_of(world.spec, operation)
    owned = entity is not None and (entity is world.account or entity.trait("owner"))
    return bool(owned) and transition is not None and "not owner" in transition.needs


def below_of(world: World, operation: Operation) -> Operation | None:
    """Return the operation whose reach says which parents a nested operation finds."""
    view = operation_view(world.spec, operation).parent
    if view is None or view.public or not view.action:
        return None
    reading = (Kind.READ, Kind.LIST)
    group = world.spec.operations_of(snake(view.model))
    found = [o for o in group if o.kind in reading]
    return next((o for o in found if view.action in o.permissions), None)


def whose_row(world: World, reach: str, role: str) -> Reader | None:
    """Return the one whose row lies just within a reach of a role, if there is such a one."""
    teammate = f"teammate of {role}"
    name = {"own": role, "team": teammate, "tenant": COLLEAGUE, "all": STRANGER}[reach]
    if not world.tenant and reach == "all":
        name = COLLEAGUE
    found = next((p for p in world.people if p.name == name), None)
    return Reader(found.name, found.tenant) if found else None


def whose_of(world: World, operation: Operation) -> tuple[str, ...]:
    """Return whose rows the path of an operation can name: words of `REACHES`; none if nobody's."""
    entities = [parameter.entity for parameter in parameters_of(world.spec, operation)]
    held = {world.held(entity) for entity in entities if entity}
    parent = operation_view(world.spec, operation).parent
    if not held - {Held.NOBODY} or (parent and parent.public):
        return ()
    if Held.PERSON in held:
        return REACHES if world.tenant else ("own", "team", "all")
    return ("tenant", "all")


def _body(world: World, operation: Operation, entity: Entity | None) -> tuple[MemberView, ...]:
    spec = world.spec
    contract = spec.contract(operation.name)
    if entity is not None and operation.kind is Kind.BULK:
        one = single_of(spec, operation)
        return (*bulk_body(spec, operation, entity), *(needs_of(world, one, CALLER) if one else ()))
    if contract and contract.takes.members:
        parts = sent_parts(contract.takes)
        members = [(part.name, part_code(world, part, CALLER)) for part in parts]
        return tuple(MemberView(literal(name), code) for name, code in members if code)
    if entity is None:
        return ()
    if operation.kind is Kind.TRANSITION:
        return needs_of(world, operation, CALLER)
    if operation.kind in (Kind.CREATE, Kind.UPDATE):
        return entity_body(world, operation, entity, CALLER)
    return ()


def entity_body(
    world: World, operation: Operation, entity: Entity, of: Reader, *, nth: int = NTH
) -> tuple[MemberView, ...]:
    """Return the body of a create or an update."""
    whole = operation.kind is Kind.CREATE or operation.method == "PUT"
    creating = operation.kind is Kind.CREATE
    nested = nested_fields(world, operation)
    fields = taken_fields(world.spec, entity, creating=creating, nested=nested)
    kept = kept_in_body(world.spec, entity, creating=creating)
    body = body_of(world, entity, tuple(f for f in fields if f not in kept), of, nth=nth)
    if creating and entity is world.account:
        body = (*body, MemberView(literal(PASSWORD), PASSWORD_CODE))
    # Whoever changes their own account may not say what it may do, nor name what another row names.
    once = [group[0].name for group in unique_groups(world.spec, entity) if len(group) == 1]
    once += [] if whole else times_of(world.spec, entity)  # none goes without the other
    named = () if creating else (*rights_of(world.spec, entity), *once)
    guarded = set(map(literal, named))
    if not whole:
        return tuple(sorted(body, key=lambda member: member.name in guarded))[:1]
    spare = {literal(m.name) for m in replace_members(world.spec, entity) if m.default}
    return tuple(member for member in body if member.name not in guarded & spare)


def nested_fields(world: World, operation: Operation) -> frozenset[str]:
    """Return the fields that the path of an operation gives."""
    entity = entity_of(world.spec, operation)
    if entity is None:
        return frozenset()
    parents = {p.entity.name for p in parameters_of(world.spec, operation) if p.entity}
    found = [
        field.name
        for field in entity.fields
        if field.type.target and field.type.target in parents - {entity.name}
    ]
    return frozenset(found[:1])


def needs_of(world: World, operation: Operation, of: Reader) -> tuple[MemberView, ...]:
    """Return the body of a transition."""
    transition = transition_of(world.spec, operation)
    entity = entity_of(world.spec, operation)
    if transition is None or entity is None:
        return ()
    parts = [world.spec.entity(e.writes_entity) for e in transition.effects if e.writes_entity]
    places = [entity, *(part for part in parts if part)]
    members: list[MemberView] = []
    for need in transition.needs:
        home = next((place for place in places if place.field(need)), None)
        field = home.field(need) if home else None
        if home and field:
            members.extend(body_of(world, home, (field,), of))
        elif need != "not owner":
            members.append(MemberView(literal(need), literal("Because.")))
    return tuple(members)
