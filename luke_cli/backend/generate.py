"""The backend of a spec, as a tree of files.

The template tree is the output tree: `_entity_` stands for the table of each entity, `_group_` for
each group of operations without one. `PAGES` says which template applies when.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from luke_cli.backend import around
from luke_cli.backend.formatting import formatted
from luke_cli.backend.revisions.revise import revise
from luke_cli.backend.revisions.values import Files, Revised
from luke_cli.backend.settled import settled
from luke_cli.backend.views.application import ApplicationView, application_view
from luke_cli.errors import UsageError
from luke_cli.files import FileTree
from luke_cli.spec.model import Spec
from luke_cli.templating import render

ROOT: Final = "app/impl"


class Page(NamedTuple):
    """A template of the application, and when it applies."""

    path: str
    applies: Callable[[ApplicationView], bool] = lambda _: True


PAGES: Final = (
    Page("backend/__init__.py"),
    Page("backend/access.py"),
    Page("backend/auth/__init__.py"),
    Page("backend/auth/history.py", lambda app: app.password.history > 0),
    Page("backend/auth/keys.py", lambda app: app.api_keys is not None),
    Page("backend/auth/invitations.py", lambda app: app.invitations is not None),
    Page("backend/auth/links.py", lambda app: app.links),
    Page("backend/auth/model.py"),
    Page("backend/auth/recovery.py", lambda app: app.recovers),
    Page("backend/auth/routes.py"),
    Page("backend/auth/schemas.py"),
    Page("backend/ahead.py", lambda app: any(entity.windows for entity in app.entities)),
    Page("backend/auth/second_factor.py", lambda app: app.second_factor),
    Page("backend/auth/service.py"),
    Page("backend/auth/verification.py", lambda app: app.verification is not None),
    Page("backend/buckets.py", lambda app: app.bucket),
    Page("backend/bulk.py", lambda app: app.bulk_most > 0),
    Page("backend/cache.py", lambda app: app.cached),
    Page("backend/cache_marks.py", lambda app: app.cached),
    Page("backend/cache_store.py", lambda app: app.cached),
    Page("backend/commands.py"),
    Page("backend/cursors.py", lambda app: app.settings.cursor is not None),
    Page("backend/database.py"),
    Page("backend/due.py", lambda app: bool(app.timed)),
    Page("backend/enums.py"),
    Page("backend/errors.py"),
    Page("backend/exports.py", lambda app: app.exports),
    Page("backend/guards.py", lambda app: any(entity.guards for entity in app.entities)),
    Page("backend/field_rights.py", lambda app: bool(app.field_policies)),
    Page("backend/health.py"),
    Page("backend/limits.py", lambda app: bool(app.limits)),
    Page("backend/mail.py", lambda app: app.mails),
    Page("backend/main.py"),
    Page("backend/middleware.py"),
    Page("backend/models.py"),
    Page("backend/once.py", lambda app: app.once),
    Page("backend/telling.py", lambda app: app.tells is not None),
    Page("backend/outbox.py", lambda app: app.queued),
    Page("backend/overlaps.py", lambda app: any(entity.overlaps for entity in app.entities)),
    Page("backend/paging.py"),
    Page("backend/passwords.py", lambda app: app.password.ruled or bool(app.password.personal)),
    Page("backend/periods.py", lambda app: app.periods),
    Page("backend/policies.py"),
    Page("backend/scopes.py"),
    Page("backend/search.py", lambda app: app.words is not None),
    Page("backend/security.py"),
    Page("backend/settings.py"),
    Page("backend/shared.py", lambda app: bool(app.shared.words)),
    Page("backend/storage.py", lambda app: bool(app.uploads)),
    Page("backend/trail.py", lambda app: app.trail is not None),
    Page("backend/tracing.py", lambda app: app.traces),
    Page("backend/versions.py", lambda app: app.locks),
    Page("backend/webhooks.py", lambda app: app.tells is not None and app.tells.hooks is not None),
    Page("backend/windows.py", lambda app: bool(app.limits)),
    Page("backend/worker.py", lambda app: app.queued),
)
_ENTITY: Final = "backend/_entity_"
_GROUP: Final = "backend/_group_"


def generate(spec: Spec, revised: Revised | None = None) -> FileTree:
    """Return the backend of a spec; paths are below the project root.

    `revised` are its revisions where there are some already: see `revisions_of`.
    Raises: UsageError if the spec has nobody who could sign in.
    """
    revised = revised or revisions_of(spec, Files())
    spec = settled(spec)
    app = application_view(spec)
    tree = _tree((*_application(app), *_around(spec, app), *_revision(revised)))
    tree = {**formatted({**tree, **_tree(_fields(app, _taken(tree)))}), **revised.kept}
    return {f"{ROOT}/{path}": text for path, text in sorted(tree.items())}


def revisions_of(spec: Spec, files: Files) -> Revised:
    """Return the revisions that lead to a spec; paths are below `ROOT`.

    Raises: UsageError if the spec has nobody who could sign in.
    """
    _check(spec)
    return revise(settled(spec), files)


def _revision(revised: Revised) -> Iterator[tuple[str, str]]:
    if revised.next is not None:
        template = "impl/migrations/versions/_revision_.py.j2"
        yield revised.next.path, render(template, revision=revised.next)


def _check(spec: Spec) -> None:
    account = spec.account
    if account is None:
        raise UsageError(
            "the plan has no entity with the trait `account`: nobody could sign in",
            hint="write `account` into the traits of the entity that signs in, in Database Design",
        )
    if not spec.roles or account.field("role") is None:
        raise UsageError(
            "the plan has no roles: nobody could have a permission",
            hint=f"name them in Authorization Model, and give {account.name} a field `role`",
        )


def _application(app: ApplicationView) -> Iterator[tuple[str, str]]:
    for page in PAGES:
        if page.applies(app):
            yield (
                page.path,
                render(f"impl/{page.path}.j2", **_seen(app)),
            )
    for entity in app.entities:
        for name in _files(entity.served, bool(entity.operations), shown=entity.password):
            path = f"backend/{entity.module}/{name}"
            yield path, render(f"impl/{_ENTITY}/{name}.j2", app=app, entity=entity)
    for group in app.groups:
        for name in ("__init__.py", "routes.py"):
            path = f"backend/{group.name}/{name}"
            yield path, render(f"impl/{_GROUP}/{name}.j2", app=app, group=group)


def _seen(app: ApplicationView) -> dict[str, object]:
    hooks = app.tells.hooks if app.tells else None
    return {"app": app, "trail": app.trail, "tells": app.tells, "hooks": hooks}


def _around(spec: Spec, app: ApplicationView) -> Iterator[tuple[str, str]]:
    for page in around.pages(spec, app):
        yield page.path, render(f"impl/{page.template}", **page.view)


def _taken(tree: FileTree) -> frozenset[str]:
    """Return the kinds of values that the pages take from `fields.py`, which holds no others."""
    pages = (text for path, text in tree.items() if path.startswith("backend/"))
    return frozenset(name for text in pages for name in _used(text, "backend.fields"))


def _used(page: str, module: str) -> Iterator[str]:
    """Yield the names of a module that a page imports and uses; templates import all they may."""
    if module not in page:
        return
    nodes = list(ast.walk(ast.parse(page)))
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module == module:
            yield from (name.name for name in node.names if name.name in used)


def _fields(app: ApplicationView, kinds: frozenset[str]) -> Iterator[tuple[str, str]]:
    for path in ("backend/fields.py", "tests/test_fields.py"):
        yield path, render(f"impl/{path}.j2", app=app, fields=kinds)


def _files(served: bool, reached: bool, *, shown: bool) -> Iterator[str]:
    yield from ("__init__.py", "model.py")
    if reached or shown:
        yield "schemas.py"
    if reached:
        yield "routes.py"
    if served:
        yield "service.py"


def _tree(pages: Iterable[tuple[str, str]]) -> FileTree:
    return {path: _ended(text) for path, text in pages}


def _ended(text: str) -> str:
    return text.rstrip() + "\n" if text.strip() else ""
