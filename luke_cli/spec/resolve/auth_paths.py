"""Endpoints of signing in, by their many paths."""

from typing import Final

from luke_cli.names import plural, singular, snake
from luke_cli.spec.model import Entity, Kind, Spec
from luke_cli.spec.resolve.api_keys import is_key, key_verb
from luke_cli.spec.resolve.endpoints import Endpoint
from luke_cli.spec.resolve.invitations import ROOTS as INVITATIONS
from luke_cli.spec.resolve.invitations import invitation_verb
from luke_cli.spec.resolve.ownership import account_of
from luke_cli.spec.resolve.path_meaning import Meaning
from luke_cli.spec.resolve.recovery import recovery_verb
from luke_cli.spec.resolve.second_factor import second_factor_verb
from luke_cli.spec.resolve.sessions import session_verb
from luke_cli.spec.resolve.verification import verification_verb

_ROOTS: Final = frozenset(
    "auth authentication authorization oauth oauth2 session sessions login logout register "
    "registration signup sign_up signin sign_in log_in log_out sign_out signout password passwords "
    "mfa sso token tokens me whoami".split()
)
_VERBS: Final[dict[tuple[str, str], str]] = {
    **{
        ("POST", word): "login" for word in ("login", "signin", "sign_in", "log_in", "authenticate")
    },
    **{("POST", word): "login" for word in ("token", "tokens", "session", "sessions")},
    **{
        ("POST", word): "register"
        for word in ("register", "signup", "sign_up", "registration", "create_account")
    },
    **{
        ("POST", word): "refresh"
        for word in ("refresh", "refresh_token", "token_refresh", "refresh_tokens", "renew")
    },
    **{
        (method, word): "logout"
        for method in ("POST", "DELETE")
        for word in ("logout", "signout", "sign_out", "log_out")
    },
    ("DELETE", "session"): "logout",
    ("DELETE", "sessions"): "logout",
    ("DELETE", "sessions_current"): "logout",
    **{
        ("GET", word): "me"
        for word in ("me", "profile", "whoami", "current", "current_user", "me_profile", "session")
    },
    **{
        (method, word): "update_me"
        for method in ("PUT", "PATCH")
        for word in ("me", "profile", "current", "current_user", "me_profile", "update_profile")
    },
    **{
        (method, word): "change_password"
        for method in ("PUT", "PATCH", "POST")
        for word in (
            "change_password",
            "password",
            "update_password",
            "password_change",
            "me_password",
            "me_change_password",
            "profile_password",
        )
    },
}


def auth_meaning(spec: Spec, endpoint: Endpoint) -> Meaning | None:
    """Return what an endpoint of signing in does; None if it is no such endpoint."""
    account = account_of(spec)
    words = [
        snake(part) for part in endpoint.path.strip("/").split("/") if not part.startswith("{")
    ]
    if not words or not words[0]:
        return None
    about_keys = key_verb((endpoint.method, endpoint.path), words)
    if about_keys and not any(is_key(entity.name) for entity in spec.entities):
        return Meaning("auth", about_keys, Kind.AUTH)
    if words[0] in _ROOTS | INVITATIONS:
        rest = words[1:] if words[0].startswith("auth") or words[0] == "oauth" else words
        known = _known(spec, endpoint, rest)
        return known or (None if words[0] in INVITATIONS else _meaning(endpoint, rest or ["auth"]))
    if _is_account(account, words[0]):
        return _known_of_account(spec, endpoint, words)
    if words == ["profile"] and not any(e.name == "Profile" for e in spec.entities):
        return _meaning(endpoint, words)
    return None


def _known(spec: Spec, endpoint: Endpoint, words: list[str]) -> Meaning | None:
    """Return what an endpoint of signing in does by words of more than one path."""
    verb = _verb(spec, endpoint, words)
    if not verb and "{" not in endpoint.path:
        verb = second_factor_verb(endpoint.method, words, public=endpoint.public)
    return Meaning("auth", verb, Kind.AUTH) if verb else None


def _known_of_account(spec: Spec, endpoint: Endpoint, words: list[str]) -> Meaning | None:
    verb = _verb(spec, endpoint, words[1:])
    if not verb and "{" not in endpoint.path:
        return _account_meaning(endpoint, words)
    return Meaning("auth", verb, Kind.AUTH) if verb else None


def _verb(spec: Spec, endpoint: Endpoint, words: list[str]) -> str:
    """Return what words do about logins, lost passwords and addresses, "" if nothing."""
    verb = session_verb(spec, (endpoint.method, endpoint.path), words, endpoint.summary)
    if verb or "{" in endpoint.path:
        return verb
    account = account_of(spec)
    verb = recovery_verb(account, endpoint.method, words)
    verb = verb or invitation_verb(spec, account, endpoint.method, words)
    return verb or verification_verb(account, endpoint.method, words)


def _is_account(account: Entity | None, word: str) -> bool:
    names = {"user", "account"}
    if account is not None:
        names |= {snake(account.name), singular(account.table)}
    return singular(word) in names


def _account_meaning(endpoint: Endpoint, words: list[str]) -> Meaning | None:
    rest = "_".join(words[1:])
    if not rest:
        if words[0] != plural(words[0]) and endpoint.method in ("GET", "PUT", "PATCH"):
            return Meaning("auth", _VERBS[endpoint.method, "me"], Kind.AUTH)
        registers = endpoint.public is True or _registers(endpoint.summary)
        return Meaning("auth", "register", Kind.AUTH) if _creates(endpoint, registers) else None
    verb = _VERBS.get((endpoint.method, rest))
    return Meaning("auth", verb, Kind.AUTH) if verb else None


def _creates(endpoint: Endpoint, registers: bool) -> bool:
    return endpoint.method == "POST" and registers


def _registers(summary: str) -> bool:
    return any(word in summary.lower() for word in ("regist", "sign up", "signup", "sign-up"))


def _meaning(endpoint: Endpoint, words: list[str]) -> Meaning:
    word = "_".join(words)
    verb = _VERBS.get((endpoint.method, word)) or _VERBS.get((endpoint.method, words[-1]))
    if verb and len(words) < 3 and "{" not in endpoint.path and not _second_factor(words):
        return Meaning("auth", verb, Kind.AUTH)
    name = word if word[:1].isalpha() else f"x_{word}".rstrip("_")
    if endpoint.method in ("PUT", "PATCH", "DELETE"):
        name = f"{'delete' if endpoint.method == 'DELETE' else 'update'}_{name}"
    return Meaning("auth", name, Kind.CUSTOM)


def _second_factor(words: list[str]) -> bool:
    others = ("mfa", "sso", "oauth", "google", "github", "facebook", "apple", "password")
    return len(words) > 1 and words[0] in (*others, "forgot", "reset", "verify", "invite")
