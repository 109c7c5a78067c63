"""What the test modules of no entity may see: fixtures, signing in, platform."""

from collections.abc import Collection
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.naming import member_of
from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.bodies import (
    PASSWORD_CODE,
    Reader,
    model_of,
    reference_code,
    value_code,
)
from luke_cli.backend.views.calls import path_code, reaches_of
from luke_cli.backend.views.check_open import tells_members
from luke_cli.backend.views.check_walks import grows, subscripts
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.paging import CursorView
from luke_cli.backend.views.paths import parameters_of
from luke_cli.backend.views.policies import shows_anybody
from luke_cli.backend.views.rows import row_key
from luke_cli.backend.views.schemas import PASSWORD
from luke_cli.backend.views.trails import action_column
from luke_cli.backend.views.world import World
from luke_cli.spec.model import Kind, Spec


@dataclass(frozen=True, slots=True)
class FixturesView:
    """The fixtures, and what all tests know of lists."""

    uploads: bool
    exports: bool
    limits: bool
    windows: bool
    """It is asked how far ahead a moment is."""
    cached: bool
    shared: bool
    """Several workers share a server."""
    tells: bool
    second_factor: bool
    factor_roles: bool
    somebody: str
    """A name, not Python."""
    invalid: int
    items: str
    page_name: str
    size_name: str
    size_max: int
    offset: bool
    cursor: CursorView | None
    following: str
    """Subscripts of the next cursor in a page."""
    more: str
    """Of whether there is one; "" without such a member."""
    newcomers: bool
    """Rows come while somebody goes through a list."""
    bad_pages: str
    shapes: bool
    """Some open operation answers with members that its contract names."""


@dataclass(frozen=True, slots=True)
class PlatformView:
    """What the platform asks; all Python."""

    liveness_path: str
    readiness_path: str
    metrics_path: str
    metrics_route: str
    request_id_header: str
    once: bool
    """Some operation takes an Idempotency-Key, not Python."""


@dataclass(frozen=True, slots=True)
class SignInView:
    """The module `test_auth.py`; paths are Python, "" where there is no such operation."""

    proves: tuple[str, ...]
    tenants: bool
    login_by: str
    login_path: str
    refresh_path: str
    logout_path: str
    logout_all_path: str
    logout_method: str
    me_path: str
    password_path: str
    password_method: str
    forgot_path: str
    reset_path: str
    reset_method: str
    enrol_path: str
    confirm_path: str
    complete_path: str
    disable_path: str
    must: str
    """A person whose role must have a second factor; "" if none must."""
    free: str
    """One whose role need not; "" if all must."""
    factor_roles: tuple[str, ...]
    register_path: str
    register_body: tuple[tuple[str, str], ...]
    short_password: str
    powers: str
    """A list: members that nobody may give themselves."""
    login_key: str
    update_path: str
    update_method: str
    update_member: str
    update_value: str
    probe: str
    name: str
    other: str
    account: str
    row: str
    """A condition of the row of `name`."""
    other_row: str
    active: bool
    lockout_attempts: int
    lockout_status: int
    roles: str
    """A list: somebody of each role."""
    principal: tuple[tuple[str, str], ...]
    """What is known of the caller, as names and Python."""
    nobody: str
    """The key of an account that there is not."""
    role_enum: str
    widest: str
    sights: bool
    narrow: str
    """A scope that opens only the rows of somebody; "" without one."""
    trail: str
    """The column that names what was done; "" without a trail."""
    told: str
    """The columns of the trail that say what was and what is; "" without any."""
    untold: str
    """More conditions of an entry that says of neither."""


