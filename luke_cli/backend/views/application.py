"""What the templates of the application as a whole may see."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.naming import member_of, words_of
from luke_cli.backend.views.columns import is_big, key_of
from luke_cli.backend.views.entities import EntityView, ModelView, answered, entity_view, owner_of
from luke_cli.backend.views.operations import OperationView, operation_view, rows_function
from luke_cli.backend.views.paths import entity_of
from luke_cli.backend.views.schemas import (
    PASSWORD,
    MemberView,
    change_members,
    create_members,
    taken_fields,
)
from luke_cli.backend.views.seeds import seeded
from luke_cli.backend.views.world import parent_of, team_of, tenant_field, tenant_of
from luke_cli.names import snake
from luke_cli.spec.model import Entity, Enum, Field, FieldRole, Kind, Operation, Spec, TypeName
from luke_cli.spec.values import items, rate, seconds, size_bytes

_SCOPES = ("own", "team", "tenant", "all")
_AUTH = ("register", "login", "refresh", "logout", "me", "profile", "update_me", "change_password")


@dataclass(frozen=True, slots=True)
class EnumView:
    """A closed list of values."""

    name: str
    members: tuple[tuple[str, str], ...]
    """Name and value, the value in quotes."""


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A row of the table of policies."""

    action: str
    """In quotes."""
    cells: tuple[str, ...]
    """One a role: a scope in capitals, or NONE."""


@dataclass(frozen=True, slots=True)
class RowsView:
    """Whose the rows of an entity are: a function of `scopes.py`."""

    function: str
    model: str
    module: str
    words: str
    tenant: str
    owner: str
    deleted: str
    parent: str
    """The function of the parent; "" if the entity belongs to nothing else."""
    parent_model: str
    parent_key: str
    field: str


@dataclass(frozen=True, slots=True)
class LeanView:
    """A row that an account has to name."""

    field: str
    """Of the account."""
    model: str
    module: str
    key: str
    seeded: tuple[tuple[str, str], ...]
    tenant: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """The entity that signs in."""

    entity: EntityView
    login: str
    """Its login field."""
    login_annotation: str
    role: str
    """Its role field; "" if it has none."""
    active: str
    default_role: str
    admin_role: str
    roles: tuple[str, ...]
    tenant_key: str
    seeded: tuple[tuple[str, str], ...]
    """Required fields beside those above, each with a value for the first accounts."""
    leaning: tuple[LeanView, ...]
    """Rows that the first accounts cannot be without."""


@dataclass(frozen=True, slots=True)
class TenantView:
    """The entity that a tenant is."""

    entity: EntityView
    seeded: tuple[tuple[str, str], ...]
    name: str
    """The field that names it; "" if none."""


@dataclass(frozen=True, slots=True)
class AuthView:
    """The operations of signing in."""

    operations: tuple[OperationView, ...]
    by_verb: dict[str, OperationView]
    open: tuple[OperationView, ...]
    """Those that are not written yet."""
    registers: tuple[MemberView, ...]
    """What somebody may say of themselves when they register."""
    changes: tuple[MemberView, ...]
    """What somebody may change of themselves."""


@dataclass(frozen=True, slots=True)
class LimitView:
    """A rate limit of some paths."""

    method: str
    """In quotes; "" for any."""
    prefix: str
    count: int
    window_s: int
    per: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """Operations that act on no entity; all are open."""

    name: str
    operations: tuple[OperationView, ...]
    answered: tuple[ModelView, ...]


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """The application."""

    title: str
    version: str
    base_path: str
    slug: str
    entities: tuple[EntityView, ...]
    enums: tuple[EnumView, ...]
    role_enum: str
    roles: tuple[str, ...]
    scopes: tuple[str, ...]
    widest: str
    policies: tuple[PolicyView, ...]
    public: tuple[str, ...]
    rows: tuple[RowsView, ...]
    account: AccountView
    tenant: TenantView | None
    team: str
    """`manager`, `group`, `join` or ""."""
    team_field: str
    team_join: str
    team_join_module: str
    team_group_field: str
    auth: AuthView
    groups: tuple[GroupView, ...]
    limits: tuple[LimitView, ...]
    big_keys: bool
    uploads: bool
    upload_types: tuple[tuple[str, str, str], ...]
    """Media type, first bytes and suffix, all Python."""
    upload_bytes: int
    locks: bool
    searches: bool
    references: bool
    transitions: bool
    open: bool
    invalid: int
    items_key: str
    nested_paging: str
    """The member that holds the paging; "" if it lies beside the items."""
    page_name: str
    size_name: str
    offset: bool
    page_size: int
    page_size_max: int
    access_minutes: int
    refresh_minutes: int
    lockout_attempts: int
    lockout_minutes: int
    lockout_status: int
    password_min: int
    liveness_path: str
    readiness_path: str
    metrics_path: str
    request_id_header: str

    @property
    def owned(self) -> bool:
        """Some right reaches no further than the rows of a person or a team."""
        return "OWN" in self.scopes or "TEAM" in self.scopes

    @property
    def exported(self) -> tuple[str, ...]:
        """The names of all models."""
        return tuple(sorted({"LoginFailure", "LoginSession", *(e.name for e in self.entities)}))


