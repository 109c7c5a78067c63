"""What every stored thing needs beside what the documents name: list, read, create, change, remove."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import Authority, PermissionFact
from luke_cli.spec.inbox import TRAIT as INBOX
from luke_cli.spec.model import Entity, FieldRole, Kind, Operation, Spec
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.lookups import entity_of
from luke_cli.spec.resolve.ownership import account_of, parent_of, reference_to, tenant_of
from luke_cli.spec.resolve.path_meaning import collection, far_side
from luke_cli.spec.resolve.rights_table import actions_of, resource_of
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.story_wishes import wished_actions

_ACTIONS: Final = {
    Kind.LIST: "read",
    Kind.READ: "read",
    Kind.DOWNLOAD: "read",
    Kind.CREATE: "create",
    Kind.UPDATE: "update",
    Kind.DELETE: "delete",
    Kind.UPLOAD: "upload",
}


def complete(
    said: Said, spec: Spec, names: EntityNames, drafts: Iterable[Draft]
) -> Iterator[Draft]:
    """Yield the operations that the documents leave out, by convention.

    Where the documents list their endpoints, a thing that has some gets no others than those that
    a right or a story asks for: what a team has left out is not to be invented.
    """
    there = list(drafts)
    asked = _asked(said, names, there) if _is_listed(spec, there) else None
    method = update_method(there)
    written = frozenset(
        e.writes_entity for t in spec.transitions for e in t.effects if e.writes_entity
    )
    own: dict[str, list[Draft]] = {}
    for draft in there:
        if draft.entity is not None:
            own.setdefault(draft.entity.name, []).append(draft)
    there_names = {draft.operation.name for draft in there}
    taken = {(draft.operation.method, draft.operation.path) for draft in there}
    for entity in spec.entities:
        if entity.trait("join"):
            yield from _joined(spec, entity, there_names)
        elif not entity.trait("no api"):
            drafted = own.get(entity.name, [])
            made = _of_entity(spec, entity, drafted, method, written)
            if asked is not None and any(draft.endpoint for draft in drafted):
                seen = entity.trait("file of") is not None  # what is uploaded is there to be seen
                made = (
                    one
                    for one in made
                    if (entity.name, one.action) in asked or (seen and one.action == "read")
                )
            account = entity is account_of(spec)
            yield from (
                draft
                for draft in made
                if not account or (draft.operation.method, draft.operation.path) not in taken
            )


def _is_listed(spec: Spec, drafts: Iterable[Draft]) -> bool:
    """Tell whether the documents list the endpoints of most of what they store."""
    formal = (d for d in drafts if any(e.authority >= Authority.LIST for e in d.endpoint))
    there = {draft.entity.name for draft in formal if draft.entity is not None}
    things = [e for e in spec.entities if not (e.trait("join") or e.trait("no api"))]
    return len(there) * 2 >= len(things) and len(there) > 1


def _asked(said: Said, names: EntityNames, drafts: Iterable[Draft]) -> frozenset[tuple[str, str]]:
    """Return the actions that somebody wants or has the right to, by the thing."""
    acts: dict[str, list[str]] = {}
    for draft in drafts:
        if draft.entity is not None:
            acts.setdefault(draft.entity.name, []).append(draft.action)
    found = {(entity.name, action) for entity, action in wished_actions(said, names)}
    for right in said.of(PermissionFact):
        entity = resource_of(names, right.resource)[1] if right.allowed else None
        if entity is not None:
            said_of_it = actions_of(right.action, entity, acts.get(entity.name, []))
            found |= {(entity.name, action) for action in said_of_it}
    return frozenset(found)


def update_method(drafts: Iterable[Draft]) -> str:
    """Return the method that updates have where the documents name one, else PATCH."""
    counted = Counter(d.operation.method for d in drafts if d.operation.kind is Kind.UPDATE)
    return max(counted, key=lambda method: (counted[method], method), default="PATCH")


def _of_entity(
    spec: Spec, entity: Entity, own: list[Draft], method: str, written: frozenset[str]
) -> Iterator[Draft]:
    kinds = {d.operation.kind for d in own if "_of_" not in d.operation.verb}
    segment = _segment(own, entity)
    for kind in _kinds(spec, entity, written):
        if kind not in kinds:
            yield _default(spec, entity, kind, segment, method)


def _kinds(spec: Spec, entity: Entity, written: frozenset[str]) -> tuple[Kind, ...]:
    """Return what can be done with the rows of an entity."""
    if entity is tenant_of(spec):
        return (Kind.READ, Kind.UPDATE)
    record = entity.name in written and _is_record(spec, entity)
    if entity.trait("append-only") or entity.trait(INBOX) or record:
        return (Kind.LIST, Kind.READ)
    if entity.trait("file of"):
        return (Kind.LIST, Kind.UPLOAD, Kind.READ, Kind.DOWNLOAD, Kind.DELETE)
    return (Kind.LIST, Kind.CREATE, Kind.READ, Kind.UPDATE, Kind.DELETE)


def _is_record(spec: Spec, entity: Entity) -> bool:
    """Tell whether only steps of the parent's workflow write an entity: who took them, and when."""
    account = account_of(spec)
    if account is None or entity.trait("part of") is None:
        return False
    who = reference_to(entity, account.name)
    return bool(who and who.required and who.role is not FieldRole.OWNER)


