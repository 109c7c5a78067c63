"""The data half of a spec as short text: what each entity is, and each of its fields."""

from dataclasses import replace

from meant import OWNERS

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.spec.model import Entity, Field, Spec, Type, TypeName
from luke_cli.spec.normal import normal
from luke_cli.spec.resolve.data import resolve_data
from luke_cli.spec.resolve.said import gather


def stored(text: str = "", **texts: str) -> Spec:
    """Return what documents say of data alone; `text` is that of DESIGN.md."""
    return stored_and_told(text, **texts)[0]


def stored_and_told(text: str = "", **texts: str) -> tuple[Spec, list[str]]:
    """Return what documents say of data alone, and the codes of what was found on the way."""
    every = texts or {"DESIGN": text}
    documents = [
        read(said, name=f"{name}.md", owner=OWNERS.get(name, ""))[0] for name, said in every.items()
    ]
    spec, notes = resolve_data(gather(recognise(documents).facts, documents))
    spec = replace(spec, documents=tuple(document.name for document in documents))
    return normal(spec), [note.code for note in notes]


def traits(spec: Spec) -> dict[str, str]:
    """Return what kind of thing each entity is, as `tenant; owner user_id`."""
    return {
        entity.name: "; ".join(f"{one.name} {one.subject}".strip() for one in entity.traits)
        for entity in spec.entities
    }


def fields(spec: Spec, name: str, *only: str) -> dict[str, str]:
    """Return the fields of an entity that no trait implies, as `ref User required (owner)`."""
    entity = spec.entity(name)
    assert entity is not None, name
    shown = [field for field in entity.fields if field.name in only or not (only or field.implied)]
    return {field.name: _said(field) for field in shown}


def places(spec: Spec, name: str) -> dict[str, str]:
    """Return where the documents speak of each field, as `DESIGN.md:4 PRD.md:9`."""
    entity = spec.entity(name)
    assert entity is not None, name
    return {
        field.name: " ".join(f"{source.file}:{source.line}" for source in field.sources)
        for field in entity.fields
        if field.sources
    }


def enums(spec: Spec) -> dict[str, str]:
    """Return the closed lists of values."""
    return {enum.name: ", ".join(enum.values) for enum in spec.enums}


def indexes(spec: Spec) -> dict[str, str]:
    """Return the indexes, as `unique on Seat: row, number desc`."""
    return {
        index.name: f"{index.kind} on {index.entity}: "
        + ", ".join(f"{column} desc" if down else column for column, down in index.columns)
        + "".join(f" if {c.field} {c.sign} {c.value}".rstrip() for c in index.where)
        for index in spec.indexes
    }


def assumed(spec: Spec) -> dict[str, str]:
    """Return what is proposed where nobody says anything."""
    return {one.name: one.proposal for one in spec.assumptions}


def entity_of(spec: Spec, name: str) -> Entity:
    """Return an entity that is there."""
    entity = spec.entity(name)
    assert entity is not None, name
    return entity


def _said(field: Field) -> str:
    words = [
        _type(field.type),
        "required" if field.required else "",
        "unique" if field.unique else "",
        f"unique per {', '.join(field.unique_per)}" if field.unique_per else "",
        f"default {field.default}" if field.default else "",
        f"min {field.minimum}" if field.minimum else "",
        f"max {field.maximum}" if field.maximum else "",
        f"over {field.over}" if field.over else "",
        f"at least {field.min_length}" if field.min_length else "",
        f"at most {field.max_length}" if field.max_length else "",
        field.on_delete if field.on_delete != "restrict" else "",
        field.visibility.value,
        f"({field.role})" if field.role else "",
    ]
    return " ".join(filter(None, words))


def _type(of: Type) -> str:
    if of.name is TypeName.REF:
        return f"ref {of.target}"
    if of.name is TypeName.ENUM:
        return of.enum
    numbers = [str(n) for n in (of.length, of.precision, of.scale) if n is not None]
    return of.name + (f"({','.join(numbers)})" if numbers else "")