def fixtures_view(world: World, app: ApplicationView) -> FixturesView:
    """Return what the fixtures need."""
    sizes = (0, app.settings.page_size_max + 1, "x")
    bad = [f"{app.settings.size_name}={size}" for size in sizes]
    bad += [f"{app.settings.page_name}={word}" for word in _bad_pages(app)]
    return FixturesView(
        uploads=bool(app.uploads),
        exports=app.exports,
        limits=bool(app.limits),
        windows=any(entity.windows for entity in app.entities),
        cached=app.cached,
        shared=bool(app.shared.words),
        tells=app.tells_by_mail,
        second_factor=app.second_factor,
        factor_roles=bool(app.factor_roles),
        somebody=world.roles[0],
        invalid=app.settings.invalid,
        items=literal(app.settings.items_key),
        page_name=literal(app.settings.page_name),
        size_name=literal(app.settings.size_name),
        size_max=app.settings.page_size_max,
        offset=app.settings.offset,
        cursor=app.settings.cursor,
        following=subscripts(app.settings.cursor.path if app.settings.cursor else ()),
        more=subscripts(app.settings.cursor.more_path if app.settings.cursor else ()),
        newcomers=grows(world),
        bad_pages=f"[{', '.join(map(literal, bad))}]",
        shapes=tells_members(world.spec),
    )


def _bad_pages(app: ApplicationView) -> tuple[str, ...]:
    """Return words that name no page; the last two are `null` and `["", null, null]` in Base64."""
    if app.settings.cursor:
        return ("", "x", "no.cursor", "bnVsbA", "WyIiLG51bGwsbnVsbF0")
    return ("-1" if app.settings.offset else "0",)


def platform_view(app: ApplicationView) -> PlatformView:
    """Return where the platform asks."""
    return PlatformView(
        liveness_path=literal(app.settings.liveness_path),
        readiness_path=literal(app.settings.readiness_path),
        metrics_path=literal(app.settings.metrics_path),
        metrics_route=literal(f'route="{app.settings.liveness_path}"'),
        request_id_header=literal(app.settings.request_id_header),
        once=app.once,
    )


def sign_in_view(world: World, app: ApplicationView) -> SignInView | None:
    """Return what `test_auth.py` needs; None without a login."""
    probe = probe_of(world, [person.name for person in world.people])
    if "login" not in app.auth.by_verb or probe is None:
        return None
    name = probe[0]
    me = Reader(name, world.tenant_of(name))
    other = next(p for p in world.people if p.name != name)
    change = _change(world, app)
    return SignInView(
        proves=_proves(world.spec),
        tenants=bool(app.tenant and app.account.tenant_key),
        login_by=literal(app.account.login),
        login_path=_path(app, "login"),
        refresh_path=_path(app, "refresh"),
        logout_path=_path(app, "logout"),
        logout_all_path=_path(app, "logout_all"),
        logout_method=_method(app, "logout"),
        me_path=_path(app, "profile"),
        password_path=_path(app, "change_password"),
        password_method=_method(app, "change_password"),
        forgot_path=_path(app, "forgot_password"),
        reset_path=_path(app, "reset_password"),
        reset_method=_method(app, "reset_password"),
        enrol_path=_path(app, "enrol_mfa"),
        confirm_path=_path(app, "confirm_mfa"),
        complete_path=_path(app, "complete_login"),
        disable_path=_path(app, "disable_mfa"),
        must=_person(world, app, must=True),
        free=_person(world, app, must=False),
        factor_roles=app.factor_roles,
        register_path=_path(app, "register"),
        register_body=_registration(world, app),
        short_password=_short_password(app.password.least),
        powers=f"[{', '.join(map(literal, _powers(world, app)))}]",
        login_key=literal(f"login of {name}"),
        update_path=_path(app, "update_me"),
        update_method=_method(app, "update_me"),
        update_member=change[0],
        update_value=change[1],
        probe=probe[1],
        name=literal(name),
        other=literal(other.name),
        account=model_of(world.account),
        row=row_of(world, me),
        other_row=row_of(world, Reader(other.name, other.tenant)),
        active=bool(app.account.active),
        lockout_attempts=app.settings.lockout_attempts,
        lockout_status=app.settings.lockout_status,
        roles=f"[{', '.join(map(literal, world.roles))}]",
        principal=_principal(world, app, me),
        nobody=row_key(world.account, '"nothing"'),
        role_enum=app.role_enum,
        widest=app.widest,
        sights=app.sights,
        narrow=next((f"Scope.{s}" for s in app.scopes if s in ("OWN", "TEAM")), ""),
        trail=action_column(world.spec),
        told=", ".join(_columns(app, "before", "after", "changes")),
        untold="".join(f", {column}.is_(None)" for column in _columns(app, "before", "after")),
    )


