"""How lists are narrowed, searched, sorted and paged: query parameters and filters of screens."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.names import plural, singular, snake
from luke_cli.spec.facts import Fact, ParameterFact, ScreenFact
from luke_cli.spec.model import (
    Entity,
    Field,
    FieldRole,
    Index,
    Kind,
    Operation,
    Parameter,
    Source,
    Spec,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.endpoints import endpoint_key, relative
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.said import Said

_PAGING: Final = frozenset(
    "page limit per_page page_size size offset skip take cursor after before page_number "
    "count top perpage pagesize".split()
)
_SEARCH: Final = frozenset("q query search keyword keywords term text search_term".split())
_SORT: Final = frozenset("sort sort_by order_by sortby orderby ordering order sort_field".split())
_LOW: Final = ("from", "min", "after", "since", "start", "gte", "gt", "minimum")
_HIGH: Final = ("to", "max", "before", "until", "end", "lte", "lt", "maximum")
_TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.SLUG)
_NAMES: Final = "title name subject label headline first_name last_name full_name email code description summary".split()
_DATES: Final = (TypeName.DATE, TypeName.DATETIME)
_NUMBERS: Final = (TypeName.DECIMAL, TypeName.INTEGER, TypeName.BIGINT, TypeName.FLOAT)
_FILTERS: Final = (TypeName.ENUM, TypeName.BOOLEAN, TypeName.REF)
_RANGE: Final = re.compile(r"\b(?:range|between|from|period|date|last|amount)\b", re.IGNORECASE)


def resolve_parameters(
    said: Said, spec: Spec, names: EntityNames, drafts: Iterable[Draft], base_path: str
) -> tuple[Parameter, ...]:
    """Return the query parameters of every operation."""
    said_by_endpoint: dict[tuple[str, str], list[ParameterFact]] = {}
    for fact in said.of(ParameterFact):
        key = endpoint_key(fact.method, relative(fact.path, base_path))
        said_by_endpoint.setdefault(key, []).append(fact)
    found: list[Parameter] = []
    for draft in drafts:
        one = draft.operation
        facts = said_by_endpoint.get(endpoint_key(one.method, one.path), [])
        made: dict[str, Parameter] = {}
        for parameter in _of_operation(said, spec, names, draft, facts):
            made.setdefault(parameter.name, parameter)
        found += made.values()
    return tuple(found)


def _of_operation(
    said: Said, spec: Spec, names: EntityNames, draft: Draft, facts: list[ParameterFact]
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
        yield from _of_screens(said, spec, names, entity, operation)
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
    if not name or not name[0].isalpha() or name in _PAGING:
        return None
    sources = said.sources([fact])
    if name in _SEARCH:
        fields = _searched(spec, entity)
        return (
            Parameter(operation.name, name, "search", fields, sources=sources) if fields else None
        )
    if name in _SORT:
        return _sorted(entity, operation, name, map(snake, fact.values), sources)
    matched = match_field(spec, entity, name)
    if matched is None:
        return None
    field, operator = matched
    default = _default_of(spec, field, fact.default)
    return Parameter(
        operation.name, name, "filter", (field.name,), operator, default=default, sources=sources
    )


def _default_of(spec: Spec, field: Field, default: str) -> str:
    enum = spec.enum(field.type.enum)
    value = snake(default.strip('"'))
    return f'"{value}"' if enum and value in enum.values else ""


def match_field(spec: Spec, entity: Entity, name: str) -> tuple[Field, str] | None:
    """Return the field that a parameter narrows, and how: `date_from` is `date_incurred gte`."""
    exact = entity.field(name) or entity.field(f"{name}_id")
    if exact and _can_filter(exact):
        return exact, "eq"
    for operator, words in (("gte", _LOW), ("lte", _HIGH)):
        for word in words:
            stem = _without(name, word)
            field = _ranged(entity, stem) if stem is not None else None
            if field:
                return field, operator
    return _loosely(spec, entity, name)


def _without(name: str, word: str) -> str | None:
    parts = name.split("_")
    if len(parts) > 1 and parts[-1] == word:
        return "_".join(parts[:-1])
    if len(parts) > 1 and parts[0] == word:
        return "_".join(parts[1:])
    return (
        "date"
        if name == word and word in ("from", "to", "since", "until", "after", "before")
        else None
    )


def _can_filter(field: Field) -> bool:
    hidden = field.visibility in (Visibility.HIDDEN, Visibility.WRITE_ONLY)
    stored = field.type.name not in (TypeName.JSON, TypeName.BYTES, TypeName.TEXT)
    return stored and not hidden and not field.computed and field.role is not FieldRole.TENANT


def _ranged(entity: Entity, stem: str) -> Field | None:
    fields = [f for f in entity.fields if f.type.name in (*_DATES, *_NUMBERS) and _can_filter(f)]
    named = [
        f
        for f in fields
        if stem
        and (
            f.name == stem or f.name in (f"{stem}_at", f"{stem}_date", f"{stem}_on", f"date_{stem}")
        )
    ]
    if named:
        return named[0]
    if stem in ("date", "time", "day", "created"):
        return main_date(entity)
    parts = [f for f in fields if stem and stem in f.name.split("_")]
    if parts:
        return parts[0]
    money = ("amount", "price", "total", "cost")
    return next((f for f in fields if stem in money and set(money) & set(f.name.split("_"))), None)


def main_date(entity: Entity) -> Field | None:
    """Return the date that rows are about, else when they came to be."""
    dates = [
        f for f in entity.fields if f.type.name in _DATES and f.role is None and _can_filter(f)
    ]
    plain = [f for f in dates if f.type.name is TypeName.DATE and f.required]
    required = [f for f in dates if f.required]
    created = [f for f in entity.fields if f.role is FieldRole.CREATED]
    return next(iter([*plain, *required, *created, *dates]), None)


def _loosely(spec: Spec, entity: Entity, name: str) -> tuple[Field, str] | None:
    """Return a field by the thing that a word means: `employee` is the owner, `category` a reference."""
    word = singular(name.removesuffix("_id").removesuffix("_name"))
    roles = {role.name for role in spec.roles}
    people = {"user", "owner", "author", "creator", "person", "member", *roles}
    owner = entity.trait("owner")
    if word in people and owner and (field := entity.field(owner.subject)):
        return field, "eq"
    if word in ("status", "active", "state", "enabled"):
        flags = [
            f for f in entity.fields if f.name in ("is_active", "active", "enabled", "is_enabled")
        ]
        if flags:
            return flags[0], "eq"
    for field in entity.fields:
        target = snake(field.type.target) if field.type.target else ""
        if target and field.role is None and (target == word or target.endswith(f"_{word}")):
            return field, "eq"
    ending = [
        f
        for f in entity.fields
        if _can_filter(f) and f.role is None and f.name.endswith(f"_{word}")
    ]
    return (
        (ending[0], "eq")
        if len(ending) == 1 and ending[0].type.name in (*_FILTERS, *_TEXTS)
        else None
    )


def _searched(spec: Spec, entity: Entity) -> tuple[str, ...]:
    index = next((i for i in spec.indexes if i.entity == entity.name and i.kind == "search"), None)
    indexed = _index_fields(entity, index) if index else ()
    if indexed:
        return indexed
    texts = [f for f in entity.fields if f.type.name in _TEXTS and _can_search(f)]
    named = [f.name for name in _NAMES for f in texts if f.name == name]
    if not named:
        named = [f.name for f in texts if f.name.endswith(("_name", "_title"))] or [
            f.name for f in texts[:1]
        ]
    return tuple(dict.fromkeys(named))[:4]


def _can_search(field: Field) -> bool:
    return (
        field.visibility not in (Visibility.HIDDEN, Visibility.WRITE_ONLY) and not field.encrypted
    )


def _index_fields(entity: Entity, index: Index) -> tuple[str, ...]:
    known = (entity.field(column) for column, _ in index.columns)
    return tuple(f.name for f in known if f and f.type.name in _TEXTS and _can_search(f))


def _sorted(
    entity: Entity,
    operation: Operation,
    name: str,
    wanted: Iterable[str],
    sources: tuple[Source, ...] = (),
) -> Parameter | None:
    fields = dict.fromkeys(f.name for word in wanted if (f := _sort_field(entity, word)))
    default = _newest(entity)
    if default:
        fields.setdefault(default.removeprefix("-"))
    if not fields:
        return None
    basis = () if sources else ("default",)
    return Parameter(
        operation.name, name, "sort", tuple(fields), default=default, sources=sources, basis=basis
    )


def _sort_field(entity: Entity, word: str) -> Field | None:
    plain = re.sub(r"_(?:asc|desc|ascending|descending)$|^-", "", word)
    if plain in ("date", "newest", "oldest", "latest", "recent"):
        return main_date(entity)
    field = entity.field(plain)
    if field and _can_sort(field):
        return field
    parts = [p for p in plain.split("_") if p not in ("by", "date", "sort")]
    stems = [p[:5] for p in parts if len(p) > 2]
    found = [f for f in entity.fields if stems and _can_sort(f) and all(s in f.name for s in stems)]
    dated = [f for f in found if "date" not in plain or f.type.name in _DATES]
    return next(iter([*dated, *found]), None)


def _can_sort(field: Field) -> bool:
    return _can_filter(field) and field.type.name is not TypeName.REF


def _newest(entity: Entity) -> str:
    field = next((f for f in entity.fields if f.role is FieldRole.CREATED), None) or main_date(
        entity
    )
    return f"-{field.name}" if field else ""


def _of_screens(
    said: Said, spec: Spec, names: EntityNames, entity: Entity, operation: Operation
) -> Iterator[Parameter]:
    for screen in said.of(ScreenFact):
        if screen.kind not in ("filter", "sort", "search") or _subject(names, screen) is not entity:
            continue
        sources = said.sources([screen])
        if screen.kind == "search":
            fields = _searched(spec, entity)
            if fields:
                yield Parameter(operation.name, "q", "search", fields, sources=sources)
        elif screen.kind == "sort":
            sort = _sorted(entity, operation, "sort", map(snake, screen.words), sources)
            if sort:
                yield sort
        else:
            for words in screen.words:
                yield from _screen_filter(spec, entity, operation, words, sources)


def _screen_filter(
    spec: Spec, entity: Entity, operation: Operation, words: str, sources: tuple[Source, ...]
) -> Iterator[Parameter]:
    label = snake(words.split(":", maxsplit=1)[0].split("(", maxsplit=1)[0])
    ranged = re.search(r"^(.*?)_?range(?:_.*)?$", label)
    stem = ranged[1] if ranged else label
    dated = (
        _ranged(entity, stem)
        if ranged or stem.startswith("date") or stem.endswith("date")
        else None
    )
    dated = dated or (
        _ranged(entity, stem.removesuffix("_date")) if stem.endswith("_date") else None
    )
    if dated:
        ends = ("from", "to") if dated.type.name in _DATES else ("min", "max")
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


def _subject(names: EntityNames, fact: Fact) -> Entity | None:
    """Return the entity that a screen is about, by its nearest heading that names one."""
    for heading in reversed(fact.section):
        words = [w for w in re.findall(r"[A-Za-z]+", heading) if len(w) > 2]
        for word in words:
            found = names.exact.get(snake(word)) or names.exact.get(plural(snake(word)))
            if found:
                return found
    return None


def _conventional(
    spec: Spec, entity: Entity, operation: Operation, parent: Entity | None
) -> Iterator[Parameter]:
    """Yield what every list of rows with states, references or names offers."""
    basis = ("default",)
    for field in entity.fields:
        up = parent is not None and field.type.target == parent.name
        plain = field.type.name in _FILTERS and field.role in (None, FieldRole.OWNER)
        if plain and _can_filter(field) and not up and _is_telling(field):
            yield Parameter(operation.name, field.name, "filter", (field.name,), "eq", basis=basis)
    if entity.trait("append-only") and (moment := main_date(entity)):
        stem = moment.name.removesuffix("_at")
        yield Parameter(
            operation.name, f"{stem}_from", "filter", (moment.name,), "gte", basis=basis
        )
        yield Parameter(operation.name, f"{stem}_to", "filter", (moment.name,), "lte", basis=basis)
    if any(index.entity == entity.name and index.kind == "search" for index in spec.indexes):
        fields = _searched(spec, entity)
        if fields:
            yield Parameter(operation.name, "q", "search", fields, basis=basis)
    sort = _sorted(entity, operation, "sort", ())
    if sort:
        yield sort


def _is_telling(field: Field) -> bool:
    return (
        field.type.name is TypeName.ENUM
        or field.indexed
        or field.required
        or field.role is FieldRole.OWNER
    )
