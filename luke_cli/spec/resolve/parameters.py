"""How lists are narrowed, searched, sorted and paged: query parameters and filters of screens."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import plural, snake
from luke_cli.spec.facts import ParameterFact, ScreenFact
from luke_cli.spec.model import (
    Entity,
    Field,
    FieldRole,
    Kind,
    Operation,
    Parameter,
    Source,
    Spec,
    Type,
    TypeName,
)
from luke_cli.spec.paging import CURSORS, NUMBERS, OFFSETS, SIZES
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.endpoints import endpoint_key, relative
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.exports import export_parameters
from luke_cli.spec.resolve.field_matching import (
    DATES,
    FILTERS,
    can_filter,
    main_date,
    match_field,
    newest,
    ranged,
    searched,
    sort_field,
    sortable,
)
from luke_cli.spec.resolve.lookups import entity_of, enum_of, search_index_of
from luke_cli.spec.resolve.narrowed_lists import narrowed_parameters
from luke_cli.spec.resolve.paging import may_page
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.summaries import summary_parameters
from luke_cli.spec.resolve.told_lists import ToldList, told_of_lists

_PAGING: Final = CURSORS | SIZES | NUMBERS | OFFSETS | {"before", "top"}
_SEARCH: Final = frozenset("q query search keyword keywords term text search_term".split())
_SORT: Final = frozenset("sort sort_by order_by sortby orderby ordering order sort_field".split())
_RANGE: Final = re.compile(r"\b(?:range|between|from|period|date|last|amount)\b", re.IGNORECASE)


def resolve_parameters(
    said: Said, spec: Spec, names: EntityNames, drafts: Iterable[Draft], base_path: str
) -> tuple[Parameter, ...]:
    """Return the query parameters of every operation."""
    said_by_endpoint: dict[tuple[str, str], list[ParameterFact]] = {}
    for fact in said.of(ParameterFact):
        key = endpoint_key(fact.method, relative(fact.path, base_path))
        said_by_endpoint.setdefault(key, []).append(fact)
    screens: dict[str, list[ScreenFact]] = {}
    for screen in said.of(ScreenFact):
        shown = screen.kind in ("filter", "sort", "search")
        about = _subject(spec, names, screen) if shown else None
        if about:
            screens.setdefault(about.name, []).append(screen)
    found: list[Parameter] = []
    there = tuple(drafts)
    told = told_of_lists(said, spec, names, there)
    for draft in there:
        one = draft.operation
        facts = said_by_endpoint.get(endpoint_key(one.method, one.path), [])
        made: dict[str, Parameter] = {}
        asked = _asked(said, draft.entity, screens, told) if draft.entity else ()
        for parameter in _of_operation(said, spec, draft, facts, asked):
            made.setdefault(parameter.name, parameter)
        found += made.values()
    for draft in there:
        found += narrowed_parameters(spec, draft, found)
    exports = (draft for draft in there if draft.operation.kind is Kind.EXPORT)
    for draft in exports:
        found += export_parameters(said, draft, there, found)
    for draft in (one for one in there if one.operation.kind is Kind.SUMMARY):
        found += summary_parameters(said, draft, found)
    return tuple(found)


def _of_operation(
    said: Said,
    spec: Spec,
    draft: Draft,
    facts: list[ParameterFact],
    asked: Iterable["_Asked"],
) -> Iterator[Parameter]:
    operation, entity = draft.operation, draft.entity
    if operation.kind is not Kind.LIST or entity is None:
        yield from _options(said, operation, facts)
        return
    for fact in facts:
        parameter = _documented(said, spec, entity, operation, fact)
        if parameter:
            yield parameter
    if operation.verb == "list":
        yield from _of_screens(spec, entity, operation, tuple(asked))
        yield from _conventional(spec, entity, operation, draft.parent)


def _options(
    said: Said, operation: Operation, facts: Iterable[ParameterFact]
) -> Iterator[Parameter]:
    for fact in facts:
        name = snake(fact.name)
        if not name or not name[0].isalpha() or (operation.kind is not Kind.CUSTOM):
            continue
        yield Parameter(
            operation=operation.name,
            name=name,
            means="option",
            type=_option_type(fact),
            required=fact.required,
            sources=said.sources([fact]),
        )


def _option_type(fact: ParameterFact) -> Type:
    values = tuple(dict.fromkeys(filter(None, map(snake, fact.values))))
    if len(values) > 1:
        return Type(TypeName.ENUM, values=values)
    plain = fact.type if fact.type and fact.type.name not in (TypeName.ENUM, TypeName.REF) else None
    return plain or Type(TypeName.STRING, length=255)


def _documented(
    said: Said, spec: Spec, entity: Entity, operation: Operation, fact: ParameterFact
) -> Parameter | None:
    name = snake(fact.name)
    if not name or not name[0].isalpha() or (name in _PAGING and may_page(fact)):
        return None
    sources = said.sources([fact])
    if name in _SEARCH:
        fields = searched(spec, entity)
        return (
            Parameter(operation.name, name, "search", fields, sources=sources) if fields else None
        )
    if name in _SORT:
        wanted = [snake(value) for value in fact.values] or list(sortable(entity))
        return _sorted(entity, operation, name, wanted, sources)
    matched = match_field(spec, entity, name)
    if matched is None:
        return None
    field, operator = matched
    default = _default_of(spec, field, fact.default)
    return Parameter(
        operation.name, name, "filter", (field.name,), operator, default=default, sources=sources
    )


def _default_of(spec: Spec, field: Field, default: str) -> str:
    enum = enum_of(spec, field.type.enum)
    value = snake(default.strip('"'))
    return f'"{value}"' if enum and value in enum.values else ""


def _sorted(
    entity: Entity,
    operation: Operation,
    name: str,
    wanted: Iterable[str],
    sources: tuple[Source, ...] = (),
) -> Parameter | None:
    fields = dict.fromkeys(f.name for word in wanted if (f := sort_field(entity, word)))
    default = newest(entity)
    if default:
        fields.setdefault(default.removeprefix("-"))
    if not fields:
        return None
    basis = () if sources else ("default",)
    return Parameter(
        operation.name, name, "sort", tuple(fields), default=default, sources=sources, basis=basis
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a screen or a sentence asks of a list."""

    kind: str
    """`search`, `sort` or `filter`."""
    words: tuple[str, ...]
    sources: tuple[Source, ...]
    are_fields: bool = False
    """The words are names of fields; of a sort, the first is the order that nobody asks for."""


