"""What belongs to what: the owner of a row, the thing it is a part or a file of, short lists."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import EndpointFact, PermissionFact
from luke_cli.spec.model import (
    Assumption,
    Entity,
    Field,
    FieldRole,
    Trait,
    TypeName,
    Visibility,
)
from luke_cli.spec.resolve.draft import Data, assume_required, with_field
from luke_cli.spec.resolve.file_fields import filled, is_file, is_measured
from luke_cli.spec.resolve.own_rights import named_like, with_accounts, with_claims
from luke_cli.spec.resolve.relations import NESTED
from luke_cli.spec.resolve.role_names import is_end_user, known, spelled

OWNERS: Final = (
    "owner_id user_id author_id creator_id created_by_id created_by reporter_id requester_id "
    "requested_by submitter_id submitted_by customer_id employee_id account_id member_id "
    "organizer_id host_id seller_id borrower_id patient_id student_id client_id uploader_id "
    "uploaded_by sender_id booked_by buyer_id follower_id subscriber_id responder_id "
    "commenter_id reviewer_id".split()
)
"""Names of references to the account, the one that most plainly says whose a row is first."""
_ASSIGNED: Final = ("assigned_to", "assignee")
_BY: Final = re.compile(r"_by$|^(?:approver|modifier|editor|updater|deleter|verifier|checker)$")
"""Names of who did something to a row of somebody else."""
_PLAINLY: Final = 3
"""So many of them say it even of a part of something else."""
_LABELS: Final = frozenset(
    "name title label slug code key description color colour icon position sort_order order_index "
    "display_order is_active active enabled image image_url icon_url parent_id".split()
)
_OF_LISTS: Final = (TypeName.ENUM, TypeName.BOOLEAN)


@dataclass(frozen=True, slots=True)
class _World:
    """What a single entity cannot know."""

    data: Data
    by_name: Mapping[str, Entity]
    referred: frozenset[str]
    """Entities that others refer to."""
    uploaded: frozenset[str]
    """Things that an endpoint takes as a file."""
    nested: frozenset[tuple[str, str]]
    """Entities that are created below others, as child and parent."""


def with_belongings(data: Data) -> Data:
    """Say of each entity whose its rows are, or that they are nobody's."""
    data = with_claims(data).each(_tree)
    world = _world(data)
    data = data.each(lambda entity: _lookup(entity, world))
    return with_accounts(data, lambda known: _with_parents(_with_owners(known)))


def _world(data: Data) -> _World:
    references = (f.type.target for e in data.entities for f in e.fields if f.type.target)
    uploads = (fact.path for fact in data.said.of(EndpointFact) if fact.upload)
    lasts = (word for path in uploads for word in path.split("/")[-2:] if "{" not in word)
    return _World(
        data,
        data.by_name(),
        frozenset(references),
        # `/claims/{id}/photos` takes what is called `claim_photo`.
        frozenset(data.things.meant(word) or data.things.key(word) for word in lasts),
        frozenset(_nested(data)),
    )


def _nested(data: Data) -> Iterator[tuple[str, str]]:
    for fact in data.said.of(EndpointFact):
        found = NESTED.search(fact.path) if fact.method == "POST" else None
        if found:
            parent, child = data.things.find(found[1]), data.things.find(found[2])
            if parent and child:
                yield child.name, parent.name


def _tree(entity: Entity) -> Entity:
    up = next((f for f in entity.fields if f.type.target == entity.name), None)
    if up is None or not up.name.startswith("parent"):
        return entity
    free = replace(up, required=False, basis=() if up.required else up.basis)
    return replace(with_field(entity, free), traits=(*entity.traits, Trait("tree", up.name)))


def _lookup(entity: Entity, world: _World) -> Entity:
    """Say of a short list of names that others choose from that it is one."""
    if entity.name in (world.data.account, world.data.tenant) or entity.name not in world.referred:
        return entity
    if any(trait.name in ("lookup", "join", "append-only") for trait in entity.traits):
        return entity
    name = entity.field("name")
    if name is None or name.type.name not in (TypeName.STRING, TypeName.TEXT):
        return entity
    own = [field for field in entity.fields if field.role is None]
    plain = all(f.name in _LABELS or f.type.name in _OF_LISTS for f in own)
    if not plain or len(own) > 6:
        return entity
    basis = name.basis if name.required else ("default",)
    known = with_field(entity, replace(name, required=True, basis=basis))
    return replace(known, traits=(*entity.traits, Trait("lookup")))


