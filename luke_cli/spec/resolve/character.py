"""What kind of thing an entity is: who signs in, whose rows they are, what belongs to what."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.model import Entity, Field, FieldRole, Trait, Type, TypeName, Visibility

ACCOUNTS: Final = (
    "user account member app_user customer employee person staff_member operator author".split()
)
TENANTS: Final = (
    "tenant_id organization_id organisation_id company_id workspace_id account_id org_id".split()
)
_OWNERS: Final = (
    "owner_id user_id author_id creator_id created_by_id created_by reporter_id requester_id "
    "requested_by submitter_id submitted_by customer_id employee_id account_id member_id "
    "organizer_id host_id seller_id borrower_id patient_id student_id client_id uploader_id "
    "uploaded_by sender_id booked_by".split()
)
_PASSWORDS: Final = ("password_hash", "hashed_password", "password", "password_digest", "passwd")
_FILE_NAMES: Final = frozenset("file_name filename original_name original_filename".split())
_FILE_FACTS: Final = frozenset(
    "mime_type content_type file_size size_bytes media_type file_type size file_url "
    "storage_path storage_key file_path byte_size".split()
)


def find_account(entities: Iterable[Entity]) -> Entity | None:
    """Return the entity that signs in."""
    there = list(entities)
    with_password = [e for e in there if any(e.field(name) for name in _PASSWORDS)]
    if with_password:
        return max(with_password, key=lambda e: len(there) if snake(e.name) in ACCOUNTS else 0)
    named = {snake(entity.name): entity for entity in there}
    return next((named[name] for name in ACCOUNTS[:6] if name in named), None)


def tenant_field(entity: Entity, tenant: str) -> Field | None:
    """Return the field that names the tenant of a row."""
    for field in entity.fields:
        names = (field.type.target == tenant and tenant) or field.type.name is TypeName.UUID
        if field.name in TENANTS and names:
            return field
    return None


def find_tenant(entities: Sequence[Entity], account: Entity | None) -> str:
    """Return the entity that a tenant is; "" if rows are not kept apart.

    It is what most entities, the account among them, name in a required field.
    """
    if account is None:
        return ""
    for name in TENANTS:
        field = account.field(name)
        target = field.type.target if field else ""
        if not field or not target or target == account.name or not field.required:
            continue
        others = [e for e in entities if e.name not in (account.name, target)]
        named = [e for e in others if (f := e.field(name)) and f.required]
        if (named and 2 * len(named) >= min(len(others), 6)) or name == "tenant_id":
            return target
    return ""


def with_traits(
    entity: Entity, entities: Sequence[Entity], account: str, tenant: str, *, append_only: bool
) -> Entity:
    """Return an entity with its traits, and its fields in the roles that these give."""
    marked = _with_roles(entity, account, tenant)
    said = marked.traits
    names = {trait.name for trait in said}
    found: list[Trait] = list(said)
    roles = {field.role: field for field in marked.fields}
    if entity.name == account:
        found.append(Trait("account"))
    if FieldRole.TENANT in roles and "tenant" not in names and entity.name != tenant:
        found.append(Trait("tenant"))
    join = _is_join(marked)
    if join:
        keyed = tuple(
            replace(f, role=FieldRole.KEY, required=True) if f.type.name is TypeName.REF else f
            for f in marked.fields
            if f.type.name is TypeName.REF or f.role is not FieldRole.KEY
        )
        marked = replace(marked, fields=keyed)
        found.append(Trait("join"))
    if append_only:
        moment = next((f for f in marked.fields if _is_moment(f)), None)
        marked = replace(marked, fields=tuple(_appended(f, moment) for f in marked.fields))
        found.append(Trait("append-only", moment.name if moment else "created_at"))
    else:
        found += _moments(marked)
    if FieldRole.DELETED in roles:
        found.append(Trait("soft delete"))
    if FieldRole.LOCK in roles:
        found.append(Trait("version"))
    if not join and entity.name not in (account, tenant):
        found += _belonging(marked, entities, account, tenant, names)
    tree = next((f for f in marked.fields if f.type.target == entity.name), None)
    if tree and tree.name.startswith("parent"):
        found.append(Trait("tree", tree.name))
    marked = _owned(marked, found)
    return replace(marked, traits=tuple(dict.fromkeys(found)))


def _with_roles(entity: Entity, account: str, tenant: str) -> Entity:
    fields = tuple(_in_role(entity, field, tenant) for field in entity.fields)
    if not any(f.role is FieldRole.KEY for f in fields):
        fields = tuple(
            replace(f, role=FieldRole.KEY, required=True, visibility=Visibility.READ_ONLY)
            if f.name in ("id", f"{snake(entity.name)}_id", "uuid")
            and f.type.name in (TypeName.UUID, TypeName.INTEGER, TypeName.BIGINT, TypeName.STRING)
            and (f.name == "id" or not entity.field("id"))
            else f
            for f in fields
        )
    if entity.name == account:
        fields = tuple(_of_account(field) for field in fields)
    return replace(entity, fields=fields)


def _in_role(entity: Entity, field: Field, tenant: str) -> Field:
    read_only = Visibility.READ_ONLY
    if field.role is FieldRole.KEY:
        default = "uuid()" if field.type.name is TypeName.UUID else ""
        return replace(field, required=True, unique=False, visibility=read_only, default=default)
    if tenant and entity.name != tenant and field is tenant_field(entity, tenant):
        return Field(
            field.name,
            Type(TypeName.REF, target=tenant),
            required=True,
            on_delete="restrict",
            visibility=read_only,
            role=FieldRole.TENANT,
            sources=field.sources,
        )
    moments = {"created_at": FieldRole.CREATED, "updated_at": FieldRole.UPDATED}
    timed = field.type.name is TypeName.DATETIME
    if field.name in moments and timed:
        role = moments[field.name]
        return _system(field, role, "now()")
    if field.name == "deleted_at" and timed:
        return replace(_system(field, FieldRole.DELETED, ""), required=False)
    if field.name in ("version", "lock_version", "row_version") and field.type.name in (
        TypeName.INTEGER,
        TypeName.BIGINT,
    ):
        return replace(_system(field, FieldRole.LOCK, "1"), type=Type(TypeName.INTEGER))
    return field


def _system(field: Field, role: FieldRole, default: str) -> Field:
    return Field(
        field.name,
        field.type,
        required=True,
        default=default,
        visibility=Visibility.READ_ONLY,
        role=role,
        sources=field.sources,
        basis=field.basis,
    )


def _of_account(field: Field) -> Field:
    if field.name in _PASSWORDS:
        return replace(
            field,
            name="password_hash",
            type=Type(TypeName.STRING, length=255),
            required=True,
            visibility=Visibility.HIDDEN,
            min_length=None,
            pattern="",
        )
    if field.name in ("email", "username"):
        return replace(field, required=True)
    return field


def _is_join(entity: Entity) -> bool:
    """Tell whether an entity is nothing but a pair of references."""
    references = [f for f in entity.fields if f.type.name is TypeName.REF]
    pair = [f for f in references if f.role is not FieldRole.TENANT]
    rest = [f for f in entity.fields if f not in references and f.role is None]
    keys = [f for f in pair if f.role is FieldRole.KEY]
    lone = next((f for f in entity.fields if f.role is FieldRole.KEY), None)
    named = lone is None or lone in pair
    return (
        len(pair) == 2
        and not rest
        and (len(keys) == 2 or named)
        and pair[0].type.target != pair[1].type.target
    )


def _is_moment(field: Field) -> bool:
    stamped = field.name in ("occurred_at", "created_at", "timestamp", "logged_at", "recorded_at")
    return field.type.name is TypeName.DATETIME and (stamped or field.role is FieldRole.CREATED)


def _appended(field: Field, moment: Field | None) -> Field:
    if field is moment:
        return _system(field, FieldRole.CREATED, "now()")
    if field.role is None and field.visibility is Visibility.BOTH:
        return replace(field, visibility=Visibility.READ_ONLY)
    return field


def _moments(entity: Entity) -> list[Trait]:
    created, updated = entity.field("created_at"), entity.field("updated_at")
    if created and updated and created.role and updated.role:
        return [Trait("timestamps")]
    return [Trait("created")] if created and created.role else []


def _belonging(
    entity: Entity, entities: Sequence[Entity], account: str, tenant: str, said: set[str]
) -> list[Trait]:
    """Return what an entity belongs to: an owner, or a parent."""
    if "lookup" in said:
        return []
    parent = _parent(entity, entities, account, tenant)
    if parent and _is_file(entity):
        return [Trait("file of", parent.type.target)]
    owner = _owner(entity, account)
    if parent and (not owner or (parent.on_delete == "cascade" and owner.name not in _OWNERS[:3])):
        return [Trait("part of", parent.type.target)]
    traits = [Trait("owner", owner.name)] if owner else []
    if parent and parent.on_delete == "cascade":
        traits.append(Trait("part of", parent.type.target))
    if not traits and _is_lookup(entity, entities):
        return [Trait("lookup")]
    return traits


def _owner(entity: Entity, account: str) -> Field | None:
    to_account = {f.name: f for f in entity.fields if f.type.target == account and account}
    return next(
        (to_account[n] for n in _OWNERS if n in to_account and to_account[n].required), None
    )


def _parent(entity: Entity, entities: Sequence[Entity], account: str, tenant: str) -> Field | None:
    """Return the reference to the one thing that a row cannot be without."""
    by_name = {other.name: other for other in entities}
    required = [
        field
        for field in entity.fields
        if field.type.name is TypeName.REF
        and field.required
        and field.type.target not in (account, tenant, entity.name)
        and not _is_assumed(by_name.get(field.type.target))
        and not _points_at(by_name.get(field.type.target), entity.name)
    ]
    cascading = [field for field in required if field.on_delete == "cascade"]
    if len(cascading) == 1:
        return cascading[0]
    return required[0] if len(required) == 1 else None


def _is_assumed(entity: Entity | None) -> bool:
    return entity is None or any(trait.name == "lookup" for trait in entity.traits)


def _points_at(entity: Entity | None, name: str) -> bool:
    fields = entity.fields if entity else ()
    return any(field.type.target == name and field.required for field in fields)


def _is_file(entity: Entity) -> bool:
    names = {field.name for field in entity.fields}
    return bool(names & _FILE_NAMES) and bool(names & _FILE_FACTS)


def _is_lookup(entity: Entity, entities: Sequence[Entity]) -> bool:
    """Tell whether an entity is a short list of names that others choose from."""
    name = entity.field("name")
    plain = [f for f in entity.fields if f.role is None and f.type.name is not TypeName.REF]
    referred = any(field.type.target == entity.name for other in entities for field in other.fields)
    exact = bool(
        name and name.required and name.type == Type(TypeName.STRING, length=255) and name.unique
    )
    return exact and referred and len(plain) <= 3


def _owned(entity: Entity, traits: Iterable[Trait]) -> Entity:
    """Give the owner its role, and the references that a path or the server gives."""
    subjects = {trait.name: trait.subject for trait in traits}
    owner = subjects.get("owner", "")
    parent = subjects.get("part of") or subjects.get("file of") or ""
    is_file = "file of" in subjects
    fields = []
    for field in entity.fields:
        if field.name == owner:
            fields.append(replace(field, role=FieldRole.OWNER, visibility=Visibility.READ_ONLY))
        elif (parent and field.type.target == parent and field.required) or (
            is_file and (field.name in _FILE_NAMES | _FILE_FACTS or _measured(field))
        ):
            fields.append(replace(field, visibility=Visibility.READ_ONLY))
        else:
            fields.append(field)
    return replace(entity, fields=tuple(fields))


def _measured(field: Field) -> bool:
    return (
        field.role is None
        and field.visibility is Visibility.BOTH
        and field.type.name is not TypeName.REF
    )
