"""The data half of a spec: entities with their fields, enums and indexes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from luke_cli.names import snake
from luke_cli.source import Diagnostic, Severity
from luke_cli.spec.facts import FieldFact
from luke_cli.spec.model import (
    Assumption,
    Decision,
    Entity,
    Enum,
    Field,
    Spec,
    Trait,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.normal import normal_entities
from luke_cli.spec.resolve.character import find_account, find_tenant, with_traits
from luke_cli.spec.resolve.claims import Thing, things_of
from luke_cli.spec.resolve.enums import listed, merged_enums
from luke_cli.spec.resolve.fields import merge_claims
from luke_cli.spec.resolve.indexes import resolve_indexes
from luke_cli.spec.resolve.references import (
    assumed_entity,
    assumption_of,
    reference_field,
    target_of,
    undefined,
)
from luke_cli.spec.resolve.said import Said

_USER_FIELDS = (
    Field("email", Type(TypeName.EMAIL), required=True, unique=True),
    Field(
        "password_hash",
        Type(TypeName.STRING, length=255),
        required=True,
        visibility=Visibility.HIDDEN,
    ),
    Field("name", Type(TypeName.STRING, length=255), required=True),
    Field("is_active", Type(TypeName.BOOLEAN), required=True, default="true"),
)


@dataclass(slots=True)
class _Draft:
    """What the passes have found so far."""

    enums: dict[str, Enum] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    assumptions: dict[str, Assumption] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    missing: dict[str, list[FieldFact]] = field(default_factory=dict)
    """Claims by the key of a thing that they refer to, and that is never defined."""


def resolve_data(said: Said) -> tuple[Spec, tuple[Diagnostic, ...]]:
    """Return a spec with entities, enums and indexes, and what was decided on the way."""
    things, notes = things_of(said)
    draft = _Draft(diagnostics=list(notes))
    by_key = {thing.key: thing for thing in things}
    entities = [_entity(said, thing, by_key, draft) for thing in things]
    entities = _with_account(entities, draft)
    entities = _characterised(said, things, entities, draft)
    by_thing = {
        thing.key: entity for thing in things for entity in entities if entity.name == thing.name
    }
    spec = Spec(
        project="",
        entities=normal_entities(tuple(entities)),
        enums=tuple(draft.enums.values()),
        decisions=tuple(draft.decisions),
        assumptions=tuple(draft.assumptions.values()),
    )
    indexed = {e.name: e for e in spec.entities}
    found = {key: indexed[entity.name] for key, entity in by_thing.items()}
    spec = replace(spec, indexes=resolve_indexes(said, found, by_key))
    return spec, tuple(draft.diagnostics)


def _entity(said: Said, thing: Thing, things: Mapping[str, Thing], draft: _Draft) -> Entity:
    fields = []
    for name, claims in thing.fields.items():
        if _is_left_out(thing, name, claims, things):
            continue
        made = _field(
            said, thing, name, _with_expansions(thing, name, claims, things), things, draft
        )
        if made is not None:
            fields.append(made)
    return Entity(thing.name, thing.table, (), tuple(fields), sources=said.sources(thing.facts))


def _is_left_out(
    thing: Thing, name: str, claims: tuple[FieldFact, ...], things: Mapping[str, Thing]
) -> bool:
    """Tell whether a field is no column: lists of rows, expanded references, search vectors."""
    if all(fact.many for fact in claims):
        return True
    if any(fact.generated and fact.expression for fact in claims):
        return True
    return f"{name}_id" in thing.fields and bool(target_of(name, claims, things) or _object(claims))


def _object(claims: Iterable[FieldFact]) -> bool:
    return any(f.type is None or f.type.name in (TypeName.REF, TypeName.JSON) for f in claims)


def _with_expansions(
    thing: Thing, name: str, claims: tuple[FieldFact, ...], things: Mapping[str, Thing]
) -> tuple[FieldFact, ...]:
    """Add the claims of `category` to those of `category_id`: they say the same."""
    stem = name.removesuffix("_id")
    more = thing.fields.get(stem, ()) if stem != name else ()
    if more and _is_left_out(thing, stem, more, things) and not all(f.many for f in more):
        return (*claims, *more)
    return claims


def _field(
    said: Said,
    thing: Thing,
    name: str,
    claims: tuple[FieldFact, ...],
    things: Mapping[str, Thing],
    draft: _Draft,
) -> Field | None:
    merged = merge_claims(said, thing.name, name, claims)
    target = target_of(name, claims, things)
    found = listed(said, thing, name, claims) if not target or target not in things else None
    if found is not None:
        return _enumerated(merged.field, found.enum, found, draft)
    draft.decisions += merged.decisions
    if not target:
        return merged.field
    label = name
    if name == target or (not name.endswith("_id") and _only_named(claims)):
        label = name if name.endswith(("_id", "_by")) else f"{name}_id"
    if target not in things:
        draft.missing.setdefault(target, []).extend(claims)
        formal = [fact for fact in claims if fact.target]
        if target != "tenant" and formal:
            draft.diagnostics.append(undefined(name, target, formal[0]))
    named = things[target].name if target in things else assumed_entity(target, tenant=False).name
    return replace(reference_field(merged.field, named, claims), name=label)


def _only_named(claims: Iterable[FieldFact]) -> bool:
    return all(fact.type is None or fact.type.name is TypeName.REF for fact in claims)


def _enumerated(base: Field, enum: Enum, found: object, draft: _Draft) -> Field:
    kept = merged_enums(draft.enums, enum)
    draft.enums[kept.name] = kept
    decision = getattr(found, "decision", None)
    assumption = getattr(found, "assumption", None)
    if decision:
        draft.decisions.append(decision)
    if assumption:
        draft.assumptions[assumption.name] = assumption
    default = snake(base.default.strip('"'))
    return replace(
        base,
        type=Type(TypeName.ENUM, enum=kept.name),
        default=f'"{default}"' if default in kept.values else "",
        pattern="",
        min_length=None,
        max_length=None,
        basis=kept.basis,
    )


def _with_account(entities: list[Entity], draft: _Draft) -> list[Entity]:
    """Make sure that somebody can sign in."""
    account = find_account(entities)
    if account is None:
        why = "somebody has to sign in, and no document says who"
        proposal = "entity User with e-mail, password, name and role"
        draft.assumptions["A-user"] = Assumption("A-user", "User", proposal, why)
        fields = tuple(replace(f, basis=("A-user",)) for f in _USER_FIELDS)
        return [
            Entity("User", "users", (Trait("timestamps"),), fields, basis=("A-user",)),
            *entities,
        ]
    missing = [f for f in _USER_FIELDS[:2] if not _has(account, f.name)]
    if not missing:
        return entities
    why = "the account signs in, and the documents leave this out"
    proposal = f"{', '.join(f.name for f in missing)} on {account.name}"
    draft.assumptions["A-sign-in"] = Assumption("A-sign-in", account.name, proposal, why)
    more = tuple(replace(f, basis=("A-sign-in",)) for f in missing)
    signing = replace(account, fields=(*account.fields, *more))
    return [signing if entity is account else entity for entity in entities]


def _has(account: Entity, name: str) -> bool:
    same = {
        "email": ("email", "username"),
        "password_hash": (
            "password_hash",
            "password",
            "hashed_password",
            "password_digest",
            "passwd",
        ),
    }
    return any(account.field(other) for other in same[name])


def _characterised(
    said: Said, things: tuple[Thing, ...], entities: list[Entity], draft: _Draft
) -> list[Entity]:
    """Give every entity its traits; first those that are assumed are added."""
    account = find_account(entities)
    name = account.name if account else ""
    known = {entity.name for entity in entities}
    proposed = [assumed_entity(key, tenant=False) for key in draft.missing]
    tenant = find_tenant([*entities, *proposed], account)
    assumed = []
    for key, claims in draft.missing.items():
        if assumed_entity(key, tenant=False).name in known:
            continue
        own = assumed_entity(key, tenant=bool(tenant))
        if own.name == tenant:
            own = replace(own, traits=(Trait("timestamps"),), fields=(_named(own.basis),))
        assumption = assumption_of(said, key, claims)
        draft.assumptions[assumption.name] = assumption
        assumed.append(replace(own, sources=assumption.sources))
    every = [*entities, *assumed]
    appended = {thing.name for thing in things if any(f.append_only for f in thing.facts)}
    return [
        with_traits(entity, every, name, tenant, append_only=entity.name in appended)
        if entity not in assumed
        else entity
        for entity in every
    ]


def _named(basis: tuple[str, ...]) -> Field:
    return Field("name", Type(TypeName.STRING, length=255), required=True, basis=basis)


def empty(spec: Spec) -> Diagnostic | None:
    """Report a set of documents that defines nothing to store."""
    if spec.entities:
        return None
    return Diagnostic(
        "LK-R301",
        Severity.WARNING,
        "the documents define nothing to store",
        hint="describe the data: SQL, a diagram, or a list of fields below a heading",
    )
