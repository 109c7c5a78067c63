"""Facts of what lists and tables say about an entity and its fields."""

from collections.abc import Iterator

from luke_cli.notations.context import title_of
from luke_cli.notations.defaults import canonical
from luke_cli.notations.phrase import Phrase
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, EntityFact, Fact, FieldFact, IndexFact


def entity_fact(name: str, place: Span, section: tuple[str, ...], *, table: str = "") -> EntityFact:
    """Say that a list or a table describes an entity."""
    return EntityFact(
        place=Span(place.file, place.line),
        authority=Authority.LIST,
        section=section,
        name=name,
        table=table,
        title=title_of(section[-1] if section else "", name),
    )


def field_facts(
    entity: str, phrase: Phrase, place: Span, section: tuple[str, ...]
) -> Iterator[Fact]:
    """Say what a phrase says, once for each name in it."""
    for name in phrase.names:
        if "." in name:
            continue
        yield FieldFact(
            place=place,
            authority=Authority.LIST,
            section=section,
            entity=entity,
            name=name,
            type=phrase.type,
            type_text=phrase.type_text,
            required=phrase.required,
            unique=phrase.unique,
            unique_per=phrase.unique_per,
            key=phrase.key,
            generated=phrase.generated,
            default=phrase.default or canonical(phrase.raw_default, phrase.type),
            values=phrase.values,
            target=phrase.target,
            on_delete=phrase.on_delete,
            minimum=phrase.minimum,
            maximum=phrase.maximum,
            over=phrase.over,
            under=phrase.under,
            min_length=phrase.min_length,
            max_length=None if phrase.type and phrase.type.length else phrase.max_length,
            pattern=phrase.pattern,
            read_only=phrase.read_only,
            write_only=phrase.write_only,
            many=phrase.many,
            comment=phrase.comment,
        )
        if phrase.indexed:
            yield IndexFact(
                place=place,
                authority=Authority.LIST,
                section=section,
                entity=entity,
                columns=((name, False),),
            )