def _asked(
    said: Said,
    entity: Entity,
    screens: Mapping[str, list[ScreenFact]],
    told: Mapping[str, tuple[ToldList, ...]],
) -> Iterator[_Asked]:
    """Yield what is told of the list of an entity, sentences first: they say more."""
    for one in told.get(entity.name, ()):
        yield _Asked(one.kind, one.fields, said.sources([one.said]), are_fields=True)
    for screen in screens.get(entity.name, ()):
        kind = screen.kind if screen.kind in ("search", "sort") else "filter"
        yield _Asked(kind, screen.words, said.sources([screen]))


def _of_screens(
    spec: Spec, entity: Entity, operation: Operation, asked: Sequence[_Asked]
) -> Iterator[Parameter]:
    for one in asked:
        for words_of in one.words if one.kind == "filter" else ():
            yield from _screen_filter(spec, entity, operation, words_of, one.sources)
    if sorts := [one for one in asked if one.kind == "sort"]:
        words = [snake(word.removeprefix("-")) for one in sorts for word in one.words]
        sources = tuple(dict.fromkeys(s for one in sorts for s in one.sources))
        if sort := _sorted(entity, operation, "sort", words, sources):
            first = next((one.words[0] for one in sorts if one.are_fields), "")
            yield replace(sort, default=first) if first else sort
    searches = [one for one in asked if one.kind == "search"]
    if searches:
        told = tuple(word for one in searches if one.are_fields for word in one.words)
        fields = tuple(dict.fromkeys(told)) or searched(spec, entity)
        sources = tuple(dict.fromkeys(s for one in searches for s in one.sources))
        if fields:
            yield Parameter(operation.name, "q", "search", fields, sources=sources)


