"""What a field refers to, and the things that are referred to and never defined."""

from collections.abc import Iterable, Mapping
from typing import Final

from luke_cli.names import pascal, plural, snake
from luke_cli.source import Diagnostic, Severity
from luke_cli.spec.facts import Authority, FieldFact
from luke_cli.spec.model import Assumption, Entity, Field, Trait, Type, TypeName
from luke_cli.spec.resolve.claims import Thing, key_of
from luke_cli.spec.resolve.said import Said

PERSONS: Final = frozenset(
    "user account member owner author creator created_by updated_by deleted_by approved_by "
    "rejected_by assigned_to assignee reporter requester reviewer approver manager supervisor "
    "sender recipient receiver follower follow_user customer employee person uploaded_by added_by "
    "modified_by submitted_by organizer host guest patient doctor instructor student teacher "
    "lead actor staff closed_by".split()
)
_ACCOUNTS: Final = (
    "user",
    "account",
    "member",
    "app_user",
    "auth_user",
    "person",
    "employee",
    "customer",
)
_KEYS: Final = (TypeName.UUID, TypeName.INTEGER, TypeName.BIGINT, TypeName.STRING)


def account_key(keys: Iterable[str]) -> str:
    """Return the key of the thing that people are; "" if there is none."""
    there = set(keys)
    return next((name for name in _ACCOUNTS if name in there), "")


def target_of(name: str, claims: Iterable[FieldFact], things: Mapping[str, Thing]) -> str:
    """Return the key of the thing that a field refers to, defined or not; "" if it refers to none."""
    facts = list(claims)
    for fact in facts:
        if fact.target:
            return key_of(fact.target)
        if fact.type and fact.type.name is TypeName.REF and fact.type.target:
            return key_of(fact.type.target)
    if any(f.type is None and key_of(f.type_text) in things for f in facts if f.type_text):
        return next(key_of(f.type_text) for f in facts if key_of(f.type_text) in things)
    typed = [f.type.name for f in facts if f.type]
    if typed and typed[0] not in _KEYS:
        return ""
    stem = name.removesuffix("_id").removesuffix("_uuid")
    if stem == name and not name.endswith("_by"):
        return ""
    return _by_stem(stem, things)


def _by_stem(stem: str, things: Mapping[str, Thing]) -> str:
    key = key_of(stem)
    if key in things:
        return key
    tails = [other for other in things if other.endswith(f"_{key}")]
    if len(tails) == 1:
        return tails[0]
    heads = [other for other in things if key.endswith(f"_{other}")]
    if heads:
        return max(heads, key=len)
    last = stem.rpartition("_")[2]
    person = stem in PERSONS or last in PERSONS
    return account_key(things) if person else ""


def assumed_entity(key: str, *, tenant: bool) -> Entity:
    """Return the proposal for a thing that is referred to and never defined."""
    traits = (Trait("tenant"), Trait("lookup")) if tenant else (Trait("lookup"),)
    return Entity(pascal(key), plural(snake(key)), traits, (), basis=(assumption_id(key),))


def assumption_id(key: str) -> str:
    """Return the id of the assumption about a thing."""
    return f"A-{key.replace('_', '-')}"


def assumption_of(said: Said, key: str, claims: Iterable[FieldFact]) -> Assumption:
    """Say what is proposed for a thing that is never defined."""
    return Assumption(
        name=assumption_id(key),
        about=pascal(key),
        proposal=f"entity {pascal(key)} with a name",
        why="referenced, never defined",
        sources=said.sources(claims),
    )


def undefined(name: str, key: str, fact: FieldFact) -> Diagnostic:
    """Report a reference to something that no document defines."""
    return Diagnostic(
        "LK-R201",
        Severity.WARNING,
        f"{snake(fact.entity)}.{name} refers to {fact.target or plural(key)}, "
        "which no document defines",
        fact.place,
        hint=f"assumed: {pascal(key)}(id, name); change it in the plan, Data Models",
    )


def reference_field(field: Field, target: str, claims: Iterable[FieldFact]) -> Field:
    """Return a field as a reference to the entity `target`."""
    formal = sorted(claims, key=lambda fact: -fact.authority)
    said = next((f.on_delete for f in formal if f.on_delete), "").lower().replace("_", " ")
    known = said if said in ("cascade", "restrict", "set null") else "restrict"
    return Field(
        name=field.name,
        type=Type(TypeName.REF, target=target),
        required=field.required,
        unique=field.unique,
        indexed=False,
        on_delete=known,
        visibility=field.visibility,
        sources=field.sources,
        basis=field.basis,
    )


def is_formal(fact: FieldFact) -> bool:
    """Tell whether a schema makes a claim."""
    return fact.authority is Authority.SCHEMA
