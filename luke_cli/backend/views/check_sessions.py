"""What `test_sessions.py` may see: where one's own logins are shown and ended."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.application import ApplicationView


@dataclass(frozen=True, slots=True)
class SessionChecks:
    """Paths are Python, "" where there is no such operation."""

    items: str
    list_path: str
    end_path: str
    """With `{ended}` in it."""
    end_method: str
    key: str
    """The parameter of the path, not Python."""
    all_path: str
    all_method: str


def session_checks(app: ApplicationView) -> SessionChecks | None:
    """Return what the tests of one's own logins need; None if nothing is built of that."""
    verbs = app.auth.by_verb
    shown, ends, every = (verbs.get(v) for v in ("list_sessions", "end_session", "logout_all"))
    if not (shown or ends or every):
        return None
    base = app.settings.base_path
    end_path = f"{base}{ends.path[1:-1]}".replace(f"{{{ends.key}}}", "{ended}") if ends else ""
    return SessionChecks(
        items=literal(app.settings.items_key),
        list_path=f'"{base}{shown.path[1:]}' if shown else "",
        end_path=f'f"{end_path}"' if ends else "",
        end_method=ends.method if ends else "",
        key=ends.key if ends else "",
        all_path=f'"{base}{every.path[1:]}' if every else "",
        all_method=every.method if every else "",
    )