def _segment(own: list[Draft], entity: Entity) -> str:
    """Return the collection of an entity as the documents call it, else by its name."""
    for draft in own:
        parts = draft.operation.path.strip("/").split("/")
        words = [part for part in parts if not part.startswith("{")]
        flat = (Kind.LIST, Kind.CREATE, Kind.READ, Kind.UPDATE, Kind.DELETE)
        if draft.operation.kind in flat and draft.parent is None and len(words) == 1:
            return words[0]
    return collection(entity)


def _default(spec: Spec, entity: Entity, kind: Kind, segment: str, method: str) -> Draft:
    path = f"/{segment}"
    parent = parent_of(spec, entity)
    verb, http = kind.value, {Kind.UPDATE: method, Kind.DELETE: "DELETE"}.get(kind, "GET")
    if kind in (Kind.CREATE, Kind.UPLOAD):
        http = "POST"
    if kind in (Kind.LIST, Kind.CREATE, Kind.UPLOAD):
        nested = parent is not None
        if parent is not None:
            path = f"/{collection(parent)}/{{{snake(parent.name)}_id}}/{segment}"
    else:
        nested = False
        path += "/{id}/file" if kind is Kind.DOWNLOAD else "/{id}"
    group = snake(entity.name)
    return Draft(
        operation=Operation(
            name=f"{group}.{verb}",
            method=http,
            path=path,
            kind=kind,
            permissions=(),
            sources=(),
            basis=("default",),
        ),
        entity=entity,
        resource=group,
        action=_ACTIONS[kind],
        parent=parent if nested else None,
    )


def _joined(spec: Spec, join: Entity, there: set[str]) -> Iterator[Draft]:
    """Yield attach, detach and list of a many-to-many, from the side that its name begins with."""
    references = [f for f in join.fields if f.type.target and f.role is not FieldRole.TENANT]
    targets = [entity_of(spec, f.type.target) for f in references]
    sides = [one for one in targets if one is not None]
    if len(sides) < 2:
        return
    near = sides[0]
    far = far_side(spec, join, near)
    if far is None:
        return
    group, other = snake(near.name), snake(far.name)
    rows = f"/{collection(near)}/{{{group}_id}}/{_far_segment(join, near, far)}"
    made = (
        (
            f"{group}.attach_{other}",
            "PUT",
            f"{rows}/{{{other}_id}}",
            Kind.ATTACH,
            near,
            "update",
            far,
        ),
        (
            f"{group}.detach_{other}",
            "DELETE",
            f"{rows}/{{{other}_id}}",
            Kind.DETACH,
            near,
            "update",
            far,
        ),
        (f"{other}.list_of_{group}", "GET", rows, Kind.LIST, far, "read", near),
    )
    reverse = {f"{other}.attach_{group}", f"{other}.detach_{group}", f"{group}.list_of_{other}"}
    if there & reverse:
        return
    for name, http, path, kind, entity, action, parent in made:
        if name not in there:
            operation = Operation(name, http, path, kind, (), basis=("default",))
            yield Draft(operation, entity, snake(entity.name), action, parent=parent)


def _far_segment(join: Entity, near: Entity, far: Entity) -> str:
    word = snake(join.name).removeprefix(f"{snake(near.name)}_")
    return collection(far) if word == snake(join.name) or word == snake(far.name) else f"{word}s"