def _with_owners(data: Data) -> Data:
    """Find the reference to the account that says whose a row is."""
    entities: list[Entity] = []
    assumptions: list[Assumption] = []
    personal = _personal(data)
    for entity in data.entities:
        field = _owner(entity, data, personal)
        if field is None:
            entities.append(entity)
            continue
        owned = entity
        if not field.required and field.on_delete != "set null":
            owned, assumption = assume_required(
                entity, field, "it says whose a row is, and no document says that it may be empty"
            )
            assumptions.append(assumption)
        entities.append(_owned(owned, field.name))
    return replace(data, entities=tuple(entities)).assuming(assumptions)


def _personal(data: Data) -> set[str]:
    """Return the entities whose rows are somebody's, by a reference or by what they go with."""
    found = {entity.name for entity in data.entities if _mine(entity, data)}
    waiting = [entity for entity in data.entities if entity.name not in found]
    while more := [e for e in waiting if any(f.type.target in found for f in _cascading(e))]:
        found |= {entity.name for entity in more}
        waiting = [entity for entity in waiting if entity.name not in found]
    return found - {data.account, data.tenant}


def _mine(entity: Entity, data: Data) -> list[Field]:
    """Return the references to the account that can say whose a row is, the plainest first."""
    mine = {f.name: f for f in entity.fields if f.type.target == data.account and f.role is None}
    plain = [mine[name] for name in OWNERS if name in mine]
    if plain or not mine:
        return plain
    roles = data.own.get(entity.name, ())
    named = [field for field in mine.values() if _is_one_of(field, roles)]
    return named or [f for f in mine.values() if len(mine) == 1 and _must_be(f, roles, data)]


def _is_one_of(field: Field, roles: tuple[str, ...]) -> bool:
    """Tell whether a reference names a role that may do something with its own rows."""
    stem = field.name.removesuffix("_id")
    return bool(roles) and (stem in _ASSIGNED or bool(known(roles, stem)))


def _must_be(field: Field, roles: tuple[str, ...], data: Data) -> bool:
    """Tell whether rows are somebody's own by a reference: it is the only one that can say so."""
    stem = field.name.removesuffix("_id")
    others = {spelled(right.role) for right in data.said.of(PermissionFact)} - set(roles)
    kept = field.required or field.on_delete == "set null"
    is_act = _BY.search(stem) is not None and stem not in OWNERS
    return bool(roles) and kept and not is_act and not known(tuple(sorted(others)), stem)


def _cascading(entity: Entity) -> list[Field]:
    return [field for field in entity.fields if field.on_delete == "cascade"]


def _owner(entity: Entity, data: Data, personal: set[str]) -> Field | None:
    special = ("account", "join", "append-only", "lookup")
    if entity.name in (data.account, data.tenant) or any(map(entity.trait, special)):
        return None
    ranked = _mine(entity, data)
    if any(field.type.target in personal for field in _cascading(entity)):
        # A part of something else is only its own owner's where that is said plainly.
        plain = OWNERS[:_PLAINLY]
        ranked = [f for f in ranked if f.name in plain and f.on_delete != "set null"]
    return ranked[0] if ranked else None


def _owned(entity: Entity, name: str) -> Entity:
    field = entity.field(name)
    if field is None:
        return entity
    marked = replace(field, role=FieldRole.OWNER, visibility=Visibility.READ_ONLY)
    return replace(with_field(entity, marked), traits=(*entity.traits, Trait("owner", name)))


def _with_parents(data: Data) -> Data:
    """Find the one thing that a row cannot be without; what is owned is found first."""
    world = _world(data)
    owned = {e.name for e in data.entities if e.trait("owner") or e.name == data.account}
    parents: dict[str, Field] = {}
    waiting = [entity for entity in data.entities if _can_be_part(entity, data)]
    while True:
        found = {
            entity.name: parent
            for entity in waiting
            if (parent := _parent(entity, world, owned, parents))
        }
        if not found:
            break
        parents |= found
        owned |= {name for name, parent in found.items() if parent.type.target in owned}
        waiting = [entity for entity in waiting if entity.name not in found]
    assumptions: list[Assumption] = []
    entities = [_within(e, parents.get(e.name), world, assumptions) for e in data.entities]
    return replace(data, entities=tuple(entities)).assuming(assumptions)


