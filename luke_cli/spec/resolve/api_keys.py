"""Keys of the API: where the documents ask for them, by which endpoints, and what they leave out.

POST /api-keys                      Partners authenticate with an API key in the X-API-Key header.
GET /me/api-keys                    Users can create personal API keys.
DELETE /auth/api-keys/{id}
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import dropwhile
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.api_keys import (
    CREATE,
    HEADER,
    LIFETIME,
    LIST,
    MODE,
    RATE,
    REVOKE,
    USUAL_HEADER,
)
from luke_cli.spec.facts import (
    EndpointFact,
    EntityFact,
    Fact,
    FieldFact,
    IndexFact,
    MentionFact,
    PermissionFact,
    RelationFact,
    RequirementFact,
    RuleFact,
    SettingFact,
)
from luke_cli.spec.model import Assumption, Setting
from luke_cli.spec.resolve.drafts import Draft, SignIn, auth_draft
from luke_cli.spec.resolve.said import Said

SETTINGS: Final = (HEADER, LIFETIME)
"""What is of no use without keys."""
_LIFETIME: Final = "365 d"
_PLACES: Final = (
    SignIn(CREATE, "POST", "/auth/api-keys", ""),
    SignIn(LIST, "GET", "/auth/api-keys", ""),
    SignIn(REVOKE, "DELETE", "/auth/api-keys/{key_id}", ""),
)
_NAME: Final = re.compile(
    r"(?:(?:user|personal|service|partner|integration|client|developer|account|member|own|new|any|all|other)_)*"
    r"(?:api_?keys?|api_tokens?|(?:personal_)?access_(?:keys?|tokens?)|api_credentials?)"
)
_PATH: Final = re.compile(r"(?:personal_)?(?:api_?keys?|api_tokens?|access_(?:keys|tokens))")
_BEFORE: Final = frozenset("auth me my user users account accounts profile settings admin".split())
_HASHES: Final = frozenset(
    "key_hash hashed_key token_hash hashed_token hash secret_hash key_prefix prefix digest".split()
)
"""By which a table says that it keeps keys of this API: those of others are kept as they are."""
_KEPT: Final = frozenset(
    "id user_id owner_id account_id member_id created_by name label description key prefix scopes "
    "permissions expires_at expiry last_used_at last_used revoked_at revoked is_active is_revoked "
    "active status created_at updated_at".split()
)
_ABOUT: Final = (EntityFact, FieldFact, RuleFact, IndexFact, RelationFact, MentionFact)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRight(PermissionFact):
    """A right to keys of the API: they are no rows of the plan."""


def is_key(name: str) -> bool:
    """Tell whether a name means keys of the API."""
    return _NAME.fullmatch(snake(name)) is not None


def with_keys_apart(said: Said) -> Said:
    """Take out the table of keys and the rights to them, which are the backend's own."""
    said = _with_tables(said)
    if not asking(said):
        return said
    by_kind: dict[type[Fact], tuple[Fact, ...]] = dict(said.by_kind)
    for kind in _ABOUT:
        by_kind[kind] = tuple(fact for fact in said.of(kind) if not _is_of_keys(fact))
    rights = said.of(PermissionFact)
    mine = [right for right in rights if is_key(right.resource)]
    by_kind[PermissionFact] = tuple(right for right in rights if right not in mine)
    by_kind[KeyRight] = tuple(
        KeyRight(**{f.name: getattr(one, f.name) for f in fields(one)}) for one in mine
    )
    by_kind[_KeptRow] = tuple(
        _KeptRow(place=fact.place, authority=fact.authority, name=fact.name)
        for fact in said.of(FieldFact)
        if is_key(fact.entity)
    )
    return replace(said, by_kind=by_kind)


def _with_tables(said: Said) -> Said:
    """Take a table of keys, of which it keeps hashes, for a sentence that asks for them."""
    hashed = (f for f in said.of(FieldFact) if is_key(f.entity) and snake(f.name) in _HASHES)
    asked = tuple(
        SettingFact(place=one.place, authority=one.authority, key=MODE, value="yes")
        for one in hashed
    )
    settings = (*said.of(SettingFact), *asked[:1])
    return replace(said, by_kind={**said.by_kind, SettingFact: settings}) if asked else said


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeptRow(Fact):
    """A column of the table of keys as the documents have it."""

    name: str


def _is_of_keys(fact: Fact) -> bool:
    if isinstance(fact, RelationFact):
        return is_key(fact.entity) or is_key(fact.target)
    if isinstance(fact, EntityFact | MentionFact):
        return is_key(fact.name) or (isinstance(fact, EntityFact) and is_key(fact.table))
    return isinstance(fact, FieldFact | RuleFact | IndexFact) and is_key(fact.entity)