def _screen_filter(
    spec: Spec, entity: Entity, operation: Operation, words: str, sources: tuple[Source, ...]
) -> Iterator[Parameter]:
    label = snake(words.split(":", maxsplit=1)[0].split("(", maxsplit=1)[0])
    spread = re.search(r"^(.*?)_?range(?:_.*)?$", label)
    stem = spread[1] if spread else label
    dated = None
    if spread or stem.startswith("date") or stem.endswith("date"):
        dated = ranged(entity, stem) or ranged(entity, stem.removesuffix("_date"))
    if dated:
        ends = ("from", "to") if dated.type.name in DATES else ("min", "max")
        base = "date" if stem == "date" else stem.removesuffix("_date")
        for end, operator in zip(ends, ("gte", "lte"), strict=True):
            yield Parameter(
                operation.name, f"{base}_{end}", "filter", (dated.name,), operator, sources=sources
            )
        return
    first = label.split("_multi")[0]
    matched = match_field(spec, entity, first) if first else None
    if matched and matched[1] == "eq":
        yield Parameter(
            operation.name, matched[0].name, "filter", (matched[0].name,), "eq", sources=sources
        )


def _subject(spec: Spec, names: EntityNames, fact: ScreenFact) -> Entity | None:
    """Return the entity that a screen is about: by its headings, else by the fields it names."""
    for heading in reversed(fact.section):
        words = [w for w in re.findall(r"[A-Za-z]+", heading) if len(w) > 2]
        for word in words:
            found = names.exact.get(snake(word)) or names.exact.get(plural(snake(word)))
            if found:
                return found
    return with_fields(spec, fact.words)


def with_fields(spec: Spec, named: Iterable[str]) -> Entity | None:
    """Return the one entity that has most of the fields that words name, at least two."""
    said = [re.sub(r"_(?:date_)?range$|_date$", "", snake(words)) for words in named]
    counts = {
        entity.name: sum(_has(entity, word) for word in said)
        for entity in spec.entities
        if not entity.trait("join")
    }
    best = max(counts.values(), default=0)
    found = [name for name, count in counts.items() if count == best]
    if best < min(2, len(said)) or not best or len(found) > 1:
        return None
    return entity_of(spec, found[0])


def _has(entity: Entity, word: str) -> bool:
    names = (word, f"{word}_id", f"{word}_on", f"{word}_at", f"{word}_date")
    return any(entity.field(name) for name in names)


def _conventional(
    spec: Spec, entity: Entity, operation: Operation, parent: Entity | None
) -> Iterator[Parameter]:
    """Yield what every list of rows with states, references or names offers."""
    basis = ("default",)
    for field in entity.fields:
        up = parent is not None and field.type.target == parent.name
        plain = field.type.name in FILTERS and field.role in (None, FieldRole.OWNER)
        plain = plain or _is_of_log(entity, field)
        if plain and can_filter(field) and not up and _is_telling(field):
            yield Parameter(operation.name, field.name, "filter", (field.name,), "eq", basis=basis)
    if entity.trait("append-only") and (moment := main_date(entity)):
        stem = moment.name.removesuffix("_at")
        yield Parameter(
            operation.name, f"{stem}_from", "filter", (moment.name,), "gte", basis=basis
        )
        yield Parameter(operation.name, f"{stem}_to", "filter", (moment.name,), "lte", basis=basis)
    if search_index_of(spec, entity):
        fields = searched(spec, entity)
        if fields:
            yield Parameter(operation.name, "q", "search", fields, basis=basis)
    sort = _sorted(entity, operation, "sort", ())
    if sort:
        yield sort


def _is_of_log(entity: Entity, field: Field) -> bool:
    """Tell whether a log has an index to find rows by: what was done, to what, by whom."""
    return field.indexed and field.role is None and entity.trait("append-only") is not None


def _is_telling(field: Field) -> bool:
    return (
        field.type.name is TypeName.ENUM
        or field.indexed
        or field.required
        or field.role is FieldRole.OWNER
    )
