"""What stands around the application: packaging, migrations and tests, page by page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.check_api_keys import key_checks
from luke_cli.backend.views.check_cache import cache_checks
from luke_cli.backend.views.check_due import due_checks
from luke_cli.backend.views.check_field_rights import field_rights_checks
from luke_cli.backend.views.check_inbox import inbox_checks
from luke_cli.backend.views.check_invitations import invitation_checks
from luke_cli.backend.views.check_kept import kept_checks
from luke_cli.backend.views.check_once import once_checks
from luke_cli.backend.views.check_passwords import password_checks
from luke_cli.backend.views.check_sessions import session_checks
from luke_cli.backend.views.check_told import told_checks
from luke_cli.backend.views.check_trail import trail_checks
from luke_cli.backend.views.check_verification import verification_checks
from luke_cli.backend.views.check_webhooks import hook_checks
from luke_cli.backend.views.delivery import delivery_view
from luke_cli.backend.views.described import described
from luke_cli.backend.views.files import FileSample, file_sample
from luke_cli.backend.views.groups import group_views
from luke_cli.backend.views.limited import limited_view
from luke_cli.backend.views.suite import (
    SignInView,
    fixtures_view,
    platform_view,
    sign_in_view,
)
from luke_cli.backend.views.tests import access_view, world_view
from luke_cli.backend.views.world import World, world_of
from luke_cli.spec.model import Spec

_DELIVERY = (
    "pyproject.toml",
    "requirements.lock",
    "schemathesis.toml",
    "README.md",
    "AGENTS.md",
    "Dockerfile",
    "compose.yaml",
    "alembic.ini",
    ".env.example",
    ".dockerignore",
    ".gitignore",
    ".github/workflows/backend.yaml",
    "deploy/autoscaler.yaml",
    "deploy/configuration.yaml",
    "deploy/deployment.yaml",
    "deploy/disruption.yaml",
    "deploy/kustomization.yaml",
    "deploy/migration.yaml",
    "deploy/service.yaml",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A file to make: its path in the backend, its template there, and what that may see."""

    path: str
    template: str
    view: Mapping[str, object]


def pages(spec: Spec, app: ApplicationView) -> Iterator[Page]:
    """Return everything around the application; nothing about tests where nobody signs in."""
    delivery = delivery_view(spec)
    project = {"project": delivery}
    volume = ("deploy/uploads.yaml",) if delivery.volume else ()
    worker = ("deploy/worker.yaml",) if delivery.queued else ()
    due = ("deploy/due.yaml",) if delivery.timed else ()
    for name in (*_DELIVERY, *volume, *worker, *due):
        yield _page(name, project)
    for name in ("env.py", "script.py.mako"):
        yield _page(f"migrations/{name}", {"words": app.words})
    world = world_of(spec)
    if world is not None:
        yield from _tests(spec, world, app)


def _tests(spec: Spec, world: World, app: ApplicationView) -> Iterator[Page]:
    file = file_sample(app)
    auth, platform = sign_in_view(world, app), platform_view(app)
    fixtures = {"tests": fixtures_view(world, app), "platform": platform, "words": app.words}
    base = ("__init__", "conftest", "databases", "answers", "test_migrations")
    for name in (*base, "test_platform", "test_middleware"):
        yield _page(f"tests/{name}.py", fixtures)
    yield from _of_data(world, app, fixtures)
    once = once_checks(world, app, file)
    if once is not None:
        yield _page("tests/fresh_keys.py", {})
        yield _page("tests/test_once.py", {"checks": once, "auth": auth})
    yield from _of_messages(world, app, file, fixtures)
    yield _page("tests/world.py", {"world": world_view(world)})
    yield _page("tests/test_access.py", {"access": access_view(world, file)})
    yield from _of_running(world, app, fixtures)
    yield _page("tests/test_openapi.py", {"operations": described(spec), **fixtures})
    if app.bucket:
        yield _page("tests/test_buckets.py", fixtures)
    if app.words:
        yield _page("tests/test_search.py", {})
    if app.settings.pictures:
        yield _page("tests/pictures.py", fixtures)
        yield _page("tests/test_pictures.py", fixtures)
    if auth is not None:
        yield from _of_signing_in(world, app, auth, fixtures)
    for group in group_views(world, file):
        yield Page(
            f"tests/{group.module}.py", "tests/test__group_.py.j2", {"group": group, **fixtures}
        )


