"""The one form of a spec among those that mean the same.

Fields that traits imply are there, flagged and in their place; sources are grouped by document;
settings, operations, transitions, traits and scopes have their order; texts have no stray blanks.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields as attributes
from dataclasses import is_dataclass, replace
from typing import Any, Final, TypeVar

from luke_cli.spec.model import (
    Entity,
    Field,
    FieldRole,
    Permission,
    Setting,
    Side,
    Source,
    Sources,
    Spec,
    Transition,
)
from luke_cli.spec.settings import KNOWN as SETTINGS
from luke_cli.spec.traits import FIRST, implied_fields, tenant_by_name, tenant_field
from luke_cli.spec.traits import KNOWN as TRAITS

T = TypeVar("T")

_STRING_OR_BLANKS: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\s+')
_TEXTS: Final = frozenset(
    ["text", "about", "why", "proposal", "meanwhile", "ask", "answer", "project"]
)
_LITERALS: Final = frozenset(("default", "value"))
_SETTING_ORDER: Final = {known.name: index for index, known in enumerate(SETTINGS)}
_TRAIT_ORDER: Final = {known.name: index for index, known in enumerate(TRAITS)}


def normal(spec: Spec) -> Spec:
    """Return the normal form of a spec; a spec in normal form is returned unchanged."""
    cited = dict.fromkeys((*spec.documents, *_cited(spec)))
    order = {name: index for index, name in enumerate(cited)}
    tidy: Spec = _tidied(spec, order)
    return replace(
        tidy,
        documents=tuple(cited),
        entities=normal_entities(tidy.entities),
        permissions=_permissions(tidy),
        operations=tuple(sorted(tidy.operations, key=lambda o: o.group == "auth")),
        transitions=_transitions(tidy),
        settings=tuple(sorted(tidy.settings, key=setting_order)),
    )


def normal_entities(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Complete and order the fields of entities, and flag those that traits imply."""
    keys = (f.type.target for e in entities for f in e.fields if f.role is FieldRole.TENANT)
    by_name = tenant_by_name(entities)
    tenant = next(filter(None, keys), by_name)
    completed = tuple(_completed(entity, tenant) for entity in entities)
    return completed if tenant == by_name else _with_tenant_said(completed)


def setting_order(setting: Setting) -> tuple[int, int, str]:
    """Return the key that sorts settings as the plan shows them."""
    stem = setting.name.partition(".")[0]
    last = len(SETTINGS)
    index = _SETTING_ORDER.get(setting.name, _SETTING_ORDER.get(stem, last))
    section = SETTINGS[index].section if index < last else 1
    return section, index, setting.name


def canonical(literal: str) -> str:
    """Return a literal without characters that no cell can hold."""
    return _STRING_OR_BLANKS.sub(_canonical, literal).strip()


def _canonical(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] != '"':
        return " "
    seen = "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in found)
    # A backslash before a pipe would be taken for an escape of the table.
    return re.sub(r"(?<=\\)\|", r"\\u007c", seen)


def _cited(value: Any) -> Iterable[str]:
    if isinstance(value, Source):
        yield value.file
    elif isinstance(value, tuple):
        for item in value:
            yield from _cited(item)
    elif is_dataclass(value):
        for attribute in attributes(value):
            yield from _cited(getattr(value, attribute.name))


def _tidied(value: T, order: dict[str, int]) -> T:
    """Tidy the texts, literals and sources of an item, and of the items in it."""
    changed: dict[str, Any] = {}
    for attribute in attributes(value):  # type: ignore[arg-type]
        before = getattr(value, attribute.name)
        name = "text" if isinstance(value, Side) and attribute.name == "value" else attribute.name
        after = _tidied_attribute(name, before, order)
        if after is not before:
            changed[attribute.name] = after
    return replace(value, **changed) if changed else value  # type: ignore[type-var]


def _tidied_attribute(name: str, value: Any, order: dict[str, int]) -> Any:
    if not value or name == "documents":
        return value
    if name == "sources":
        return _grouped(value, order)
    if isinstance(value, str):
        clean = _said(value) if name in _TEXTS else value
        return canonical(clean) if name in _LITERALS else clean
    if isinstance(value, tuple):
        return _tidied_items(name, value, order)
    return _tidied(value, order) if is_dataclass(value) else value


