"""Files that an endpoint takes and no field holds: a thing of their own, one for each row.

POST /tools/{id}/photo      upload photo (jpg, png, 5 MB)      -> ToolPhoto, file of Tool
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab, pascal, plural, singular, snake
from luke_cli.spec.facts import EndpointFact
from luke_cli.spec.model import Assumption, Entity, Field, Source, Type, TypeName, Visibility
from luke_cli.spec.resolve.draft import Data
from luke_cli.spec.resolve.references import assumption_id
from luke_cli.spec.safe_names import safe_entity, safe_table

_PATH: Final = re.compile(r"/([\w-]+)/\{[^{}/]+\}/([a-z]+)/?$")
_FILES: Final = frozenset(
    "photo picture image avatar logo cover thumbnail document scan receipt file attachment".split()
)
_NAMED: Final = (TypeName.STRING, TypeName.TEXT, TypeName.URL)
"""Types that a field has which stands for a file."""
_NAME_LENGTH: Final = 255


def with_uploaded_files(data: Data) -> Data:
    """Propose where files are kept that somebody uploads, and no document says where."""
    data = _unfolded(data)
    for entity, word, fact in _taken(data):
        name = safe_entity(f"{snake(entity.name)}_{word}")
        if name in data.by_name():
            continue
        sources = data.said.sources([fact])
        reason = assumption_id(snake(name))
        file = _file(entity, name, (reason,), sources)
        data = replace(
            data,
            entities=(*data.entities, file),
            assumptions=(*data.assumptions, _assumption(reason, entity, name, word, sources)),
        )
    return data


def _unfolded(data: Data) -> Data:
    """Say what is kept of a file that a field of an uploaded row stands for: `file`, `scan`."""
    by_name = data.by_name()
    changed: dict[str, Entity] = {}
    assumptions: list[Assumption] = []
    for fact in data.said.of(EndpointFact):
        thing = data.things.find(fact.path.rstrip("/").rpartition("/")[2]) if fact.upload else None
        entity = by_name.get(data.by_thing.get(thing.key, "")) if thing else None
        field = next((f for f in entity.fields if f.name in _FILES), None) if entity else None
        if entity is None or field is None or field.type.name not in _NAMED:
            continue
        name = f"A-{kebab(entity.name)}-{kebab(field.name)}"
        about = f"{entity.name}.{field.name}"
        proposal = f"`{field.name}` is kept as `file_name`, `content_type` and `size_bytes`"
        why = (
            "a row says what a file is called and how large it is; the file itself is stored apart"
        )
        assumptions.append(Assumption(name, about, proposal, why, sources=field.sources))
        kept = (replace(one, basis=(name,), sources=field.sources) for one in _of_file(()))
        there = {one.name for one in entity.fields}
        more = [one for one in kept if one.name not in there]
        at = entity.fields.index(field)
        fields = (*entity.fields[:at], *more, *entity.fields[at + 1 :])
        changed[entity.name] = replace(entity, fields=fields)
    data = data.each(lambda entity: changed.get(entity.name, entity))
    return data.assuming(assumptions)


def _taken(data: Data) -> Iterator[tuple[Entity, str, EndpointFact]]:
    """Yield the rows that a file is uploaded of, what it is called, and where that is said."""
    by_name = data.by_name()
    for fact in data.said.of(EndpointFact):
        found = _PATH.search(fact.path) if fact.upload and fact.method == "POST" else None
        if found is None or found[2] not in _FILES:
            continue
        thing = data.things.find(found[1])
        entity = by_name.get(data.by_thing.get(thing.key, "")) if thing else None
        if entity is not None and not _holds(data, entity, found[2]):
            yield entity, found[2], fact


def _holds(data: Data, entity: Entity, word: str) -> bool:
    """Tell whether a field, or another thing, is where the file goes."""
    if any(word in field.name.split("_") for field in entity.fields):
        return True
    return any(
        singular(snake(other.name)).split("_")[-1] == word
        and any(field.type.target == entity.name for field in other.fields)
        for other in data.entities
    )


def _file(entity: Entity, name: str, basis: tuple[str, ...], sources: tuple[Source, ...]) -> Entity:
    of = snake(entity.name)
    fields = (
        Field(
            f"{of}_id",
            Type(TypeName.REF, target=entity.name),
            required=True,
            unique=True,
            on_delete="cascade",
            basis=basis,
        ),
        *_of_file(basis),
    )
    kept = (replace(field, visibility=Visibility.READ_ONLY) for field in fields)
    return Entity(name, safe_table(plural(snake(name))), (), tuple(kept), sources, basis)


def _of_file(basis: tuple[str, ...]) -> tuple[Field, ...]:
    """Return the fields that every file has."""
    return (
        Field("file_name", Type(TypeName.STRING, length=_NAME_LENGTH), required=True, basis=basis),
        Field("content_type", Type(TypeName.STRING, length=100), required=True, basis=basis),
        Field("size_bytes", Type(TypeName.INTEGER), required=True, basis=basis),
    )


def _assumption(
    name: str, entity: Entity, file: str, word: str, sources: tuple[Source, ...]
) -> Assumption:
    return Assumption(
        name=name,
        about=file,
        proposal=f"entity {file}: the {word} of each {pascal(entity.name)}, "
        "in place of the one before",
        why="it is uploaded, and no field holds it",
        sources=sources,
    )