def application_view(spec: Spec) -> ApplicationView:
    """Return what the templates see of a spec; it has an account and roles."""
    entities = tuple(entity_view(spec, entity) for entity in spec.entities)
    by_name = {view.name: view for view in entities}
    account = next(e for e in spec.entities if e.trait("account"))
    tenant = tenant_of(spec)
    team = team_of(spec, account)
    used = _used_scopes(spec)
    envelope = items(spec.setting("list_envelope")) or ("items",)
    paging = items(spec.setting("paging")) or ("page", "limit")
    join = spec.entity(team.join) if team.join else None
    uses_team = "team" in used
    return ApplicationView(
        title=literal(spec.project),
        version=literal(_version(spec)),
        base_path=spec.setting("base_path") or "/api/v1",
        slug=snake(spec.project) or "backend",
        entities=entities,
        enums=tuple(map(_enum, spec.enums)),
        role_enum=_role_enum(account),
        roles=tuple(role.name for role in spec.roles),
        scopes=tuple(scope.upper() for scope in _SCOPES if scope in used | {_widest(spec)}),
        widest=_widest(spec).upper(),
        policies=_policies(spec),
        public=tuple(
            operation_view(spec, o).function for o in spec.operations if "public" in o.permissions
        ),
        rows=tuple(_rows(spec, entity) for entity in spec.entities),
        account=_account(spec, account, by_name[account.name]),
        tenant=_tenant(spec, tenant, by_name[tenant.name]) if tenant else None,
        team=str(team.by) if uses_team else "",
        team_field=team.field,
        team_join=team.join,
        team_join_module=join.table if join else "",
        team_group_field=team.group_field,
        auth=_auth(spec, account),
        groups=_groups(spec),
        limits=_limits(spec),
        big_keys=any(is_big(field) for entity in spec.entities for field in entity.fields),
        uploads=any(o.kind is Kind.UPLOAD for o in spec.operations),
        upload_types=_upload_types(spec),
        upload_bytes=_size(spec.setting("upload_max_size"), 10 * 1024**2),
        locks=any(view.version and view.answers for view in entities),
        searches=any(
            f.like for view in entities for o in view.operations if o.query for f in o.query.filters
        ),
        references=any(view.references or view.moved or view.links for view in entities),
        transitions=any(view.transitions for view in entities),
        open=any(o.kind is Kind.CUSTOM for o in spec.operations),
        invalid=_count(spec.setting("validation_status"), 422),
        items_key=envelope[0],
        nested_paging=next((word for word in envelope[1:] if word != "meta"), ""),
        page_name=paging[0],
        size_name=paging[-1],
        offset=paging[0] in ("offset", "skip"),
        page_size=_count(spec.setting("page_size"), 20),
        page_size_max=_count(spec.setting("page_size_max"), 100),
        access_minutes=_minutes(spec.setting("access_token_ttl"), 15),
        refresh_minutes=_minutes(spec.setting("refresh_token_ttl"), 7 * 24 * 60),
        lockout_attempts=_count(spec.setting("lockout_attempts"), 5),
        lockout_minutes=_minutes(spec.setting("lockout_time"), 15),
        lockout_status=_count(spec.setting("lockout_status"), 429),
        password_min=_count(spec.setting("password_min_length"), 12),
        liveness_path=spec.setting("liveness_path") or "/health/live",
        readiness_path=spec.setting("readiness_path") or "/health/ready",
        metrics_path=spec.setting("metrics_path") or "/metrics",
        request_id_header=spec.setting("request_id_header") or "X-Request-ID",
    )


def _count(text: str, default: int) -> int:
    return int(text) if text.isdigit() else default


def _minutes(text: str, default: int) -> int:
    try:
        return max(1, round(seconds(text) / 60))
    except ValueError:
        return default


