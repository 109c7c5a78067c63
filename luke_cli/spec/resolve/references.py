"""What a field refers to, and the things that are referred to and never defined."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.names import pascal, plural, snake
from luke_cli.source import Diagnostic, Severity
from luke_cli.spec.facts import FieldFact
from luke_cli.spec.model import Assumption, Entity, Field, Trait, Type, TypeName
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.things import Thing, Things
from luke_cli.spec.safe_names import safe_entity, safe_table

PERSONS: Final = frozenset(
    "user account member owner author creator created_by updated_by deleted_by approved_by "
    "rejected_by assigned_to assignee reporter requester reviewer approver manager supervisor "
    "sender recipient receiver follower follow_user customer employee person uploaded_by added_by "
    "modified_by submitted_by organizer host guest patient doctor instructor student teacher "
    "lead actor staff closed_by responder uploader submitter seller buyer followed followee".split()
)
KEYS: Final = (TypeName.UUID, TypeName.INTEGER, TypeName.BIGINT, TypeName.STRING)
_ID_LENGTHS: Final = (None, 24, 26, 32, 36)
_TENANT: Final = "tenant"


def target_of(thing: Thing, name: str, claims: Sequence[FieldFact], things: Things) -> str:
    """Return the key of the thing that a field refers to, defined or not; "" if to none."""
    said = _said_target(claims, things)
    if any(fact.key for fact in claims) and (not said or said == thing.key):
        return "" if _is_own_key(thing, name) or not said else said
    if said == "user" and said not in things.by_key and things.account:
        return things.account  # whoever signs in, whatever the documents call them
    if said:
        return said
    if name == f"{thing.key}_id" and "id" not in thing.fields:
        return ""  # `room_id` of a room without an `id` names the row itself
    typed = [fact.type for fact in claims if fact.type]
    if typed and typed[0].name not in KEYS:
        return ""
    exact = bool(typed) and typed[0].name is TypeName.STRING and typed[0].length not in _ID_LENGTHS
    return _named_target(thing, name, things, exact=exact)


def _said_target(claims: Sequence[FieldFact], things: Things) -> str:
    for fact in claims:
        if fact.target:
            return things.key(fact.target)
        if fact.type and fact.type.name is TypeName.REF and fact.type.target:
            return things.key(fact.type.target)
    typeless = (fact.type_text for fact in claims if fact.type is None and fact.type_text)
    return next((found.key for text in typeless if (found := things.find(text))), "")


def _is_own_key(thing: Thing, name: str) -> bool:
    stem = name.removesuffix("_id").removesuffix("_uuid")
    return name in ("id", "uuid") or stem == thing.key or thing.key.endswith(f"_{stem}")


def _named_target(thing: Thing, name: str, things: Things, *, exact: bool) -> str:
    """Return what the name of a field says: `category_id`, `parent_id`, `approved_by`."""
    stem = name.removesuffix("_id").removesuffix("_uuid")
    if stem == name and not name.endswith("_by"):
        return ""
    if exact:
        found = things.find(stem)
        return found.key if found else ""
    if stem == _TENANT:
        return _TENANT if _TENANT not in things.by_key else things.key(_TENANT)
    if stem in ("parent", f"parent_{thing.key}") and "parent" not in things.by_key:
        return thing.key
    if meant := things.meant(stem):
        return meant
    is_person = stem in PERSONS or stem.rpartition("_")[2] in PERSONS
    return things.account if is_person else ""


def reference_name(name: str, claims: Iterable[FieldFact]) -> str:
    """Return the name of the column of a reference: `author_id` where a type is named."""
    named = all(fact.type is None or fact.type.name is TypeName.REF for fact in claims)
    # `role` is what the account can be; a reference to a table of roles is something else.
    bare = named or name == "role"
    return f"{name}_id" if bare and not name.endswith(("_id", "_by")) else name


def reference_field(field: Field, target: str, claims: Sequence[FieldFact]) -> Field:
    """Return a field as a reference to the entity `target`.

    A row that goes with another cannot be without it, unless a document says that it can.
    """
    formal = sorted(claims, key=lambda fact: -fact.authority)
    said = next((f.on_delete for f in formal if f.on_delete), "").lower().replace("_", " ")
    known = said if said in ("cascade", "restrict", "set null") else "restrict"
    untold = known == "cascade" and all(fact.required is None for fact in claims)
    required = (field.required or untold) and known != "set null"
    said_why = tuple(reason for reason in field.basis if reason != "default")
    inferred = required and not field.required
    return Field(
        name=reference_name(field.name, claims),
        type=Type(TypeName.REF, target=target),
        required=required,
        unique=field.unique,
        on_delete=known,
        visibility=field.visibility,
        role=field.role,
        sources=field.sources,
        basis=said_why or (("default",) if inferred else ()),
    )


def assumed_tenant(key: str, taken: Iterable[str]) -> Entity:
    """Return the proposal for what rows are kept apart by and no document defines."""
    entity = assumed_entity(key, taken)
    name = Field("name", Type(TypeName.STRING, length=255), required=True, basis=entity.basis)
    return replace(entity, traits=(Trait("timestamps"),), fields=(name,))


def assumed_entity(key: str, taken: Iterable[str]) -> Entity:
    """Return the proposal for a thing that is referred to and never defined."""
    name = assumed_name(key)
    table = safe_table(plural(snake(key)))
    while table in taken:
        table = f"{table}_rows"
    return Entity(name, table, (Trait("lookup"),), (), basis=(assumption_id(key),))


def assumed_name(key: str) -> str:
    """Return what an entity is called that no document defines."""
    return safe_entity(key)


def assumption_id(key: str) -> str:
    """Return the id of the assumption about a thing."""
    return f"A-{key.replace('_', '-')}"


def assumption_of(said: Said, key: str, claims: Iterable[FieldFact]) -> Assumption:
    """Say what is proposed for a thing that is never defined."""
    return Assumption(
        name=assumption_id(key),
        about=assumed_name(key),
        proposal=f"entity {assumed_name(key)} with a name",
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
