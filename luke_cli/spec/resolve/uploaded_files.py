"""Files that an endpoint takes and no field holds: a thing of their own, one for each row.

POST /tools/{id}/photo      upload photo (jpg, png, 5 MB)      -> ToolPhoto, file of Tool
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.names import pascal, plural, singular, snake
from luke_cli.spec.facts import EndpointFact
from luke_cli.spec.model import Assumption, Entity, Field, Source, Type, TypeName, Visibility
from luke_cli.spec.resolve.draft import Data
from luke_cli.spec.resolve.references import assumption_id
from luke_cli.spec.safe_names import safe_entity, safe_table

_PATH: Final = re.compile(r"/([\w-]+)/\{[^{}/]+\}/([a-z]+)/?$")
_FILES: Final = frozenset(
    "photo picture image avatar logo cover thumbnail document scan receipt file attachment".split()
)
_NAME_LENGTH: Final = 255


def with_uploaded_files(data: Data) -> Data:
    """Propose where files are kept that somebody uploads, and no document says where."""
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
        Field("file_name", Type(TypeName.STRING, length=_NAME_LENGTH), required=True, basis=basis),
        Field("content_type", Type(TypeName.STRING, length=100), required=True, basis=basis),
        Field("size_bytes", Type(TypeName.INTEGER), required=True, basis=basis),
    )
    kept = (replace(field, visibility=Visibility.READ_ONLY) for field in fields)
    return Entity(name, safe_table(plural(snake(name))), (), tuple(kept), sources, basis)


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
