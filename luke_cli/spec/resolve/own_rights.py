"""What the documents say of one's own rows, and the references that make it true.

`Guests may cancel their own stays`, and a stay names its guest: a guest has an account.
`Wardens may change their own notes`, and nothing says whose a note is: who writes it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab, singular, snake
from luke_cli.spec.facts import EndpointFact, PermissionFact, RequirementFact
from luke_cli.spec.model import Assumption, Entity, Field, Type, TypeName
from luke_cli.spec.resolve.draft import Data
from luke_cli.spec.resolve.rights_table import CREATES
from luke_cli.spec.resolve.role_names import known, spelled

_MY: Final = re.compile(r"\bmy\s+own\s+([a-z]+(?:\s+[a-z]+)?)", re.IGNORECASE)
_SPECIAL: Final = ("account", "join", "append-only", "lookup")
_Adds = Callable[[Entity, Data], Iterator[tuple[Entity, Field]]]
_MAKES: Final = CREATES | {"manage", "crud", "*"}


def with_claims(data: Data) -> Data:
    """Return the data with what the documents say of one's own rows, by thing."""
    own: dict[str, list[str]] = {}
    makers: dict[str, set[str]] = {}
    named = _Named(data)
    for story in data.said.of(RequirementFact):
        mine = _MY.search(story.goal) if story.role else None
        # `My own boat trip` is a boat trip, or a boat that somebody trips over.
        words = (mine[1].rsplit(" ", at)[0] for at in (0, 1)) if mine else ()
        for name in dict.fromkeys(name for word in words for name in named.by(word)):
            own.setdefault(name, []).append(spelled(story.role))
    for endpoint in data.said.of(EndpointFact):
        for name in named.of(endpoint):
            own.setdefault(name, []).extend(
                spelled(role) for role, scope in endpoint.scopes if scope == "own"
            )
            if endpoint.method == "POST" and not endpoint.path.endswith("}"):
                makers.setdefault(name, set()).update(map(spelled, endpoint.roles))
    for right in data.said.of(PermissionFact):
        for name in named.by(right.resource) if right.allowed else ():
            if right.scope == "own":
                own.setdefault(name, []).append(spelled(right.role))
            if right.action.lower() in _MAKES and not data.said.is_anybody(right.role):
                makers.setdefault(name, set()).add(spelled(right.role))
    return replace(
        data,
        own={name: tuple(roles) for name, roles in own.items()},
        makers={name: frozenset(roles) for name, roles in makers.items()},
    )


class _Named:
    """The things that rights are about, by their names and by the ends of them."""

    def __init__(self, data: Data) -> None:
        self.things = data.things
        self.known = {entity.name for entity in data.entities}
        self.bent: dict[str, list[str]] = {}
        self.tails: dict[str, list[str]] = {}
        for entity in data.entities:
            name = snake(entity.name)
            for ending in ("e", "en", "n"):
                self.bent.setdefault(f"{name}{ending}", []).append(entity.name)
            parts = name.split("_")
            for at in range(1, len(parts)):
                self.tails.setdefault("_".join(parts[at:]), []).append(entity.name)

    def by(self, resource: str) -> tuple[str, ...]:
        """Return the entities that a right is about: by the name, or by the end of no other's."""
        thing = self.things.find(resource)
        if thing is not None:
            return (thing.name,) if thing.name in self.known else ()
        word = snake(resource)
        ends = self.tails.get(singular(word), [])
        return tuple(dict.fromkeys((*self.bent.get(word, ()), *(ends if len(ends) == 1 else ()))))

    def of(self, endpoint: EndpointFact) -> tuple[str, ...]:
        """Return the entity whose rows an endpoint is about: the last thing that its path names."""
        words = [word for word in endpoint.path.split("/") if word and "{" not in word]
        found = (self.things.find(word) for word in reversed(words))
        thing = next((one for one in found if one is not None), None)
        return (thing.name,) if thing is not None and thing.name in self.known else ()