def _of_running(
    world: World, app: ApplicationView, fixtures: Mapping[str, object]
) -> Iterator[Page]:
    kept = cache_checks(world, app)
    if app.cached:
        yield _page("tests/test_cache_store.py", fixtures)
    if kept is not None:
        yield _page("tests/test_cache.py", {"checks": kept})
    if app.traces:
        yield _page("tests/test_tracing.py", fixtures)
    limited = limited_view(world, app)
    if limited is not None:
        yield _page("tests/test_limits.py", {"limits": limited, **fixtures})
        yield _page("tests/test_windows.py", fixtures)


def _of_signing_in(
    world: World, app: ApplicationView, auth: SignInView, fixtures: Mapping[str, object]
) -> Iterator[Page]:
    yield _page("tests/test_contract.py", {"auth": auth, **fixtures})
    recovery = ("test_recovery",) if app.recovers else ()
    mail = ("outbox",) if app.links else ()
    factor = ("test_second_factor",) if app.second_factor else ()
    seen = {
        "app": app,
        "auth": auth,
        "settings": app.settings,
        "password": app.password,
        "verification": app.verification,
    }
    for name in ("test_auth", "test_commands", "test_principals", *recovery, *mail, *factor):
        yield _page(f"tests/{name}.py", seen)
    if app.verification is not None:
        yield _page("tests/test_verification.py", verification_checks(world, app, auth))
    invited = invitation_checks(world, app)
    if invited is not None:
        yield _page("tests/test_invitations.py", {"auth": auth, "invited": invited, **fixtures})
    keys = key_checks(world, app)
    if keys is not None:
        yield _page("tests/test_api_keys.py", {"auth": auth, "keys": keys})
    sessions = session_checks(app)
    if sessions is not None:
        yield _page("tests/test_sessions.py", {"auth": auth, "sessions": sessions})
    if app.password.tested:
        yield _page("tests/test_passwords.py", password_checks(world, app, auth))


def _of_data(world: World, app: ApplicationView, fixtures: Mapping[str, object]) -> Iterator[Page]:
    if app.settings.cursor:
        yield _page("tests/test_paging.py", fixtures)
    if app.exports:
        yield _page("tests/test_exports.py", {"account": app.account.entity.name})
    rights = field_rights_checks(world)
    if rights is not None:
        yield _page("tests/test_field_rights.py", {"checks": rights})
    due = due_checks(world, app)
    if due is not None:
        yield _page("tests/test_due.py", {"checks": due})
    kept = kept_checks(world, app)
    if kept is not None:
        yield _page("tests/test_kept.py", {"checks": kept})
    trail = trail_checks(world, app)
    if trail is not None:
        yield _page("tests/test_trail.py", {"checks": trail})


def _of_messages(
    world: World, app: ApplicationView, file: FileSample, fixtures: Mapping[str, object]
) -> Iterator[Page]:
    if app.mails:
        yield _page("tests/test_mail.py", fixtures)
    told = told_checks(world, app, file)
    if told is not None:
        yield _page("tests/test_telling.py", {"checks": told})
    hooks = hook_checks(world, app)
    if told is not None and app.queued:
        yield _page("tests/test_outbox.py", {"hooks": hooks, **fixtures})
    if hooks is not None:
        yield _page("tests/test_webhooks.py", {"hooks": hooks})
    inbox = inbox_checks(world)
    if inbox is not None:
        yield _page("tests/test_inbox.py", {"inbox": inbox})


def _page(path: str, view: Mapping[str, object]) -> Page:
    return Page(path, f"{path}.j2", view)