def _size(text: str, default: int) -> int:
    try:
        return size_bytes(text)
    except ValueError:
        return default


def _version(spec: Spec) -> str:
    words = [word.strip('"') for word in items(spec.setting("api"))]
    return next((word for word in reversed(words) if word[:1].isdigit()), "1.0.0")


def _widest(spec: Spec) -> str:
    return "tenant" if tenant_of(spec) else "all"


def _used_scopes(spec: Spec) -> set[str]:
    used = _used_permissions(spec)
    return {scope for p in spec.permissions if p.name in used for _, scope in p.scopes}


def _used_permissions(spec: Spec) -> set[str]:
    return {permission for o in spec.operations for permission in o.permissions}


def _role_enum(account: Entity) -> str:
    field = account.field("role")
    return field.type.enum if field and field.type.name is TypeName.ENUM else "Role"


def _enum(enum: Enum) -> EnumView:
    members = {member_of(value): literal(value) for value in enum.values}
    return EnumView(enum.name, tuple(members.items()))


def _policies(spec: Spec) -> tuple[PolicyView, ...]:
    used = _used_permissions(spec)
    roles = [role.name for role in spec.roles]
    rows = []
    if "signed-in" in used:
        rows.append(PolicyView('"signed-in"', tuple(_widest(spec).upper() for _ in roles)))
    for permission in spec.permissions:
        if permission.name in used:
            scopes = dict(permission.scopes)
            cells = tuple(scopes.get(role, "none").upper() for role in roles)
            rows.append(PolicyView(literal(permission.name), cells))
    return tuple(rows)


def _rows(spec: Spec, entity: Entity) -> RowsView:
    parent = parent_of(spec, entity) if not owner_of(entity) else None
    seen = {entity.name}
    above = parent
    while above and above[0].name not in seen:
        seen.add(above[0].name)
        above = parent_of(spec, above[0]) if not owner_of(above[0]) else None
    if above:
        parent = None
    tenant = tenant_field(entity)
    is_tenant = entity is tenant_of(spec)
    return RowsView(
        function=rows_function(entity),
        model=entity.name,
        module=entity.table,
        words=words_of(entity),
        tenant=key_of(entity).name if is_tenant else tenant.name if tenant else "",
        owner=owner_of(entity),
        deleted=next((f.name for f in entity.fields if f.role is FieldRole.DELETED), ""),
        parent=rows_function(parent[0]) if parent else "",
        parent_model=parent[0].name if parent else "",
        parent_key=key_of(parent[0]).name if parent else "",
        field=parent[1].name if parent else "",
    )


def _account(spec: Spec, account: Entity, view: EntityView) -> AccountView:
    login = spec.setting("login_by") or "email"
    role = account.field("role")
    special = {login, "password_hash", "role"}
    enum = _role_enum(account)
    default = role.default.strip('"') if role else ""
    names = [r.name for r in spec.roles]
    return AccountView(
        entity=view,
        login=login,
        login_annotation="Email" if login == "email" else "Annotated[Line, Field(max_length=254)]",
        role="role" if role else "",
        active="is_active" if account.field("is_active") else "",
        default_role=f"{enum}.{member_of(default if default in names else names[0])}",
        admin_role=f"{enum}.{member_of(_admin(spec))}",
        roles=tuple(f"{enum}.{member_of(name)}" for name in names),
        tenant_key=view.tenant,
        seeded=seeded(spec, account, special),
        leaning=tuple(_lean(spec, field) for field in _leaning(account)),
    )


def _leaning(account: Entity) -> list[Field]:
    """Return the references that an account cannot be without, beside its tenant."""
    return [
        field
        for field in account.fields
        if field.type.name is TypeName.REF
        and field.required
        and field.role is None
        and field.type.target != account.name
    ]


def _lean(spec: Spec, field: Field) -> LeanView:
    target = next(e for e in spec.entities if e.name == field.type.target)
    tenant = tenant_field(target)
    return LeanView(
        field=field.name,
        model=target.name,
        module=target.table,
        key=key_of(target).name,
        seeded=seeded(spec, target, set()),
        tenant=tenant.name if tenant else "",
    )


def _admin(spec: Spec) -> str:
    named = [role.name for role in spec.roles if "admin" in role.name]
    held = {role.name: 0 for role in spec.roles}
    for permission in spec.permissions:
        for role, scope in permission.scopes:
            held[role] = held.get(role, 0) + 1 + _SCOPES.index(scope)
    return named[-1] if named else max(held, key=lambda name: held[name])