def _proves(spec: Spec) -> tuple[str, ...]:
    found = [r.name for r in spec.requirements if any(s.startswith("auth.") for s in r.served_by)]
    return (f"Proves {', '.join(found)}.",) if found else ()


def _short_password(least: int) -> str:
    return literal("Aa1!" + "x" * (least - 5)) if least > 5 else ""


def _columns(app: ApplicationView, *parts: str) -> list[str]:
    """Return the columns of the trail for some parts of an entry, which may have none."""
    names = [getattr(app.trail, part) for part in parts] if app.trail else []
    return [f"models.{app.trail.model}.{name}" for name in names if name and app.trail]


def row_of(world: World, of: Reader) -> str:
    """Return the condition of the account of somebody."""
    key = f"{model_of(world.account)}.{key_of(world.account).name}"
    return f"{key} == {reference_code(world, world.account, of)}"


def _person(world: World, app: ApplicationView, *, must: bool) -> str:
    """Return somebody whose role must, or need not, have a second factor."""
    names = {role.rpartition(".")[2] for role in app.factor_roles}
    found = (p.name for p in world.people if (member_of(p.role) in names) is must)
    return literal(name) if (name := next(found, "")) and app.factor_roles else ""


def _principal(world: World, app: ApplicationView, me: Reader) -> tuple[tuple[str, str], ...]:
    known = [("user_id", reference_code(world, world.account, me))]
    if world.tenant and app.account.tenant_key:
        known.append(("tenant_id", reference_code(world, world.tenant, me)))
    return (
        *known,
        ("role", app.account.default_role),
        ("session_id", f"key({literal(f'login of {me.person}')})"),
        *((("has_factor", "False"),) if app.factor_roles else ()),
        *((("password_is_old", "False"),) if app.password.days else ()),
    )


def _registration(world: World, app: ApplicationView) -> tuple[tuple[str, str], ...]:
    """Return the members that a registration needs; none if there is no such operation."""
    if "register" not in app.auth.by_verb:
        return ()
    tenant = app.tenant.entity.noun if app.tenant and app.account.tenant_key else ""
    members = [(f"{tenant}_name", literal("Initech"))] if tenant else []
    for member in app.auth.registers:
        value = PASSWORD_CODE if member.name == PASSWORD else own_value(world, member.name)
        if not member.default and value:
            members.append((member.name, value))
    return tuple((literal(name), value) for name, value in members)


def _change(world: World, app: ApplicationView) -> tuple[str, str]:
    """Return a member that somebody may change of themselves, and another value; "" if none."""
    found = ((m.name, own_value(world, m.name)) for m in app.auth.changes)
    return next(((literal(name), value) for name, value in found if value), ("", ""))


def own_value(world: World, name: str) -> str:
    """Return what somebody says of a field of their own account, as Python; "" if nothing."""
    field = world.account.field(name)
    me = Reader(world.roles[0])
    return (value_code(world, world.account, field, me) if field else None) or ""


def _powers(world: World, app: ApplicationView) -> list[str]:
    harmless = {m.name for m in (*app.auth.registers, *app.auth.changes)}
    secret = [f.name for f in world.account.fields if f.name not in harmless and not f.computed]
    return [name for name in secret if name != app.account.login]


def _path(app: ApplicationView, verb: str) -> str:
    view = app.auth.by_verb.get(verb)
    return f'"{app.settings.base_path}{view.path[1:]}' if view else ""


def _method(app: ApplicationView, verb: str) -> str:
    view = app.auth.by_verb.get(verb)
    return view.method if view else ""


def probe_of(world: World, names: Collection[str]) -> tuple[str, str] | None:
    """Return one of some people and a path that needs a token of them and nothing else."""
    spec = world.spec
    for operation in spec.operations:
        asks = operation.method == "GET" and not shows_anybody(operation)
        mine = operation.name in ("auth.me", "auth.profile")
        if asks and not parameters_of(spec, operation) and (mine or operation.kind is Kind.LIST):
            name = next((one for one in reaches_of(world, operation) if one in names), "")
            if name:
                return name, path_code(world, operation, Reader(name, world.tenant_of(name)))
    return None
