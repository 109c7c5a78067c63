"""Numbers and words that configure the backend: one value each, the others in a decision."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.names import kebab, snake
from luke_cli.spec.cached import STEM as CACHE
from luke_cli.spec.facts import PermissionFact, SettingFact
from luke_cli.spec.model import (
    Assumption,
    Decision,
    Kind,
    Operation,
    Question,
    Setting,
    Side,
    Spec,
)
from luke_cli.spec.resolve.api_keys import asking as asks_for_keys
from luke_cli.spec.resolve.api_keys import key_settings, settings_of
from luke_cli.spec.resolve.caches import cache_names
from luke_cli.spec.resolve.completion import update_method
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.endpoints import Endpoints, endpoint_key, relative
from luke_cli.spec.resolve.invitations import invitation_settings
from luke_cli.spec.resolve.lockout import lockout_settings
from luke_cli.spec.resolve.once import once_settings
from luke_cli.spec.resolve.ownership import account_of, team_by
from luke_cli.spec.resolve.paging import in_one_way, paging_settings, with_paging
from luke_cli.spec.resolve.password_rules import KEY as PASSWORD_RULES
from luke_cli.spec.resolve.password_rules import rule_questions, rule_settings
from luke_cli.spec.resolve.said import PRODUCT, SECURITY, Said
from luke_cli.spec.resolve.second_factor import asking, factor_settings
from luke_cli.spec.resolve.verification import verification_settings
from luke_cli.spec.settings import KNOWN, section_of
from luke_cli.spec.values import is_value

_SECURITY_SECTIONS: Final = (4, 7)
_GOAL_SECTIONS: Final = (9, 10)
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*(?:@/\S*)?")
_NEEDED: Final = frozenset(
    "paging page_size page_size_max list_envelope validation_status database login_by "
    "access_token_ttl refresh_token_ttl refresh_rotation password_hash password_min_length "
    "lockout_attempts lockout_time port liveness_path readiness_path log_format "
    "request_id_header metrics metrics_path".split()
)
"""Settings that every backend needs."""

_BUILT: Final = {
    "services": ("one", "one service is built; its modules can be cut out later"),
    "password_hash": ("argon2id", "argon2id is built; it resists guessing on graphics cards best"),
}
"""Where what is built does not follow the documents, and why."""
_NO_FACTOR: Final = ("no", "of second factors only TOTP is built, and the documents name others")

_NO_KEYS: Final = ("no", "rows of the plan refer to a table of keys, so it is none of the backend")

_UPLOADS: Final = {"upload_max_size": "10 MB", "upload_types": "jpeg, png, pdf"}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings and what was decided about them."""

    settings: tuple[Setting, ...]
    decisions: tuple[Decision, ...]
    assumptions: tuple[Assumption, ...]
    questions: tuple[Question, ...]


def resolve_settings(
    said: Said, spec: Spec, endpoints: Endpoints, drafts: tuple[Draft, ...]
) -> Settings:
    """Choose the value of each setting."""
    operations = tuple(draft.operation for draft in drafts)
    decisions: list[Decision] = [endpoints.decision] if endpoints.decision else []
    assumptions: list[Assumption] = []
    chosen = {"base_path": endpoints.base_path}
    built = _BUILT if asking(said) else _BUILT | {"mfa_required": _NO_FACTOR}
    built = built if asks_for_keys(said) else built | {"api_keys": _NO_KEYS}
    for name, facts in _by_name(said, endpoints, operations).items():
        setting, decision = _chosen(said, name, facts)
        if name in built and setting.value != built[name][0]:
            setting, decision = _built(said, name, facts, built[name])
        chosen.setdefault(name, setting)
        if decision and chosen[name] is setting:
            decisions.append(in_one_way(decision))
    for setting in _derived(said, spec, endpoints, drafts, chosen, assumptions):
        chosen.setdefault(setting.name, setting)
    for name, value in _defaults(operations):
        chosen.setdefault(name, Setting(name, value, basis=("default",)))
    return Settings(
        tuple(chosen.values()), tuple(decisions), tuple(assumptions), rule_questions(said)
    )