def _tidied_items(name: str, items: tuple[Any, ...], order: dict[str, int]) -> tuple[Any, ...]:
    if name == "words":
        return tuple(filter(None, map(_said, items)))
    if name == "traits":
        return tuple(sorted(items, key=lambda t: _TRAIT_ORDER.get(t.name, len(TRAITS))))
    if is_dataclass(items[0]):
        return tuple(_tidied(item, order) for item in items)
    return items


def _said(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(lines).strip("\n")


def _grouped(sources: Sources, order: dict[str, int]) -> Sources:
    exact = (replace(s, end_line=0) if s.end_line == s.line else s for s in sources)
    return tuple(sorted(exact, key=lambda source: order[source.file]))


def _completed(entity: Entity, tenant: str) -> Entity:
    said = [field for field in entity.fields if field.role is FieldRole.TENANT]
    usual = tenant_field(tenant)
    name = said[0].name if said else usual
    implied = {f.name: f for f in implied_fields(entity.traits, tenant, name)}
    marked = [_marked(field, implied.get(field.name)) for field in entity.fields]
    if name != usual:
        # Nothing but its own row tells a reader of the plan what it is called.
        marked = [replace(f, implied=False) if f.name == name else f for f in marked]
    there = {field.name for field in marked}
    roles = {field.role for field in marked if not field.implied} - {None, FieldRole.OWNER}
    named = {
        trait.subject for trait in entity.traits if trait.name in ("append-only", "soft delete")
    }
    # A row with a role stands for the implied field of that role, unless the trait names the field.
    replaced = {f.name for f in implied.values() if f.role in roles and f.name not in named}
    missing = [f for f in implied.values() if f.name not in there | replaced]
    marked = [replace(f, implied=False) if f.name in replaced else f for f in marked]
    return replace(entity, fields=_ordered(marked, missing, list(implied)))


def _marked(field: Field, implied: Field | None) -> Field:
    if field.role is FieldRole.KEY and not field.required:
        field = replace(field, required=True)
    if implied is None:
        return replace(field, implied=False) if field.implied else field
    basis = () if field.sources else ("default",)
    alike = replace(implied, sources=field.sources, basis=basis)
    as_implied = replace(field, implied=True)
    if field.implied and not field.sources and field.basis == ():
        as_implied = replace(as_implied, basis=basis)
    return as_implied if as_implied == alike else replace(field, implied=False)


def _ordered(
    marked: Iterable[Field], missing: Iterable[Field], names: Sequence[str]
) -> tuple[Field, ...]:
    every = [*marked, *missing]
    implied = sorted((f for f in every if f.implied), key=lambda f: names.index(f.name))
    said = [f for f in every if not f.implied]
    first = [f for f in implied if f.role in FIRST or f.role is None]
    keys = [f for f in said if f.role is FieldRole.KEY]
    rest = [f for f in said if f.role is not FieldRole.KEY]
    return (*keys, *first, *rest, *(f for f in implied if f not in first))


def _with_tenant_said(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Say in one row which entity is the tenant, where no name tells it."""
    for index, entity in enumerate(entities):
        field = next((f for f in entity.fields if f.role is FieldRole.TENANT), None)
        if field is None:
            continue
        if not field.implied:
            return entities
        said = tuple(replace(f, implied=False) if f is field else f for f in entity.fields)
        return (
            *entities[:index],
            _completed(replace(entity, fields=said), ""),
            *entities[index + 1 :],
        )
    return entities


def _permissions(spec: Spec) -> tuple[Permission, ...]:
    order = {role.name: index for index, role in enumerate(spec.roles)}
    last = len(order)
    return tuple(
        replace(p, scopes=tuple(sorted(p.scopes, key=lambda s: order.get(s[0], last))))
        for p in spec.permissions
    )


def _transitions(spec: Spec) -> tuple[Transition, ...]:
    order = {entity.name: index for index, entity in enumerate(spec.entities)}
    first = {(t.entity, t.field): i for i, t in reversed(list(enumerate(spec.transitions)))}
    return tuple(
        sorted(
            spec.transitions,
            key=lambda t: (order.get(t.entity, len(order)), first[t.entity, t.field]),
        )
    )
