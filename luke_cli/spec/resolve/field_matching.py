"""Which field a word means: of a query parameter, of a filter on a screen, of a sort order."""

import re
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.model import NUMBERS, Entity, Field, FieldRole, Index, Spec, TypeName, Visibility
from luke_cli.spec.resolve.lookups import search_index_of
from luke_cli.spec.verification import VERIFIED

_LOW: Final = ("from", "min", "after", "since", "start", "gte", "gt", "minimum")

_HIGH: Final = ("to", "max", "before", "until", "end", "lte", "lt", "maximum")

_TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.SLUG)

_NAMES: Final = (
    "title name subject label headline first_name last_name full_name email code description "
    "summary".split()
)

DATES: Final = (TypeName.DATE, TypeName.DATETIME)


FILTERS: Final = (TypeName.ENUM, TypeName.BOOLEAN, TypeName.REF)


def match_field(spec: Spec, entity: Entity, name: str) -> tuple[Field, str] | None:
    """Return the field that a parameter narrows, and how: `date_from` is `date_incurred gte`."""
    exact = entity.field(name) or entity.field(f"{name}_id")
    if exact and can_filter(exact):
        return exact, "eq"
    for operator, words in (("gte", _LOW), ("lte", _HIGH)):
        for word in words:
            stem = _without(name, word)
            field = ranged(entity, stem) if stem is not None else None
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


def can_filter(field: Field) -> bool:
    """Tell whether rows can be told apart by a field."""
    hidden = field.visibility in (Visibility.HIDDEN, Visibility.WRITE_ONLY)
    stored = field.type.name not in (TypeName.JSON, TypeName.BYTES, TypeName.TEXT)
    return stored and not hidden and not field.computed and field.role is not FieldRole.TENANT


def ranged(entity: Entity, stem: str) -> Field | None:
    """Return the date or number that a range is about."""
    fields = [f for f in entity.fields if f.type.name in (*DATES, *NUMBERS) and can_filter(f)]
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
    told = [f for f in entity.fields if f.role is None and f.name != VERIFIED.name]
    dates = [f for f in told if f.type.name in DATES and can_filter(f)]
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
        f for f in entity.fields if can_filter(f) and f.role is None and f.name.endswith(f"_{word}")
    ]
    return (
        (ending[0], "eq")
        if len(ending) == 1 and ending[0].type.name in (*FILTERS, *_TEXTS)
        else None
    )


def searched(spec: Spec, entity: Entity) -> tuple[str, ...]:
    """Return the fields that a search looks into."""
    index = search_index_of(spec, entity)
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


def sort_field(entity: Entity, word: str) -> Field | None:
    """Return the field that a word sorts by."""
    plain = re.sub(r"_(?:asc|desc|ascending|descending)$|^-", "", word)
    if plain in ("date", "newest", "oldest", "latest", "recent"):
        return main_date(entity)
    field = entity.field(plain)
    if field and _can_sort(field):
        return field
    parts = [p for p in plain.split("_") if p not in ("by", "date", "sort")]
    stems = [p[:5] for p in parts if len(p) > 2]
    found = [f for f in entity.fields if stems and _can_sort(f) and all(s in f.name for s in stems)]
    dated = [f for f in found if "date" not in plain or f.type.name in DATES]
    return next(iter([*dated, *found]), None)


def _can_sort(field: Field) -> bool:
    return can_filter(field) and field.type.name is not TypeName.REF


def sortable(entity: Entity) -> tuple[str, ...]:
    """Return the fields that a list may be sorted by where nobody names them: a few telling ones."""
    kinds = (*DATES, *NUMBERS, TypeName.STRING, TypeName.ENUM)
    fields = [f for f in entity.fields if f.type.name in kinds and can_filter(f)]
    return tuple(f.name for f in fields if f.role in (None, FieldRole.CREATED))[:6]


def newest(entity: Entity) -> str:
    """Return the order that puts the newest row first."""
    field = next((f for f in entity.fields if f.role is FieldRole.CREATED), None) or main_date(
        entity
    )
    return f"-{field.name}" if field else ""