def _by_name(
    said: Said, endpoints: Endpoints, operations: tuple[Operation, ...]
) -> dict[str, list[SettingFact]]:
    found: dict[str, list[SettingFact]] = {}
    for fact in settings_of(said):
        key = _renamed(fact.key)
        of_path = "@" in key and not key.startswith(CACHE)
        name = _with_target(key, endpoints.base_path.value, operations) if of_path else key
        apart = ("base_path", PASSWORD_RULES)
        if name and _NAME.fullmatch(name) and is_value(fact.value) and name not in apart:
            found.setdefault(name, []).append(fact)
    return cache_names(with_paging(said, found), endpoints.base_path.value, operations)


def _renamed(key: str) -> str:
    stem, dot, rest = key.partition(".")
    if stem == "processing_max" and rest in ("receipt", "image", "file"):
        return "receipt_processing_max" if rest == "receipt" else key
    return stem + dot + rest


def _with_target(key: str, base_path: str, operations: tuple[Operation, ...]) -> str:
    """Return `rate_limit.auth.login` for `rate_limit@/auth/login`; "" if no operation is there."""
    name, _, request = key.partition("@")
    method, _, path = request.rpartition(" ")
    wanted = relative(path.split("?")[0].split("*")[0].rstrip("/") or "/", base_path)
    exact = [o for o in operations if endpoint_key("", o.path) == endpoint_key("", wanted)]
    exact = [o for o in exact if o.method == method] or exact
    groups = {operation.group for operation in exact}
    if len(exact) == 1 or (exact and exact[0].group == "auth"):
        return f"{name}.{exact[0].name}"
    if len(groups) == 1:
        return f"{name}.{exact[0].group}"
    return _by_words(name, wanted, operations)


def _by_words(name: str, path: str, operations: tuple[Operation, ...]) -> str:
    """Return the target of a path that no operation has, by its words: `/receipts/upload`."""
    words = [snake(part) for part in path.split("/") if part and not part.startswith("{")]
    if not words:
        return name
    for operation in operations:
        singular = words[0].removesuffix("s")
        if operation.group == singular and operation.verb == words[-1]:
            return f"{name}.{operation.name}"
    below = [o for o in operations if o.path.startswith(path + "/") or o.group == words[0]]
    return f"{name}.{below[0].group}" if below else ""


def _chosen(said: Said, name: str, facts: list[SettingFact]) -> tuple[Setting, Decision | None]:
    section = section_of(name)
    owner = (
        SECURITY if section in _SECURITY_SECTIONS else PRODUCT if section in _GOAL_SECTIONS else ""
    )
    ordered = said.trusted(facts, owner)
    sides: dict[str, list[SettingFact]] = {}
    for fact in ordered:
        sides.setdefault(fact.value, []).append(fact)
    sides = _without_coarser(sides)
    (value, places), *others = sides.items()
    decision = f"D-{kebab(name.replace('.', '-'))}"
    basis = (decision,) if others else ()
    setting = Setting(name, value, said.sources(places), basis)
    if not others:
        return setting, None
    return setting, Decision(
        name=decision,
        about=f"#{name}",
        taken=Side(value, said.sources(places)),
        aside=tuple(Side(other, said.sources(found)) for other, found in others),
        why=_why(said, ordered[0], owner),
    )


def _built(
    said: Said, name: str, facts: list[SettingFact], instead: tuple[str, str]
) -> tuple[Setting, Decision]:
    """Return what is built instead of what the documents say, and why."""
    value, why = instead
    sides: dict[str, list[SettingFact]] = {}
    for fact in said.trusted(facts):
        sides.setdefault(fact.value, []).append(fact)
    agreeing = said.sources(sides.pop(value, ()))
    decision = f"D-{kebab(name)}"
    return Setting(name, value, agreeing, (decision,)), Decision(
        name=decision,
        about=f"#{name}",
        taken=Side(value, agreeing),
        aside=tuple(Side(other, said.sources(found)) for other, found in sides.items()),
        why=why,
    )


def _without_coarser(sides: dict[str, list[SettingFact]]) -> dict[str, list[SettingFact]]:
    """Fold a value into one that says the same and more: `100/min` into `100/min burst 200`."""
    kept = dict(sides)
    for value in sides:
        finer = next((one for one in kept if one != value and _is_finer(one, value)), "")
        listed = next(
            (one for one in kept if one != value and value in one.split(", ") and ", " in one), ""
        )
        target = finer or listed
        if target:
            kept[target] = [*kept[target], *kept.pop(value)]
    order = [value for value in sides if value in kept]
    return {value: kept[value] for value in order} or sides


def _is_finer(one: str, value: str) -> bool:
    if value == "yes":
        return one not in ("no", "yes")
    number = re.fullmatch(r"[\d.]+(?: \w+)?", value)
    return number is None and one.startswith(f"{value} ")