def _can_be_part(entity: Entity, data: Data) -> bool:
    special = ("account", "join", "lookup", "append-only")
    return entity.name not in (data.account, data.tenant) and not any(map(entity.trait, special))


def _parent(
    entity: Entity, world: _World, owned: set[str], parents: Mapping[str, Field]
) -> Field | None:
    """Return the reference to what an entity is a part or a file of."""
    candidates = [field for field in entity.fields if _leads_up(entity, field, world)]
    cascading = [field for field in candidates if field.on_delete == "cascade"]
    required = [field for field in candidates if field.required]
    below = [f for f in required if (entity.name, f.type.target) in world.nested]
    named = [field for field in required if _is_named_after(entity, field)]
    plain = [*below, *named]
    alone = next((one[0] for one in (cascading, below, required) if len(one) == 1), None)
    if alone is None and not plain and world.data.own.get(entity.name, ()):
        # Somebody may do something with their own rows: one reference says whose they are.
        theirs = [field for field in required if field.type.target in owned]
        alone = theirs[0] if len(theirs) == 1 else _of_whom(theirs, entity, world.data)
    chosen = alone or next(iter(plain), None)
    if chosen is None or _is_above(chosen.type.target, entity.name, parents):
        return None
    if (
        chosen.on_delete == "cascade"
        or chosen in plain
        or is_file(entity, world.data.things.key(entity.name) in world.uploaded)
    ):
        return chosen
    return chosen if not entity.trait("owner") and chosen.type.target in owned else None


def _of_whom(theirs: Sequence[Field], entity: Entity, data: Data) -> Field | None:
    """Return the reference to those whom a row is for, where it names several people."""
    roles = data.own.get(entity.name, ())
    people = {f.name: role for f in theirs if (role := named_like(snake(f.type.target), roles))}
    named = sorted(people, key=lambda name: not is_end_user(people[name]))
    return next((field for field in theirs if field.name in named[:1]), None)


def _leads_up(entity: Entity, field: Field, world: _World) -> bool:
    other = world.by_name.get(field.type.target)
    if field.role is not None or other is None or other is entity:
        return False
    if other.name in (world.data.account, world.data.tenant) or other.trait("lookup"):
        return False
    return not any(f.type.target == entity.name and f.required for f in other.fields)


def _is_above(name: str, entity: str, parents: Mapping[str, Field]) -> bool:
    """Tell whether `entity` is already above `name`: parts cannot go in a circle."""
    while name in parents:
        name = parents[name].type.target
        if name == entity:
            return True
    return name == entity


def _is_named_after(entity: Entity, field: Field) -> bool:
    return snake(entity.name).startswith(f"{snake(field.type.target)}_")


def _is_uploader(field: Field, world: _World) -> bool:
    """Tell whether a field of a file says who brought it: the caller, whom nobody has to name."""
    is_named = field.name in OWNERS or field.name.removesuffix("_id").endswith("_by")
    return is_named and field.required and field.type.target == world.data.account


def _within(
    entity: Entity, parent: Field | None, world: _World, assumptions: list[Assumption]
) -> Entity:
    if parent is None:
        return entity
    kind = (
        "file of"
        if is_file(entity, world.data.things.key(entity.name) in world.uploaded)
        else "part of"
    )
    if not parent.required:
        entity, assumption = assume_required(
            entity, parent, "it goes with what it refers to, and no document says it may be alone"
        )
        assumptions.append(assumption)
    fields = tuple(
        filled(field)
        if kind == "file of" and is_measured(field)
        else replace(field, visibility=Visibility.READ_ONLY)
        if field.name == parent.name or (kind == "file of" and _is_uploader(field, world))
        else field
        for field in entity.fields
    )
    traits = (*entity.traits, Trait(kind, parent.type.target))
    if kind == "file of":
        traits = tuple(trait for trait in traits if trait.name != "owner")
        fields = tuple(replace(f, role=None) if f.role is FieldRole.OWNER else f for f in fields)
    return replace(entity, fields=fields, traits=traits)