def named_like(name: str, roles: Collection[str]) -> str:
    """Return the role that an entity or a reference is named like; "" if it is none."""
    return next(iter(known(tuple(roles), name.removesuffix("_id"))), "")


def with_accounts(data: Data, finish: Callable[[Data], Data]) -> Data:
    """Return the finished data, with the references that say whose rows are somebody's own.

    `finish` finds owners and parents; what it finds for one thing may settle the next.
    """
    tried: set[str] = set()
    done = finish(data)
    for add in (_of_people, _of_makers):
        while added := _added(done, add, tried):
            tried |= set(added)
            data = _adding(data, added)
            done = finish(data)
    return done


def _added(done: Data, add: _Adds, tried: set[str]) -> dict[str, Field]:
    missing = [entity for entity in done.entities if _is_missing(entity, done)]
    found = (one for entity in missing for one in add(entity, done))
    return {entity.name: field for entity, field in found if entity.name not in tried}


def _adding(data: Data, added: Mapping[str, Field]) -> Data:
    entities = data.by_name()
    told = [_assumption(entities[name], field) for name, field in added.items()]
    return data.each(lambda entity: _with(entity, added.get(entity.name))).assuming(told)


def _is_missing(entity: Entity, data: Data) -> bool:
    """Tell whether a right speaks of one's own rows, and nothing says whose they are."""
    if entity.name in (data.account, data.tenant) or any(map(entity.trait, _SPECIAL)):
        return False
    return bool(data.own.get(entity.name)) and not _is_owned(entity, data.by_name())


def _is_owned(entity: Entity | None, by_name: dict[str, Entity]) -> bool:
    seen: set[str] = set()
    while entity is not None and entity.name not in seen:
        seen.add(entity.name)
        if entity.trait("owner") or entity.trait("account"):
            return True
        up = entity.trait("part of") or entity.trait("file of")
        entity = by_name.get(up.subject) if up else None
    return False


def _of_people(entity: Entity, data: Data) -> Iterator[tuple[Entity, Field]]:
    """Yield those who have an account: the people whose role a row, or what it refers to, names."""
    roles = set(data.own.get(entity.name, ()))
    by_name = data.by_name()
    near = [entity, *(by_name[f.type.target] for f in entity.fields if f.type.target in by_name)]
    for person in near:
        is_free = not any(f.type.target == data.account for f in person.fields)
        special = person.name in (data.account, data.tenant) or any(map(person.trait, _SPECIAL))
        if named_like(snake(person.name), roles) and is_free and not special:
            yield person, _reference(person, "user_id", data)


def _of_makers(entity: Entity, data: Data) -> Iterator[tuple[Entity, Field]]:
    """Yield a thing that belongs to who makes it: who may do something with their own makes them."""
    own, makers = data.own.get(entity.name, ()), data.makers.get(entity.name, frozenset())
    if makers.intersection(own):
        yield entity, _reference(entity, "owner_id", data)


def _reference(entity: Entity, name: str, data: Data) -> Field:
    free = name
    while entity.field(free) is not None:
        free = f"account_{free}"
    basis = (f"A-{kebab(entity.name)}-{kebab(free.removesuffix('_id'))}",)
    return Field(free, Type(TypeName.REF, target=data.account), required=True, basis=basis)


def _with(entity: Entity, field: Field | None) -> Entity:
    return entity if field is None else replace(entity, fields=(*entity.fields, field))


def _assumption(entity: Entity, field: Field) -> Assumption:
    thing = snake(entity.name).replace("_", " ")
    return Assumption(
        name=field.basis[0],
        about=f"{entity.name}.{field.name}",
        proposal=f"`{field.name}` on {entity.name}: the account of who adds the {thing}",
        why="rights speak of one's own, and no field says whose a row is",
        sources=entity.sources[:1],
    )