def _why(said: Said, fact: SettingFact, owner: str) -> str:
    if owner and said.owners.get(fact.place.file) == owner:
        kind = "limits and sign-in" if owner == SECURITY else "goals"
        return f"the document of the {owner} decides {kind}"
    return "the more formal notation first, then the document that is read first"


def _derived(
    said: Said,
    spec: Spec,
    endpoints: Endpoints,
    drafts: tuple[Draft, ...],
    chosen: dict[str, Setting],
    assumptions: list[Assumption],
) -> Iterator[Setting]:
    account = account_of(spec)
    team = team_by(spec)
    if team and any(fact.scope == "team" for fact in said.of(PermissionFact)):
        assumptions.append(_team(said, spec, team))
        yield Setting("team_by", team, assumptions[-1].sources, ("A-team",))
    if account is not None and not account.field("email") and account.field("username"):
        yield Setting("login_by", "username", account.sources[:1], ("default",))
    registers = next((d for d in drafts if d.operation.name == "auth.register"), None)
    if registers:
        yield Setting(
            "registration", "open", registers.operation.sources, registers.operation.basis
        )
    documented = [d for d in drafts if d.operation.kind is Kind.UPDATE and d.endpoint]
    if documented:
        sources = said.sources(fact for d in documented for fact in d.endpoint)
        yield Setting("update_method", update_method(documented).lower(), sources)
    yield from factor_settings(said, spec, drafts, chosen, assumptions)
    yield from lockout_settings(chosen, assumptions)
    yield from rule_settings(said, chosen, assumptions)
    yield from key_settings(said, chosen, assumptions)
    yield from once_settings(said, chosen, assumptions)
    yield from verification_settings(said, account, assumptions)
    yield from invitation_settings(said, account, drafts, chosen, assumptions)
    operations = tuple(draft.operation for draft in drafts)
    yield from paging_settings(said, chosen, operations, endpoints.base_path.value, assumptions)
    yield from _probes(said, endpoints)
    if "session_idle" in chosen and "refresh_token_ttl" not in chosen:
        yield _refresh_by_idle(chosen["session_idle"], assumptions)


def _probes(said: Said, endpoints: Endpoints) -> Iterator[Setting]:
    """Yield the paths of health and metrics as endpoints name them."""
    for fact in endpoints.plumbing:
        if fact.method != "GET":
            continue
        last = fact.path.rstrip("/").rpartition("/")[2].lower()
        name = {"metrics": "metrics_path", "ready": "readiness_path", "readyz": "readiness_path"}
        kind = name.get(last, "liveness_path" if last.startswith(("health", "live")) else "")
        if kind and "{" not in fact.path and is_value(fact.path):
            yield Setting(kind, fact.path, said.sources([fact]))


def _team(said: Said, spec: Spec, team: str) -> Assumption:
    owner, _, name = team.partition(".")
    entity = spec.entity(owner)
    field = entity.field(name) if entity else None
    same = field is not None and field.type.target == owner
    proposal = (
        f"team = those whose `{name}` is the caller, and the caller"
        if same
        else f"team = those who share a {snake(field.type.target).replace('_', ' ')}"
        if field is not None
        else f"team = those who share a row of {owner}"
    )
    rights = [fact for fact in said.of(PermissionFact) if fact.scope == "team"]
    places = (*(field.sources[:1] if field else ()), *said.sources(rights[:1]))
    return Assumption(
        name="A-team",
        about="#team_by",
        proposal=proposal,
        why=f"rights speak of a team, no document defines one; `{team}` is there",
        sources=tuple(dict.fromkeys(places)),
    )


def _refresh_by_idle(idle: Setting, assumptions: list[Assumption]) -> Setting:
    assumptions.append(
        Assumption(
            name="A-refresh-token-ttl",
            about="#refresh_token_ttl",
            proposal=idle.value,
            why="a session ends after that time without use; no document names the lifetime",
            sources=idle.sources,
        )
    )
    return Setting("refresh_token_ttl", idle.value, idle.sources, ("A-refresh-token-ttl",))


def _defaults(operations: Iterable[Operation]) -> Iterator[tuple[str, str]]:
    yield from ((known.name, known.default) for known in KNOWN if known.name in _NEEDED)
    if any(operation.kind is Kind.UPLOAD for operation in operations):
        yield from _UPLOADS.items()
