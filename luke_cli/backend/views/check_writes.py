"""Derives the tests of creates, updates and deletes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.samples import STRINGS, Case
from luke_cli.backend.views.actors import Actor, actor_of, can, shows_alike
from luke_cli.backend.views.blocked import blocked
from luke_cli.backend.views.bodies import (
    NTH,
    MemberView,
    Reader,
    body_of,
    constant_of,
    edge_values,
    model_of,
    others_code,
    reference_code,
    refused_values,
    short_code,
    travels,
)
from luke_cli.backend.views.calls import (
    REACHES,
    entity_body,
    nested_fields,
    path_code,
    reaches_of,
    restricted,
    tangled,
    told_code,
    whose_row,
)
from luke_cli.backend.views.check_comparisons import compared_cases
from luke_cli.backend.views.check_overlaps import alone_code
from luke_cli.backend.views.checks import CaseView, CreateChecks, DeleteChecks, UpdateChecks
from luke_cli.backend.views.columns import has_default, key_of
from luke_cli.backend.views.passwords import password_view
from luke_cli.backend.views.paths import entity_of
from luke_cli.backend.views.references import reference_view, rights_of
from luke_cli.backend.views.rows import row_key
from luke_cli.backend.views.schemas import PASSWORD, replace_members, taken_fields
from luke_cli.backend.views.states import initial_state, state_fields
from luke_cli.backend.views.windows import window_cases
from luke_cli.backend.views.world import Held, World, fresh_groups
from luke_cli.names import snake
from luke_cli.spec.field_rights import comes_with_the_row, is_read_by, is_shown_to, is_written_by
from luke_cli.spec.model import (
    Entity,
    Field,
    FieldRole,
    Kind,
    Operation,
    TypeName,
    Visibility,
)
from luke_cli.spec.statuses import success
from luke_cli.spec.verification import verified_field, verifies

_LATER: Final = NTH + 1
"""The number of the sample that a change holds: other than what a create does."""


def create_checks(world: World, entity: Entity, operation: Operation) -> CreateChecks | None:
    """Return the tests of a create; None if nobody may call it."""
    read = _shown_again(world, entity)
    actor = actor_of(world, operation)
    if actor is None:
        return None
    me = Reader(actor.name, world.tenant_of(actor.name))
    nested = nested_fields(world, operation)
    fields = taken_fields(world.spec, entity, creating=True, nested=nested)
    body = entity_body(world, operation, entity, me)
    compared = compared_cases(world.spec, entity, body, NTH)
    least = tuple(m for m in body if _required(entity, m) or m.name in compared.members)
    sent = {member.name for member in body}
    own = tuple(f for f in fields if is_written_by(f, actor.name) or comes_with_the_row(f))
    password = [PASSWORD] if entity is world.account else []
    return CreateChecks(
        verb=snake(operation.verb),
        upper=constant_of(operation),
        caller=literal(actor.name),
        path=path_code(world, operation, actor.of),
        success=success(operation),
        body=body,
        least=least,
        filled=_filled(world, entity, actor, {member.name for member in least}),
        write_only=_names([*password, *_secret(fields, actor.name)]),
        read_path=_created(world, entity, read, me) if read else "",
        refused=(*_refused(fields), *_refused_passwords(world, password), *compared.refused),
        edges=(*_cases(own, lambda field: edge_values(entity, field)), *compared.taken),
        windows=window_cases(world.spec, entity, frozenset(sent)),
        needed=_list([*(f.name for f in fields if f.required and not has_default(f)), *password]),
        unsendable=_list(_unsendable(entity, fields)),
        foreign=_foreign(world, operation, actor.name, own),
        conflict=any(_repeats(group, sent) for group in fresh_groups(world.spec, entity)),
        blocked=blocked(world, entity, operation),
    )


def update_checks(world: World, entity: Entity, operation: Operation) -> UpdateChecks | None:
    """Return the tests of an update; None if nobody may call it."""
    read = _shown_again(world, entity)
    actor = actor_of(world, operation, read)
    if actor is None:
        return None
    me = Reader(actor.name, world.tenant_of(actor.name))
    fields = taken_fields(world.spec, entity, creating=False)
    own = tuple(field for field in fields if is_written_by(field, actor.name))
    body = body_of(world, entity, _own_to_say(world, operation, actor.name, own), me, nth=_LATER)
    compared = compared_cases(world.spec, entity, body, _LATER).refused
    lock = next((f.name for f in entity.fields if f.role is FieldRole.LOCK), "")
    read_path = path_code(world, read, actor.of) if read and can(world, read, actor) else ""
    updated = [f.name for f in entity.fields if f.role is FieldRole.UPDATED]
    updated += _unconfirmed(world, entity)
    return UpdateChecks(
        verb=snake(operation.verb),
        upper=constant_of(operation),
        method=operation.method.lower(),
        caller=literal(actor.name),
        path=path_code(world, operation, actor.of),
        success=success(operation),
        others=others_code(entity, reference_code(world, entity, actor.of)),
        body=body,
        needed=_list(_replaced(world, entity)) if operation.method == "PUT" else "",
        write_only=_names(_secret(fields, actor.name)),
        lock=literal(lock) if lock else "",
        counted=any(field.computed for field in entity.fields),
        changing=_tuple([*updated, lock]),
        moving="{" + ", ".join(["member", *(literal(n) for n in [*updated, lock] if n)]) + "}",
        read_path=read_path,
        told=told_code(operation, "client", read_path),
        partial=alone_code(world, entity, operation)
        if operation.method != "PUT" and can(world, read, actor)
        else "",
        headers=", headers=FIRST" if lock else "",
        missing_version="428",
        refused=(*_refused(fields), *compared),
        compared=compared if operation.method != "PUT" else (),
        windows=window_cases(world.spec, entity, frozenset(member.name for member in body)),
        later=', headers={"If-Match": first.headers["ETag"]}' if lock else "",
        unsendable=_list(_unsendable(entity, fields)),
        foreign=_foreign(world, operation, actor.name, own),
    )


def _replaced(world: World, entity: Entity) -> list[str]:
    """Return what a replacement of a row has to say."""
    return [m.name for m in replace_members(world.spec, entity) if not m.default]


def _own_to_say(
    world: World, operation: Operation, role: str, fields: tuple[Field, ...]
) -> tuple[Field, ...]:
    """Return the fields that somebody may change: of their own account not what it may do."""
    entity = entity_of(world.spec, operation)
    if entity is None or reaches_of(world, operation).get(role) not in ("own", "team"):
        return fields
    guarded = rights_of(world.spec, entity)
    return tuple(field for field in fields if field.name not in guarded)


def delete_checks(world: World, entity: Entity, operation: Operation) -> DeleteChecks | None:
    """Return the tests of a delete; None if nobody may call it."""
    read = operation_of(world, entity, Kind.READ)
    actor = actor_of(world, operation, read)
    if actor is None or not world.spared(entity):
        return None
    path = path_code(world, operation, actor.of)
    main = path_code(world, replace(operation, kind=Kind.READ), actor.of)
    soft = next((f.name for f in entity.fields if f.role is FieldRole.DELETED), "")
    spare = reference_code(world, entity, actor.of, spare=True)
    read_path = path_code(world, replace(read, kind=Kind.DELETE), actor.of) if read else ""
    return DeleteChecks(
        verb=snake(operation.verb),
        caller=literal(actor.name),
        path=path,
        success=success(operation),
        read_path=read_path if can(world, read, actor) else "",
        in_use_path=main
        if not soft and restricted(world, entity) and not tangled(world, entity)
        else "",
        row=f"{model_of(entity)}.{key_of(entity).name} == {spare}",
        left=1 if soft else 0,
        model=model_of(entity),
        others=others_code(entity, spare),
    )


def operation_of(world: World, entity: Entity, kind: Kind) -> Operation | None:
    """Return the first operation of a kind on an entity."""
    group = snake(entity.name)
    return next((o for o in world.spec.operations_of(group) if o.kind is kind), None)


def _shown_again(world: World, entity: Entity) -> Operation | None:
    """Return the read of a row that a write has answered with, if it shows as much."""
    read = operation_of(world, entity, Kind.READ)
    return read if shows_alike(world, read) else None


def _required(entity: Entity, member: MemberView) -> bool:
    field = next((f for f in entity.fields if literal(f.name) == member.name), None)
    return field is None or (field.required and not has_default(field))


def _created(world: World, entity: Entity, read: Operation, maker: Reader) -> str:
    """Return the path of a new row, in terms of `created`; "" if who made it cannot read it."""
    # An account that somebody makes is another's.
    others = entity is world.account and reaches_of(world, read).get(maker.person) == "own"
    if others or not can(world, read, Actor(maker.person, maker)):
        return ""
    path = path_code(world, read, Reader("", ""))
    inside = reference_code(world, entity, Reader("", ""), quote="'")
    key = literal(key_of(entity).name).replace('"', "'")
    return path.replace(f"{{{inside}}}", f"{{created[{key}]}}")


def _filled(world: World, entity: Entity, actor: Actor, sent: set[str]) -> tuple[MemberView, ...]:
    members = []
    for field in entity.fields:
        hidden = field.computed or not is_shown_to(field, actor.name)
        if literal(field.name) in sent or hidden:
            continue
        found = _default(world, entity, field, actor)
        if found is not None:
            members.append(MemberView(literal(field.name), found))
    return tuple(members)


def _default(world: World, entity: Entity, field: Field, actor: Actor) -> str | None:
    if field.name in state_fields(world.spec, entity):
        return literal(initial_state(world.spec, field))
    if field.role is FieldRole.OWNER or field.default == "me":
        return travels(world.account, row_key(world.account, literal(actor.name)))
    if field.role is FieldRole.LOCK:
        return "1"
    plain = (*STRINGS, TypeName.ENUM, TypeName.INTEGER, TypeName.BIGINT)
    if field.role or not field.default or field.type.name not in plain:
        return {"true": "True", "false": "False"}.get(field.default)
    return field.default if field.default[:1] in '"-0123456789' else None


def _unsendable(entity: Entity, fields: tuple[Field, ...]) -> list[str]:
    return [*(field.name for field in entity.fields if field not in fields), "surprise"]


def _secret(fields: tuple[Field, ...], role: str) -> list[str]:
    secret = Visibility.WRITE_ONLY
    return [f.name for f in fields if f.visibility is secret or not is_read_by(f, role)]


def _unconfirmed(world: World, entity: Entity) -> list[str]:
    """Return what another address changes as well."""
    field = verified_field(entity)
    return [field.name] if field and entity is world.account and verifies(world.spec) else []


def _refused_passwords(world: World, members: list[str]) -> tuple[CaseView, ...]:
    shortest = world.spec.setting("password_min_length")
    if not members or not shortest.isdigit():
        return ()
    short = short_code("Aa1!" + "x" * (int(shortest) - 5)) if int(shortest) > 5 else literal("x")
    rules = (
        CaseView(literal(f"password that {message}"), literal(PASSWORD), password)
        for message, password in password_view(world.spec, world.account).refused
    )
    return (CaseView(literal("password too short"), literal(PASSWORD), short), *rules)


def _refused(fields: tuple[Field, ...]) -> tuple[CaseView, ...]:
    nulls = [
        CaseView(literal(f"{field.name} null"), literal(field.name), "None")
        for field in fields
        if field.required and not has_default(field) and field.type.name is not TypeName.JSON
    ]
    return (*_cases(fields, refused_values), *nulls)


def _cases(
    fields: tuple[Field, ...], values: Callable[[Field], tuple[Case, ...]]
) -> tuple[CaseView, ...]:
    found = []
    for field in fields:
        cases = values(field)
        found += [
            CaseView(
                literal(f"{field.name} {case.label}"), literal(field.name), short_code(case.value)
            )
            for case in cases
        ]
    return tuple(found)


def _foreign(
    world: World, operation: Operation, role: str, fields: tuple[Field, ...]
) -> tuple[CaseView, ...]:
    cases = []
    for field in fields:
        target = world.spec.entity(field.type.target)
        if field.type.name is not TypeName.REF or target is None:
            continue
        name = literal(field.name)
        nothing = row_key(target, '"nothing"')
        cases.append(CaseView(literal(f"{field.name} of nothing"), name, travels(target, nothing)))
        if world.tenant and world.held(target) is not Held.NOBODY and target is not world.tenant:
            stranger = reference_code(world, target, Reader("stranger", world.tenants[1]))
            label = literal(f"{field.name} of another tenant")
            cases.append(CaseView(label, name, travels(target, stranger)))
        beyond = _beyond(world, operation, role, field)
        if beyond is not None and world.held(target) is Held.PERSON:
            label = literal(f"{field.name} out of reach")
            cases.append(
                CaseView(label, name, travels(target, reference_code(world, target, beyond)))
            )
    return tuple(cases)


def _beyond(world: World, operation: Operation, role: str, field: Field) -> Reader | None:
    """Return somebody whose rows a body of a role may not name in a reference."""
    view = reference_view(world.spec, field, entity_of(world.spec, operation))
    seen = world.spec.permission(view.action.strip("'\""))
    reach = (dict(seen.scopes) if seen else {}).get(role) or reaches_of(world, operation).get(role)
    if not view.action or not reach:
        return None
    people = (whose_row(world, one, role) for one in REACHES[REACHES.index(reach) + 1 :])
    return next((one for one in people if one), None)


def _repeats(group: tuple[Field, ...], sent: set[str]) -> bool:
    given = (FieldRole.TENANT, FieldRole.OWNER)
    return all(literal(f.name) in sent or f.role in given for f in group) and any(
        literal(f.name) in sent for f in group
    )


def _tuple(names: list[str]) -> str:
    known = [literal(name) for name in names if name]
    return f"({', '.join(known)},)" if len(known) == 1 else f"({', '.join(known)})" if known else ""


def _names(names: list[str]) -> str:
    return "{" + ", ".join(map(literal, names)) + "}" if names else ""


def _list(names: list[str]) -> str:
    return "[" + ", ".join(map(literal, names)) + "]" if names else ""
