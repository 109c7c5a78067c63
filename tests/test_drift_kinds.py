"""Kinds of edits of the backend: which of them `luke check` tells, and which say the same."""

import ast

import pytest

from tests.test_drift import BACKEND, PLAN, edit

REVISIONS = "app/impl/migrations/versions"

CODE = {
    "a route without its ETag": (
        "trips/routes.py",
        'tagged(response, await service.read_trip(queries, access, id), "notes_count")',
        "await service.read_trip(queries, access, id)",
        "GET /trips/{} calls tagged is gone",
        "trip.read",
    ),
    "another function behind a route": (
        "trips/routes.py",
        "service.list_trips(queries, access, query)",
        "service.list_all(queries, access, query)",
        "GET /trips calls list_trips is gone",
        "trip.list",
    ),
    "a format": (
        "trips/routes.py",
        '    "/trips/{id:uuid}",\n    responses',
        '    "/trips/{id:uuid}",\n    response_class=HTMLResponse,\n    responses',
        "GET /trips/{} says `status 200, needs trip:read, gives HTMLResponse`",
        "trip.read",
    ),
    "rows of everybody": (
        "trips/service.py",
        "access.scope",
        "Scope.ALL",
        "trips.list_trips sees by says `Scope.ALL`; the plan makes it `access.scope`",
        "trip.list",
    ),
    "rows of somebody else": (
        "notes/service.py",
        'access.sight("trip:read")',
        "Scope.ALL",
        "notes._list_notes_parent sees by says `Scope.ALL`; the plan makes it `sight('trip:read')`",
        "note.list",
    ),
    "another setting": (
        "auth/service.py",
        "self._settings.lockout_attempts",
        "self._settings.argon2_passes",
        "auth.Logins._add_failure reads lockout_attempts of the settings is gone",
        "lockout_attempts",
    ),
}


AROUND = {
    "a variable that the settings no longer read": (
        "../.env.example",
        "# APP_REDIS_URL=",
        "# APP_VALKEY_URL=",
        "APP_REDIS_URL is gone",
        "APP_REDIS_URL",
    ),
    "a shorter column": (
        "../migrations/versions/0001_initial.py",
        '"destination", sa.String(200)',
        '"destination", sa.String(80)',
        "trips.destination of the revisions says `sa.String(80) required`; the plan makes it",
        "Trip.destination",
    ),
    "a column that may be left out": (
        "../migrations/versions/0001_initial.py",
        'sa.Column("budget", sa.Numeric(10, 2), nullable=False)',
        'sa.Column("budget", sa.Numeric(10, 2))',
        "trips.budget of the revisions says `sa.Numeric(10, 2) nullable`; the plan makes it",
        "Trip.budget",
    ),
    "a key that keeps what hangs on it": (
        "../migrations/versions/0001_initial.py",
        'name=op.f("fk_trips_user_id"), ondelete="CASCADE"',
        'name=op.f("fk_trips_user_id"), ondelete="RESTRICT"',
        "fk_trips_user_id of trips of the revisions says",
        "Trip",
    ),
}


@pytest.mark.parametrize("edited", (CODE | AROUND).values(), ids=CODE | AROUND)
def test_what_is_served_seen_and_read_otherwise(developed, luke, edited):
    path, old, new, told, item = edited
    edit(developed, f"{BACKEND}/{path}", (old, new))
    said = luke("check")
    assert said.code == 1
    found = [line for line in said.err.split("\n") if "LK-V103" in line or f"{PLAN}:" in line]
    assert len(found) == 2, found
    assert f"warning LK-V103: {told}" in found[0]
    assert found[1].endswith(f"   {item}")
    line = int(found[0].split(":")[1])
    text = (developed / BACKEND / path).read_text(encoding="utf-8").split("\n")
    near = "\n".join(text[line - 1 : line + 30])
    assert new.split("\n")[0] in near


WRITTEN = {
    "a helper of a route": (
        "trips/routes.py",
        'tagged(response, await service.read_trip(queries, access, id), "notes_count")\n',
        (
            "await _shown(response, queries, access, id)\n\n\nasync def _shown(response, queries, who, key):\n"
            '    return tagged(response, await service.read_trip(queries, who, key), "notes_count")\n'
        ),
    ),
    "a helper of a statement": (
        "notes/service.py",
        'select(parent).where(parent == bindparam("_parent"), trip_rows(scope))\n',
        (
            "select(parent).where(*_within(parent, scope))\n\n\ndef _within(parent, scope):\n"
            '    return [parent == bindparam("_parent"), trip_rows(scope)]\n'
        ),
    ),
    "a helper that refuses": (
        "auth/service.py",
        '            raise UnauthenticatedError("The name or the password is wrong.")\n',
        "            _refuse()\n",
        "class Logins:\n",
        "def _refuse():\n    raise UnauthenticatedError('No.')\n\n\nclass Logins:\n",
    ),
    "a function called otherwise": (
        "notes/routes.py",
        "from backend.notes import service\n",
        "from backend.notes import service\nfrom backend.notes.service import list_notes as notes\n",
        "service.list_notes(",
        "notes(",
    ),
    "a scope with a name": (
        "trips/service.py",
        "    statement = _list_trips(access.scope,",
        "    scope = access.scope\n    statement = _list_trips(scope,",
    ),
    "settings with a name": (
        "auth/service.py",
        "        full = LoginFailure.count >= self._settings.lockout_attempts",
        "        known = self._settings\n        full = LoginFailure.count >= known.lockout_attempts",
    ),
    "a route of mine": (
        "users/routes.py",
        'router = APIRouter(tags=["users"])\n',
        (
            'router = APIRouter(tags=["users"])\n\n\n@router.get("/mine", response_class=HTMLResponse)\n'
            'async def mine(access: Annotated[Access, allow("signed-in")]) -> str:\n    return "mine"\n'
        ),
    ),
    "JSON by another library": (
        "trip_categories/routes.py",
        '    "/trip-categories",\n    responses',
        '    "/trip-categories",\n    response_class=ORJSONResponse,\n    responses',
    ),
    "another example of a value": (
        "../.env.example",
        "# APP_REDIS_URL=redis://localhost:6379/0",
        "APP_MINE=1\nexport APP_REDIS_URL=redis://cache:6379/2",
    ),
    "a column that is required in a second step": (
        "../migrations/versions/0001_initial.py",
        'sa.Column("budget", sa.Numeric(10, 2), nullable=False)',
        'sa.Column("budget", sa.Numeric(precision=10, scale=2), nullable=True)',
        "\n\n\ndef downgrade",
        (
            '\n    with op.batch_alter_table("trips") as batch:\n        batch.alter_column("budget",'
            " existing_type=sa.Numeric(10, 2), nullable=False)\n\n\ndef downgrade"
        ),
    ),
}


def test_what_is_written_another_way(developed, luke):
    """A helper taken out, a name given, a step more, a route of one's own: nothing is told."""
    for path, *texts in WRITTEN.values():
        edit(developed, f"{BACKEND}/{path}", *zip(texts[::2], texts[1::2], strict=True))
    said = luke("check")
    assert "LK-V103" not in said.err
    assert said.code == 0


def test_what_is_laid_out_anew(developed, luke):
    """Every module of the backend, every revision: no layout and no comment states anything."""
    for path in (*(developed / BACKEND).rglob("*.py"), *(developed / REVISIONS).glob("*.py")):
        text = ast.unparse(ast.parse(path.read_text(encoding="utf-8")))
        path.write_text(f"# mine\n{text}\n", encoding="utf-8")
    said = luke("check")
    assert "LK-V103" not in said.err
    assert said.code == 0