def _tenant(spec: Spec, tenant: Entity, view: EntityView) -> TenantView:
    name = "name" if tenant.field("name") else ""
    return TenantView(view, seeded(spec, tenant, {name}), name)


def _auth(spec: Spec, account: Entity) -> AuthView:
    group = [o for o in spec.operations if o.group == "auth"]
    # Nobody may choose a team of their own by registering: such an account is made by others.
    shut = {"register"} if _leaning(account) else set()
    known = [
        o for o in group if o.verb in _AUTH and o.verb not in shut and o.kind is not Kind.CUSTOM
    ]
    views = [operation_view(spec, o) for o in known]
    verbs = {"profile" if o.verb == "me" else o.verb: v for o, v in zip(known, views, strict=True)}
    open_ = [operation_view(spec, o) for o in group if o not in known]
    harmless = _harmless(spec, account)
    login = spec.setting("login_by") or "email"
    return AuthView(
        operations=tuple(views),
        by_verb=verbs,
        open=tuple(open_),
        registers=tuple(
            member
            for member in create_members(spec, account, frozenset())
            if member.name in harmless | {login, PASSWORD}
        ),
        changes=tuple(m for m in change_members(spec, account) if m.name in harmless - {login}),
    )


def _harmless(spec: Spec, account: Entity) -> set[str]:
    """Return the fields of an account that give no rights: no flag, no role, no reference."""
    powers = (TypeName.REF, TypeName.ENUM, TypeName.BOOLEAN)
    return {
        field.name
        for field in taken_fields(spec, account, creating=True)
        if field.type.name not in powers and field.name != "role"
    }


def _groups(spec: Spec) -> tuple[GroupView, ...]:
    groups: dict[str, list[Operation]] = {}
    for operation in spec.operations:
        if entity_of(spec, operation) is None and operation.group != "auth":
            groups.setdefault(operation.group, []).append(operation)
    return tuple(
        GroupView(
            snake(name), tuple(operation_view(spec, o) for o in members), answered(spec, members)
        )
        for name, members in groups.items()
    )


def _limits(spec: Spec) -> tuple[LimitView, ...]:
    """Return the rate limits, the most particular first."""
    base_path = spec.setting("base_path") or "/api/v1"
    found = []
    for setting in spec.settings:
        stem, _, target = setting.name.partition(".")
        if stem not in ("rate_limit", "rate_limit_tenant"):
            continue
        try:
            limit = rate(setting.value)
        except ValueError:
            continue
        operation = spec.operation(target) if target else None
        group = next((o for o in spec.operations if o.group == target), None)
        if target and not (operation or group):
            continue
        path = operation.path if operation else group.path if group else ""
        prefix = base_path + path.partition("{")[0].rstrip("/") if target else ""
        per = "tenant" if stem == "rate_limit_tenant" and tenant_of(spec) else limit.per or "user"
        method = operation.method if operation else ""
        found.append(
            LimitView(
                literal(method), literal(prefix), limit.count + limit.burst, limit.window_s, per
            )
        )
    return tuple(sorted(found, key=lambda limit: -len(limit.prefix)))


_MEDIA = {
    "jpeg": ("image/jpeg", "b'\\xff\\xd8\\xff'", ".jpg"),
    "jpg": ("image/jpeg", "b'\\xff\\xd8\\xff'", ".jpg"),
    "png": ("image/png", "b'\\x89PNG\\r\\n\\x1a\\n'", ".png"),
    "gif": ("image/gif", "b'GIF8'", ".gif"),
    "webp": ("image/webp", "b'RIFF'", ".webp"),
    "pdf": ("application/pdf", "b'%PDF-'", ".pdf"),
    "zip": ("application/zip", "b'PK'", ".zip"),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "b'PK'",
        ".docx",
    ),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "b'PK'",
        ".xlsx",
    ),
    "csv": ("text/csv", "b''", ".csv"),
    "txt": ("text/plain", "b''", ".txt"),
}


def _upload_types(spec: Spec) -> tuple[tuple[str, str, str], ...]:
    wanted = items(spec.setting("upload_types")) or ("jpeg", "png", "pdf")
    found = {_MEDIA[word.lower()] for word in wanted if word.lower() in _MEDIA}
    chosen = sorted(found) or sorted({_MEDIA[word] for word in ("jpeg", "png", "pdf")})
    return tuple((literal(media), first, literal(suffix)) for media, first, suffix in chosen)
