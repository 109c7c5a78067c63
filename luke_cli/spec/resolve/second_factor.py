"""A second factor: whether the documents ask for one, which roles must have it, and its endpoints.

POST /auth/mfa/setup        MFA (TOTP) is mandatory for HR officers.
POST /auth/2fa/verify       Cooks and administrators need a second factor.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from luke_cli.names import plural, snake
from luke_cli.spec.facts import SettingFact
from luke_cli.spec.model import Assumption, Kind, Setting, Spec
from luke_cli.spec.resolve.drafts import Draft, SignIn, auth_draft
from luke_cli.spec.resolve.role_names import spelled
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.values import items

COMPLETE: Final = "complete_login"
ENROL: Final = "enrol_mfa"
CONFIRM: Final = "confirm_mfa"
DISABLE: Final = "disable_mfa"
_PATHS: Final = (
    (COMPLETE, "/login/code", "public"),
    (ENROL, "", "signed-in"),
    (CONFIRM, "/confirm", "signed-in"),
    (DISABLE, "/disable", "signed-in"),
)
_ROOTS: Final = ("mfa", "2fa", "totp", "two_factor", "second_factor")
_VERBS: Final = {
    COMPLETE: "challenge login complete authenticate validate",
    ENROL: "setup set_up enrol enroll enrolment enrollment enable register begin start generate",
    CONFIRM: "confirm activate setup_verify verify_setup setup_confirm enroll_verify enable_verify",
    DISABLE: "disable deactivate",
}
_FACTOR: Final = re.compile(
    r"\b(?:mfa|2fa|totp)\b|(?:two|multi)[- ]?factor|second factor", re.IGNORECASE
)
_MUST: Final = re.compile(
    r"\b(?:must|needs?|ha(?:ve|s) to|uses?|requires?d?|mandatory|obligatory|enforced)\b"
    r"|(?:factor|mfa|2fa|totp)\b[^.;]{0,20} for\b",
    re.IGNORECASE,
)
_MAY: Final = re.compile(r"\b(?:optional|may|can|no|not|don't|without|refused)\b", re.IGNORECASE)
_OTHERS: Final = re.compile(
    r"\b(?:everybody|everyone|all) (?:\w+ )?(?:is|are) not an? (?P<role>[a-z ]+)", re.IGNORECASE
)
_EVERYBODY: Final = re.compile(
    r"\b(?:all|every|each|any) (?:\w+ )?(?:users?|accounts?|roles?|people|persons?)\b"
    r"|\beverybody\b|\beveryone\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?<=[.;!])\s+")


def second_factor_verb(method: str, words: Sequence[str], *, public: bool | None) -> str:
    """Return what the words of a path do about a second factor, "" if nothing."""
    if method not in ("POST", "PUT") or not words or words[0] not in _ROOTS:
        return ""
    rest = "_".join(words[1:])
    if rest in ("", "verify"):
        taken = COMPLETE if public is not False else CONFIRM
        return taken if rest else ENROL
    return next((verb for verb, said in _VERBS.items() if rest in said.split()), "")


def asking(said: Said) -> tuple[SettingFact, ...]:
    """Return the claims that ask for a second factor which luke can build, that is TOTP."""
    facts = [fact for fact in said.of(SettingFact) if fact.key in ("mfa_methods", "mfa_required")]
    methods = {name for f in facts if f.key == "mfa_methods" for name in items(f.value)}
    if methods and "totp" not in methods:
        return ()
    return tuple(f for f in facts if f.key == "mfa_methods" or f.value == "yes")


def with_second_factor(said: Said, there: Mapping[str, Draft]) -> Iterator[Draft]:
    """Yield the operations of a second factor that the documents leave out."""
    facts = asking(said)
    built = [draft for verb, _, _ in _PATHS if (draft := there.get(verb)) and _is_built(draft)]
    if not facts and not built:
        return
    root = _root([draft.operation.path for draft in built])
    for verb, path, permission in _PATHS:
        if verb not in there:
            place = f"/auth{path}" if verb == COMPLETE else f"{root}{path}"
            one = SignIn(verb, "POST", place, permission)
            yield auth_draft(one, sources=said.sources(facts), facts=facts)


def _root(paths: Sequence[str]) -> str:
    """Return what the paths of a second factor begin with: up to the word that names it."""
    for path in paths:
        parts = path.split("/")
        named = [n for n, part in enumerate(parts, 1) if snake(part) in _ROOTS]
        if named:
            return "/".join(parts[: named[-1]])
    return "/auth/mfa"


def factor_settings(
    said: Said,
    spec: Spec,
    drafts: Sequence[Draft],
    chosen: Mapping[str, Setting],
    assumptions: list[Assumption],
) -> Iterator[Setting]:
    """Yield who must have a second factor; say which of those that are named is built."""
    built = any(d.operation.name == f"auth.{COMPLETE}" and _is_built(d) for d in drafts)
    if not asking(said) and not built:
        return
    yield from _methods(chosen.get("mfa_methods"), assumptions)
    lines, roles = _who_must(said, spec)
    if roles:
        sources = said.sources(lines)
        yield Setting("mfa_required", "yes", sources)
        if len(roles) < len(spec.roles):
            yield Setting("mfa_roles", ", ".join(roles), sources)


def _methods(named: Setting | None, assumptions: list[Assumption]) -> Iterator[Setting]:
    if named is not None and items(named.value) == ("totp",):
        return
    name = "A-mfa-methods"
    others = [one for one in items(named.value) if one != "totp"] if named else []
    left = f", not {' and '.join(others)}" if others else ""
    assumptions.append(
        Assumption(
            name=name,
            about="#mfa_methods",
            proposal=f"TOTP and recovery codes are built{left}",
            why="an authenticator app needs no other service and no device but a phone",
            sources=named.sources if named else (),
        )
    )
    if named is None:
        yield Setting("mfa_methods", "totp", basis=(name,))


def _is_built(draft: Draft) -> bool:
    return draft.operation.kind is Kind.AUTH


def _who_must(said: Said, spec: Spec) -> tuple[list[Line], tuple[str, ...]]:
    """Return the roles that sentences say must have a second factor, and these lines."""
    lines: list[Line] = []
    found: set[str] = set()
    for line in said.mentions(_FACTOR):
        named = {
            role
            for sentence in _SENTENCE.split(line.text)
            if _FACTOR.search(sentence) and _MUST.search(sentence)
            for role in _named(spec, sentence)
        }
        if named:
            lines.append(line)
            found |= named
    return lines, tuple(role.name for role in spec.roles if role.name in found)


def _named(spec: Spec, sentence: str) -> set[str]:
    roles = {role.name for role in spec.roles}
    others = _OTHERS.search(sentence)
    if others:
        out = _roles_in(spec, others["role"])
        return roles - out if out else set()
    if _MAY.search(sentence):
        return set()
    return _roles_in(spec, sentence) or (roles if _EVERYBODY.search(sentence) else set())


def _roles_in(spec: Spec, text: str) -> set[str]:
    lower = re.sub(r"[\s_-]+", " ", text.lower())
    return {
        role.name
        for role in spec.roles
        if spelled(role.name) != "user"  # "users" are all who sign in
        for words in [role.name.replace("_", " ").lower()]
        if re.search(rf"\b(?:{re.escape(words)}|{re.escape(plural(words))})\b", lower)
    }