def asking(said: Said) -> list[Fact]:
    """Return the claims that ask for keys; none where rows of the plan refer to a table of them."""
    if any(is_key(one.target) and not is_key(one.entity) for one in said.of(FieldFact)):
        return []
    settings = [f for f in said.of(SettingFact) if f.key == MODE and f.value == "yes"]
    endpoints = [
        fact
        for fact in said.of(EndpointFact)
        if key_verb((fact.method, fact.path), _words(fact.path)) == CREATE
    ]
    return [*endpoints, *settings]


def _words(path: str) -> list[str]:
    return [snake(part) for part in path.strip("/").split("/")]


def key_verb(endpoint: tuple[str, str], words: Sequence[str]) -> str:
    """Return what a method and path do about keys of the API, "" if nothing.

    `words` are those of the path, a base path may stand before them.
    """
    method, path = endpoint
    named = [word for word in words if word and not word.startswith("{")]
    rest = [*dropwhile(lambda word: _PATH.fullmatch(word) is None, named)]
    before = named[: len(named) - len(rest)]
    is_placed = all(one in _BEFORE or re.fullmatch(r"api|rest|v\d+", one) for one in before)
    if not rest or not is_placed or path.count("{") > 1:
        return ""
    if "{" not in path:
        return {"POST": CREATE, "GET": LIST}.get(method, "") if len(rest) == 1 else ""
    ends = method == "DELETE" and len(rest) == 1
    revokes = method in ("POST", "PATCH", "PUT") and rest[1:] in (["revoke"], ["disable"])
    return REVOKE if (ends and path.endswith("}")) or revokes else ""


def with_keys(said: Said, there: Mapping[str, Draft]) -> Iterator[Draft]:
    """Yield the operations of keys that the documents leave out."""
    facts = asking(said)
    if not facts:
        return
    told = [fact for fact in said.of(RequirementFact) if _ASKED.search(fact.text)]
    sources = said.sources(fact for fact in facts if not isinstance(fact, EndpointFact))
    root = _root(there)
    for one in _PLACES:
        if one.verb not in there:
            path = root + one.path.removeprefix("/auth/api-keys")
            action = "read" if one.verb == LIST else "update"
            yield auth_draft(one._replace(path=path), action, sources=sources, facts=told)


def _root(there: Mapping[str, Draft]) -> str:
    """Return the path of the keys, by those of their operations that the documents name."""
    paths = (there[one.verb].operation.path for one in _PLACES if one.verb in there)
    return next((path.partition("/{")[0] for path in paths), "/auth/api-keys")


def key_settings(
    said: Said, chosen: Collection[str], assumptions: list[Assumption]
) -> Iterator[Setting]:
    """Yield that there are keys, in which header they come and how long they live."""
    facts = asking(said)
    if not facts:
        return
    sources = said.sources(facts)
    yield Setting(MODE, "yes", sources)
    yield Setting(HEADER, USUAL_HEADER, basis=("default",))
    if LIFETIME not in chosen:
        name = "A-api-key-ttl"
        assumptions.append(
            Assumption(
                name=name,
                about=f"#{LIFETIME}",
                proposal=f"a key ends after {_LIFETIME}, or earlier if its owner says so",
                why="what never ends is found years later, and no document says how long it lives",
                sources=sources,
            )
        )
        yield Setting(LIFETIME, _LIFETIME, sources, (name,))
    assumptions.extend(_own_table(said))


def _own_table(said: Said) -> Iterator[Assumption]:
    """Yield what becomes of the table of keys that the documents define."""
    rows = said.of(_KeptRow)
    if not rows:
        return
    left = {snake(row.name): None for row in rows if snake(row.name) not in _KEPT | _HASHES}
    without = f", without {' and '.join(f'`{name}`' for name in left)}" if left else ""
    yield Assumption(
        name="A-api-keys",
        about=f"#{MODE}",
        proposal=f"the backend keeps keys in a table of its own{without}",
        why="only what signs callers in may read or write it",
        sources=said.sources(rows[:1]),
    )


def settings_of(said: Said) -> Iterator[SettingFact]:
    """Yield the settings of the documents as they are meant with keys, or without."""
    asked = bool(asking(said))
    for fact in said.of(SettingFact):
        if asked or fact.key not in (*SETTINGS, RATE):
            yield fact
        elif fact.key == RATE:
            value = fact.value.replace("per key", "per user")
            yield replace(fact, key="rate_limit", value=value)


_ASKED: Final = re.compile(r"\bapi[ -]?keys?\b|\bpersonal access tokens?\b", re.IGNORECASE)
