"""What `test_api_keys.py` may see: where keys are made, who may what, and what no key may do."""

from collections.abc import Iterator
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.naming import member_of
from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.bodies import Reader
from luke_cli.backend.views.calls import reaches_of
from luke_cli.backend.views.suite import probe_of, row_of
from luke_cli.backend.views.world import World
from luke_cli.spec.api_keys import CREATE, LIST, REVOKE
from luke_cli.spec.model import Operation


@dataclass(frozen=True, slots=True)
class KeyChecks:
    """All but flags and methods is Python; "" where there is nobody and nothing to try."""

    header: str
    items: str
    path: str
    """Where keys are made."""
    list_path: str
    revoke_path: str
    """With `{key_id}` in it."""
    revoke_method: str
    key: str
    """The parameter of that path, not Python."""
    owner: str
    """Somebody who may have keys."""
    row: str
    """The condition of their account."""
    login: str
    """The name of their login."""
    probe: str
    """What they may look at."""
    other: str
    """Another one who may, and who reaches no keys but their own."""
    overseer: str
    """One who sees and revokes the keys of others."""
    refused: str
    """One who may have no keys."""
    right: str
    """A right of the owner."""
    foreign: str
    """A right that the owner has not."""
    role: str
    """Another role than that of the owner."""
    role_column: str
    active: str
    login_only: tuple[tuple[str, str], ...]
    """Methods and paths of signing in: what no key does."""
    profile: str
    """The operation by which one looks at oneself, not Python."""
    limited: bool
    trail: bool


def key_checks(world: World, app: ApplicationView) -> KeyChecks | None:
    """Return what the tests of keys need; None if there are none, or nobody may have one."""
    if app.api_keys is None:
        return None
    makes, shows, revokes = (_operation(world, verb) for verb in (CREATE, LIST, REVOKE))
    makers, reach = reaches_of(world, makes), reaches_of(world, revokes)
    narrow = [name for name in makers if reach.get(name) == "own"]
    probe = probe_of(world, narrow) or probe_of(world, makers)
    if probe is None:
        return None
    owner, path = probe
    wide = [
        n for n, far in reach.items() if far in ("all", "tenant") and n in reaches_of(world, shows)
    ]
    rights = {p.name: dict(p.scopes) for p in world.spec.permissions}
    used = {name for one in world.spec.operations for name in one.permissions}
    mine = [name for name, who in rights.items() if name in used and owner in who]
    base, verbs = app.settings.base_path, app.auth.by_verb
    end = verbs[REVOKE]
    account = app.account
    return KeyChecks(
        header=app.api_keys.header,
        items=literal(app.settings.items_key),
        path=f'"{base}{verbs[CREATE].path[1:]}',
        list_path=f'"{base}{verbs[LIST].path[1:]}',
        revoke_path=f'f"{base}{end.path[1:]}'.replace(f"{{{end.key}}}", "{key_id}"),
        revoke_method=end.method,
        key=end.key,
        owner=literal(owner),
        row=row_of(world, Reader(owner, world.tenant_of(owner))),
        login=literal(f"login of {owner}"),
        probe=path,
        other=_quoted(one.name for one in world.people if one.name != owner and one.role in narrow),
        overseer=_quoted(name for name in wide if name != owner),
        refused=_quoted(name for name in world.roles if name not in makers),
        right=_quoted(name for name in mine if not name.startswith(("api_key:", "profile:"))),
        foreign=_quoted(n for n, who in rights.items() if n in used and owner not in who),
        role=next((f"{app.role_enum}.{member_of(r)}" for r in app.roles if r != owner), ""),
        role_column=account.role,
        active=account.active,
        login_only=tuple(_login_only(app)),
        profile=verbs["profile"].function if "profile" in verbs else "",
        limited=bool(app.limits),
        trail=app.trail is not None,
    )


def _operation(world: World, verb: str) -> Operation:
    return next(one for one in world.spec.operations if one.name == f"auth.{verb}")


def _quoted(names: Iterator[str]) -> str:
    name = next(names, "")
    return literal(name) if name else ""


def _login_only(app: ApplicationView) -> Iterator[tuple[str, str]]:
    """Yield what somebody has to sign in for: all of signing in but to look at oneself."""
    for verb, view in app.auth.by_verb.items():
        if view.allow and verb != "profile":
            path = view.path.replace(f"{{{view.key}}}", "0" * 32) if view.key else view.path
            yield literal(view.method.upper()), f'"{app.settings.base_path}{path[1:]}'
