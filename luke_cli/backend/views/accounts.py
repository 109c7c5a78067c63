"""What the templates may see of those who sign in, and of how they do."""

from dataclasses import dataclass

from luke_cli.backend.naming import member_of, module_of
from luke_cli.backend.views.belonging import TeamBy, team_of, tenant_field
from luke_cli.backend.views.columns import key_of, role_enum_of
from luke_cli.backend.views.entities import EntityView
from luke_cli.backend.views.operations import OperationView, operation_view
from luke_cli.backend.views.policies import SCOPES
from luke_cli.backend.views.schemas import (
    PASSWORD,
    MemberView,
    change_members,
    create_members,
    taken_fields,
)
from luke_cli.backend.views.seeds import seeded
from luke_cli.spec.api_keys import ACTIONS, has_keys
from luke_cli.spec.invitations import VERBS
from luke_cli.spec.model import Entity, Field, Kind, Spec, TypeName
from luke_cli.spec.traits import leaning
from luke_cli.spec.values import items

_AUTH = (
    *("register", "login", "refresh", "logout", "me", "profile", "update_me", "change_password"),
    *("forgot_password", "reset_password"),
    *VERBS,
    *("verify_email", "resend_verification"),
    *ACTIONS,
    *("logout_all", "list_sessions", "end_session"),
    *("complete_login", "enrol_mfa", "confirm_mfa", "disable_mfa"),
)


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
    leader: str
    """The role whose first account the others report to; "" if nobody reports to anybody."""
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


def recovers(spec: Spec) -> bool:
    """Tell whether somebody who forgot a password gets a link by mail."""
    operation = spec.operation("auth.forgot_password")
    return operation is not None and operation.kind is Kind.AUTH


def has_second_factor(spec: Spec) -> bool:
    """Tell whether an account may have a second factor, which is TOTP."""
    operation = spec.operation("auth.complete_login")
    return operation is not None and operation.kind is Kind.AUTH


def factor_roles(spec: Spec, account: Entity) -> tuple[str, ...]:
    """Return the roles that must have a second factor, as Python."""
    if not has_second_factor(spec) or spec.setting("mfa_required") != "yes":
        return ()
    named = items(spec.setting("mfa_roles"))
    roles = [role.name for role in spec.roles if not named or role.name in named]
    return tuple(f"{role_enum_of(account)}.{member_of(name)}" for name in roles)


def account_view(spec: Spec, account: Entity, view: EntityView) -> AccountView:
    """Return what the templates see of the entity that signs in."""
    login = spec.setting("login_by") or "email"
    role = account.field("role")
    special = {login, "password_hash", "role"}
    enum = role_enum_of(account)
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
        leader=f"{enum}.{member_of(leader)}" if (leader := _leader(spec, account)) else "",
        tenant_key=view.tenant,
        seeded=seeded(spec, account, special),
        leaning=tuple(_lean(spec, field) for field in leaning(account)),
    )


def _leader(spec: Spec, account: Entity) -> str:
    """Return the first role with a right to the rows of those who report to them."""
    if team_of(spec, account).by is not TeamBy.MANAGER:
        return ""
    reaching = {role for p in spec.permissions for role, scope in p.scopes if scope == "team"}
    return next((role.name for role in spec.roles if role.name in reaching), "")


def _lean(spec: Spec, field: Field) -> LeanView:
    target = next(e for e in spec.entities if e.name == field.type.target)
    tenant = tenant_field(target)
    return LeanView(
        field=field.name,
        model=target.name,
        module=module_of(target),
        key=key_of(target).name,
        seeded=seeded(spec, target, set()),
        tenant=tenant.name if tenant else "",
    )


def _admin(spec: Spec) -> str:
    named = [role.name for role in spec.roles if "admin" in role.name]
    held = {role.name: 0 for role in spec.roles}
    for permission in spec.permissions:
        for role, scope in permission.scopes:
            held[role] = held.get(role, 0) + 1 + SCOPES.index(scope)
    return named[-1] if named else max(held, key=lambda name: held[name])


def tenant_view(spec: Spec, tenant: Entity, view: EntityView) -> TenantView:
    """Return what the templates see of the entity that a tenant is."""
    name = "name" if tenant.field("name") else ""
    return TenantView(view, seeded(spec, tenant, {name}), name)


def auth_view(spec: Spec, account: Entity) -> AuthView:
    """Return the operations of signing in, those that are written and those that are open."""
    group = [o for o in spec.operations if o.group == "auth"]
    # Nobody may choose a team of their own by registering: such an account is made by others.
    shut = {"register", *VERBS} if leaning(account) else set()
    shut |= set() if has_keys(spec) else set(ACTIONS)
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
