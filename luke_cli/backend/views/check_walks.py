"""Derives the tests of lists that change while somebody goes from page to page."""

from collections.abc import Iterator, Mapping

from luke_cli.backend.code import literal
from luke_cli.backend.compared import sample_of
from luke_cli.backend.samples import STRINGS, code, lengths
from luke_cli.backend.views.belonging import reference_to
from luke_cli.backend.views.bodies import NTH, model_of
from luke_cli.backend.views.checks import Newcomer
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.parents import parent_view
from luke_cli.backend.views.paths import entity_of
from luke_cli.backend.views.world import World, unique_groups
from luke_cli.spec.model import WHOLE, Entity, Field, Kind, Operation, TypeName

_PLAIN = tuple(name for name in STRINGS if name is not TypeName.TEXT)


def newcomer_of(
    world: World, entity: Entity, operation: Operation, *, wide: bool, few: bool
) -> Newcomer | None:
    """Return a row like another one, which may come any time; None if the world cannot tell.

    `wide`: the list holds more than what is of its reader, who is the only row of an account then.
    `few`: the list may have one row only, so another one comes before.
    """
    key = key_of(entity)
    kind = _kind(key)
    changes, earlier = (dict(_changes(world, entity, nth)) for nth in (NTH, NTH + 1))
    if not kind or None in (*changes.values(), *earlier.values()) or len(_keys(entity)) > 1:
        return None
    if _is_joined(world, entity, operation) or (entity is world.account and not wide):
        return None
    return Newcomer(
        model=model_of(entity),
        key=key.name,
        kind=kind,
        values=_values({key.name: _key(key, 1), **changes}),
        earlier=_values({key.name: _key(key, 2), **earlier}) if few else "",
        row=f"str({_key(key, 1)})" if kind == "UUID" else _key(key, 1),
    )


def grows(world: World) -> bool:
    """Tell whether there is a list in whose test another row comes."""
    lists = (one for one in world.spec.operations if one.kind is Kind.LIST)
    found = ((entity, one) for one in lists if (entity := entity_of(world.spec, one)))
    return any(newcomer_of(world, entity, one, wide=True, few=False) for entity, one in found)


def _values(values: Mapping[str, str | None]) -> str:
    return "{" + ", ".join(f"{literal(name)}: {value}" for name, value in values.items()) + "}"


def _is_joined(world: World, entity: Entity, operation: Operation) -> bool:
    """Tell whether rows of another table say that a row is in a list: those of no newcomer do."""
    view = parent_view(world.spec, operation, entity)
    team = world.spec.entity(world.team.join)
    return bool(view and view.join) or bool(team and reference_to(team, entity))


def subscripts(path: tuple[str, ...]) -> str:
    """Return what leads to a member of an answer, as Python."""
    return "".join(f"[{literal(name)}]" for name in path)


def _keys(entity: Entity) -> list[Field]:
    return [field for field in entity.fields if field.role is key_of(entity).role is not None]


def _kind(key: Field) -> str:
    """Return the type of a key; "" if nobody knows what its first one is."""
    if key.type.name is TypeName.UUID:
        return "UUID"
    return "int" if key.type.name in WHOLE else "str" if key.type.name in _PLAIN else ""


def _key(key: Field, nth: int) -> str:
    """Return one of the first keys that there can be, as Python."""
    if _kind(key) == "str":
        return literal(f"{nth - 1:0{min(lengths(key)[1], 8)}}")
    return f"UUID(int={nth})" if _kind(key) == "UUID" else str(nth)


def _changes(world: World, entity: Entity, nth: int) -> Iterator[tuple[str, str | None]]:
    """Yield what must be another than in the row that is like it; None if nothing can be."""
    changed: set[str] = set()
    for group in unique_groups(world.spec, entity):
        if changed & {field.name for field in group} or key_of(entity) in group:
            continue
        field = next((f for f in group if f.type.name in (*_PLAIN, *WHOLE)), group[0])
        plain = field.type.name in (*_PLAIN, *WHOLE) and not field.computed
        value = sample_of(world.spec, entity, field, nth=nth) if plain else None
        changed.add(field.name)
        yield field.name, None if value is None else code(value)
