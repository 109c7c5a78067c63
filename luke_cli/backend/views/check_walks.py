"""Derives the tests of lists that change while somebody goes from page to page."""

from collections.abc import Iterator

from luke_cli.backend.code import literal
from luke_cli.backend.samples import STRINGS, code, lengths, sample
from luke_cli.backend.views.bodies import NTH, model_of
from luke_cli.backend.views.checks import Newcomer
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.paths import entity_of
from luke_cli.backend.views.world import World, unique_groups
from luke_cli.spec.model import WHOLE, Entity, Field, Kind, TypeName

_PLAIN = tuple(name for name in STRINGS if name is not TypeName.TEXT)


def newcomer_of(world: World, entity: Entity) -> Newcomer | None:
    """Return a row like another one, which may come any time; None if the world cannot tell."""
    key = key_of(entity)
    first = _first_key(key)
    changes = dict(_changes(world, entity))
    if first is None or None in changes.values() or len(_keys(entity)) > 1:
        return None
    values = {key.name: first[1], **changes}
    return Newcomer(
        model=model_of(entity),
        key=key.name,
        kind=first[0],
        values="{" + ", ".join(f"{literal(name)}: {value}" for name, value in values.items()) + "}",
        row=first[2],
    )


def grows(world: World) -> bool:
    """Tell whether there is a list in whose test another row comes."""
    lists = (one for one in world.spec.operations if one.kind is Kind.LIST)
    entities = (entity for one in lists if (entity := entity_of(world.spec, one)))
    return any(newcomer_of(world, entity) for entity in entities)


def subscripts(path: tuple[str, ...]) -> str:
    """Return what leads to a member of an answer, as Python."""
    return "".join(f"[{literal(name)}]" for name in path)


def _keys(entity: Entity) -> list[Field]:
    return [field for field in entity.fields if field.role is key_of(entity).role is not None]


def _first_key(key: Field) -> tuple[str, str, str] | None:
    """Return a type of keys, and the first key there can be: as Python, and as JSON carries it."""
    if key.type.name is TypeName.UUID:
        return "UUID", "UUID(int=1)", "str(UUID(int=1))"
    if key.type.name in WHOLE:
        return "int", "1", "1"
    if key.type.name in _PLAIN:
        text = literal("0" * min(lengths(key)[1], 8))
        return "str", text, text
    return None


def _changes(world: World, entity: Entity) -> Iterator[tuple[str, str | None]]:
    """Yield what must be another than in the row that is like it; None if nothing can be."""
    changed: set[str] = set()
    for group in unique_groups(world.spec, entity):
        if changed & {field.name for field in group} or key_of(entity) in group:
            continue
        field = next((f for f in group if f.type.name in (*_PLAIN, *WHOLE)), group[0])
        plain = field.type.name in (*_PLAIN, *WHOLE) and not field.computed
        value = sample(field, (), nth=NTH) if plain else None
        changed.add(field.name)
        yield field.name, None if value is None else code(value)
