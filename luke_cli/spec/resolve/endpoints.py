"""The endpoints that the documents name: one a method and path, below one base path."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import EndpointFact, SettingFact
from luke_cli.spec.model import Decision, Setting, Side
from luke_cli.spec.resolve.said import Said

_PREFIX: Final = re.compile(r"(?:/(?:api|rest))?(?:/v\d+(?:\.\d+)?)?(?=/|$)", re.IGNORECASE)
_PATH: Final = re.compile(r"(?:/(?:\{\w+\}|[\w.~:@-]+))+")
_PARAMETER: Final = re.compile(r"\{(\w+)\}")
_METHODS: Final = frozenset(("GET", "POST", "PUT", "PATCH", "DELETE"))
_PLUMBING: Final = re.compile(
    r"/(?:health\w*|ready|readyz|readiness|live|livez|liveness|ping|metrics|docs|redoc|swagger"
    r"|openapi|api-docs|favicon\.ico|robots\.txt)(?:[./-].*)?"
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint, and everything that is said of it."""

    method: str
    path: str
    """Below the base path, parameters in snake_case."""
    facts: tuple[EndpointFact, ...]
    """The most trusted first."""

    @property
    def tested_only(self) -> bool:
        """Whether only a test plan names it."""
        return all(fact.tested_only for fact in self.facts)

    @property
    def roles(self) -> tuple[str, ...]:
        """Who may call it, as written, by the most trusted claim that says so."""
        return next((fact.roles for fact in self.facts if fact.roles), ())

    @property
    def scopes(self) -> tuple[tuple[str, str], ...]:
        """How far those reach that may call it, by the claim that names them."""
        return next((fact.scopes for fact in self.facts if fact.roles), ())

    @property
    def permission(self) -> str:
        """The right that it asks for, as written."""
        return next((fact.permission for fact in self.facts if fact.permission), "")

    @property
    def public(self) -> bool | None:
        """Whether it needs no token; None if nobody says."""
        said = [fact.public for fact in self.facts if fact.public is not None]
        return said[0] if said else None

    @property
    def summary(self) -> str:
        """What it is for, by the most trusted claim that says so."""
        return next((fact.summary for fact in self.facts if fact.summary), "")

    @property
    def upload(self) -> bool:
        """Whether it takes a file."""
        return any(fact.upload for fact in self.facts)

    @property
    def authority(self) -> int:
        """The most formal claim."""
        return 0 if self.tested_only else max(fact.authority for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """All endpoints and where they stand."""

    all: tuple[Endpoint, ...]
    base_path: Setting
    decision: Decision | None
    plumbing: tuple[EndpointFact, ...]
    """Health and the like: not part of the API."""


def endpoint_key(method: str, path: str) -> tuple[str, str]:
    """Return what endpoints have in common that are one."""
    bare = _PARAMETER.sub("{}", path.rstrip("/")).lower()
    return method, bare.replace("-", "").replace("_", "") or "/"


def relative(path: str, base_path: str) -> str:
    """Return a path below the base path, parameters in snake_case."""
    if base_path and (path == base_path or path.startswith(base_path + "/")):
        rest = path[len(base_path) :]
    else:
        match = _PREFIX.match(path)
        rest = path[match.end() :] if match else path
    rest = _PARAMETER.sub(lambda found: "{" + _parameter(found[1]) + "}", rest)
    return rest.rstrip("/") or "/"


def resolve_endpoints(said: Said) -> Endpoints:
    """Fold the endpoints of all documents together."""
    facts = [fact for fact in said.of(EndpointFact) if fact.method in _METHODS]
    base_path, decision = _base_path(said, facts)
    merged: dict[tuple[str, str], list[EndpointFact]] = {}
    plumbing = []
    for fact in facts:
        path = relative(fact.path, base_path.value)
        if _PLUMBING.fullmatch(path):
            plumbing.append(fact)
        elif _PATH.fullmatch(path) and _distinct(path):
            merged.setdefault(endpoint_key(fact.method, path), []).append(fact)
    return Endpoints(
        all=tuple(_merged(said, found, base_path.value) for found in merged.values()),
        base_path=base_path,
        decision=decision,
        plumbing=tuple(plumbing),
    )


def _parameter(name: str) -> str:
    word = snake(name) or "id"
    return word if word[0].isalpha() else f"p_{word}"


def _distinct(path: str) -> bool:
    names = _PARAMETER.findall(path)
    return len(names) == len(set(names))


def _merged(said: Said, facts: list[EndpointFact], base_path: str) -> Endpoint:
    ordered = sorted(facts, key=lambda fact: (fact.tested_only, said.distrust(fact)))
    first = ordered[0]
    return Endpoint(first.method, relative(first.path, base_path), tuple(ordered))


def _base_path(said: Said, facts: list[EndpointFact]) -> tuple[Setting, Decision | None]:
    """Return the base path: as a document states it, else the prefix that most paths have."""
    stated = [fact for fact in said.of(SettingFact) if fact.key == "base_path"]
    ordered = said.trusted(fact for fact in stated if _PATH.fullmatch(fact.value.rstrip("/")))
    seen: dict[str, list[EndpointFact | SettingFact]] = {}
    for statement in ordered:
        seen.setdefault(statement.value.rstrip("/"), []).append(statement)
    prefixes = Counter(prefix for fact in facts if (prefix := _prefix(fact.path, seen)))
    for prefix, _ in prefixes.most_common():
        found = [fact for fact in facts if _prefix(fact.path, seen) == prefix]
        seen.setdefault(prefix, []).extend(said.trusted(found)[:1])
    if not seen:
        return Setting("base_path", "/api/v1", basis=("default",)), None
    (taken, places), *others = seen.items()
    aside = tuple(Side(value, said.sources(found)) for value, found in others)
    setting = Setting("base_path", taken, said.sources(places), ("D-base-path",) if aside else ())
    decision = Decision(
        name="D-base-path",
        about="#base_path",
        taken=Side(taken, said.sources(places)),
        aside=aside,
        why="the more formal statement first, then the prefix that most paths have",
    )
    return setting, decision if aside else None


def _prefix(path: str, stated: Iterable[str]) -> str:
    for base in stated:
        if path == base or path.startswith(base + "/"):
            return base
    match = _PREFIX.match(path)
    return match[0] if match else ""
