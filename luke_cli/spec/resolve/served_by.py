"""What of the plan serves a requirement, found by its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from luke_cli.names import plural, snake, words
from luke_cli.spec.model import Entity, Kind, Operation, Source, Spec
from luke_cli.spec.resolve.ownership import account_of, is_tenant
from luke_cli.spec.resolve.verbs import noun, participles

_VERBS: Final[tuple[tuple[str, tuple[Kind, ...]], ...]] = (
    (r"manag\w*|administ\w*|maintain\w*|crud", (Kind.LIST, Kind.CREATE, Kind.UPDATE, Kind.DELETE)),
    (r"upload\w*|attach\w*|captur\w*|photo\w*|scan\w*", (Kind.UPLOAD,)),
    (r"download\w*", (Kind.DOWNLOAD,)),
    ((r"creat\w*|add(?:ing|s)?|new|record\w*|register\w*|save|enter\w*|book\w*|post(?:ing|s)?|"
     r"plac\w+|open(?:ing|s)?|rais\w+|log(?:ging)?(?! ?in)"), (Kind.CREATE, Kind.UPLOAD)),
    ((r"edit\w*|updat\w*|chang\w*|modif\w*|configur\w*|set(?:ting)?s?|customi[sz]\w*|assign\w*|"
     r"categori[sz]\w*|adjust\w*"), (Kind.UPDATE,)),
    (r"delet\w*|remov\w*", (Kind.DELETE,)),
    ((r"see|view\w*|list\w*|brows\w*|track\w*|check\w*|find\w*|search\w*|filter\w*|sort\w*|"
     r"read\w*|display\w*|show\w*|monitor\w*|review\w*|look|details?|history|queue|page|"
     r"paginat\w*"), (Kind.LIST, Kind.READ)),
)  # fmt: skip
_AUTH: Final = (
    (r"log(?:s|ged|ging)? ?-?in\b|sign(?:s|ed|ing)? ?-?in\b|authenticat\w*|credentials", "login"),
    (r"log(?:s|ged|ging)? ?-?out\b|sign(?:s|ed|ing)? ?-?out\b", "logout"),
    (r"\bregist(?:er|ration)\b|sign(?:s|ing)? ?-?up\b|create (?:an|my|their) account", "register"),
    (r"chang\w+ (?:my |their |the )?password", "change_password"),
    (r"\b(?:my|own|user) profile\b|profile (?:page|settings|information)", "update_me"),
    (r"refresh tokens?|session expir\w+", "refresh"),
)
_SETTINGS: Final = (
    ("upload_max_size", r"file size|maximum size|max(?:imum)? .*\bMB\b|\d+ ?MB"),
    ("upload_types", r"(?:file|image) (?:formats?|types?)|\bJPE?G\b|\bPNG\b"),
    ("audit_trail", r"audit (?:trails?|logs?|logging)|activity log"),
    ("soft_delete_retention", r"retention"),
    ("encryption", r"encrypt\w*"),
    ("rate_limit", r"rate limit\w*|throttl\w*"),
    ("lockout_attempts", r"lock(?:ed|s|out)? .*(?:attempts?|fail)|failed (?:login )?attempts"),
    (
        "password_min_length",
        r"password (?:complexity|length|polic\w+|rules|strength)|strong password",
    ),
    ("access_token_ttl", r"token (?:expir\w+|lifetime)|session (?:timeout|expir\w+)|\bJWT\b"),
    ("latency_p95_max", r"response times?|latency|respond(?:s)? within|API responses?"),
    ("concurrent_users", r"concurrent users|simultaneous users"),
    ("availability_min", r"uptime|availability"),
    ("page_size", r"paginat\w*|per page|page size"),
    ("mfa_required", r"multi-?factor|\bMFA\b|two-?factor|\b2FA\b"),
    ("backup_retention", r"backups?"),
    ("recovery_max", r"disaster recovery|\bRTO\b|\bRPO\b"),
    ("concurrency", r"concurrent (?:edits?|updates?)|conflict(?:ing)? (?:edit|update|resolution)"),
    ("idempotency_ttl", r"offline"),
    ("team_by", r"role-?based access|\bRBAC\b"),
)
_CLIENT: Final = re.compile(
    r"camera|chart|graph|touch|gesture|responsive|one-handed|animat|app launch|page load|load time"
    r"|dark mode|dark theme|accessib|wcag|screen reader|keyboard|biometric|face ?id|fingerprint"
    r"|drag|swipe|layout|widget|offline|local storage|auto-?save|auto-?focus|lighting|one-click"
    r"|mobile app|mobile-|tablet|desktop|browser|visual|color|colour|icon|font|interface|"
    r"\bui\b|\bux\b"
    r"|connectivity|intuitive|user-friendly|drill-down|interactive|multi-language|internationali|locali[sz]"
    r"|wizard|tooltip|onboarding|share sheet|qr code|barcode|voice|haptic|splash|theme",
    re.IGNORECASE,
)
_WEAK: Final = frozenset(("id", "at", "on", "is", "by", "name", "code"))
_WORD: Final = re.compile(r"[a-z0-9]+")
_ENDINGS: Final = ("s", "es", "ing", "able")

_HANDS: Final = re.compile(
    r"\bcamera integration|responsive design|biometric|face ?id|fingerprint|touch interface|"
    r"gesture|dark mode|animat"
    r"|screen reader|wcag|page load|launch time|haptic|local storage|auto-?save|"
    r"without (?:a )?network",
    re.IGNORECASE,
)
"""What happens on a device and nowhere else."""

_OPERATIONS: Final = re.compile(
    r"uptime|availability|backup|disaster|recovery|deploy|auto-?scal|scalab|kubernetes|docker|ci/cd"
    r"|monitoring|alerting|\bsla\b|load balanc|cdn|infrastructure|cluster|region|compliance|"
    r"gdpr|sox"
    r"|pci|hipaa|iso 27001|certificat|in transit|tls|https|storage:|coverage|graceful degradation"
    r"|concurrent users|throughput|response time|requests per second|records",
    re.IGNORECASE,
)


class Act(NamedTuple):
    """An operation that is known by what it does, and the words for that."""

    pattern: re.Pattern[str]
    operation: Operation


@dataclass(slots=True)
class Index:
    """The plan by what requirements may say."""

    spec: Spec
    by_line: dict[tuple[str, int], list[str]]
    """Settings by the lines that state them."""
    settings: frozenset[str]
    nouns: dict[str, Entity]
    """Entities by their names in words, singular and plural."""
    groups: dict[str, list[Operation]]
    acts: dict[str, list[Act]]
    """Transitions and open operations of each entity, those of no entity under ""."""
    heads: dict[str, list[Act]]
    """Transitions and open operations of entities by the first word of what they are called."""
    fields: dict[str, list[tuple[frozenset[str], str]]]
    """Telling fields by their longest word."""


def index_of(spec: Spec) -> Index:
    """Index a plan by its words."""
    index = Index(
        spec=spec,
        by_line=_by_line(spec),
        settings=frozenset(setting.name for setting in spec.settings),
        nouns={},
        groups={},
        acts={},
        heads={},
        fields={},
    )
    for entity in spec.entities:
        if not entity.trait("join"):
            _index_entity(index, entity)
    for operation in spec.operations:
        index.groups.setdefault(operation.group, []).append(operation)
        if operation.kind in (Kind.TRANSITION, Kind.CUSTOM):
            _index_act(index, operation)
    return index


def _by_line(spec: Spec) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for setting in spec.settings:
        for source in setting.sources:
            found.setdefault((source.file, source.line), []).append(f"#{setting.name}")
    for decision in spec.decisions:
        if decision.about.startswith("#"):
            for source in (s for side in decision.aside for s in side.sources):
                found.setdefault((source.file, source.line), []).append(decision.about)
    return found


def _index_entity(index: Index, entity: Entity) -> None:
    whole = snake(entity.name).replace("_", " ")
    index.nouns[whole] = index.nouns[plural(snake(entity.name)).replace("_", " ")] = entity
    for phrase in _phrases(index.spec, entity):
        index.nouns.setdefault(phrase, entity)
    for field in entity.fields:
        parts = [p for p in field.name.split("_") if p not in _WEAK]
        if len(parts) > 1 and not field.implied:
            named = frozenset(parts), f"{entity.name}.{field.name}"
            index.fields.setdefault(max(parts, key=len), []).append(named)


def _index_act(index: Index, operation: Operation) -> None:
    forms = _forms(operation)
    if not forms:
        return
    spelled = "|".join(sorted(map(re.escape, forms)))
    act = Act(re.compile(rf"\b(?:re-?)?(?:{spelled})(?:s|es|ing|able)?\b"), operation)
    entity = index.nouns.get(operation.group.replace("_", " "))
    stored = entity is not None and snake(entity.name) == operation.group
    index.acts.setdefault(operation.group if stored else "", []).append(act)
    for head in dict.fromkeys(form.split(" ")[0] for form in forms) if stored else ():
        index.heads.setdefault(head, []).append(act)


def served_by(index: Index, kind: str, text: str, sources: Iterable[Source]) -> tuple[str, ...]:
    """Return what serves a requirement: operations, settings, fields, `client`, `operations` or `open`."""
    lower = text.lower()
    found = dict.fromkeys(
        name for place in sources for name in index.by_line.get((place.file, place.line), ())
    )
    if _HANDS.search(text) and not found:
        return ("client",)
    if kind != "target":
        found |= dict.fromkeys(_operations(index, lower))
    if not found:
        found |= dict.fromkeys(_settings(index, text))
    if kind != "target":
        found |= dict.fromkeys(_fields(index, lower))
    if found:
        return tuple(found)[:6]
    if _CLIENT.search(text):
        return ("client",)
    return ("operations",) if _OPERATIONS.search(text) else ("open",)


def _phrases(spec: Spec, entity: Entity) -> Iterator[str]:
    """Yield what else an entity is called in sentences."""
    if entity.trait("append-only"):
        yield from ("audit trail", "audit trails", "audit log", "audit logs", "activity log")
    if is_tenant(spec, entity):
        owners = ("company", "organization", "workspace", "company wide")
        yield from (f"{owner} settings" for owner in owners)
    short = snake(entity.name).rpartition("_")[2]
    if len(short) > 3:
        yield from (short, plural(short))


def _forms(operation: Operation) -> set[str]:
    """Return what the act of an operation is called: `approve`, `approved`, `approval`."""
    verb, group = operation.verb, operation.group
    if group == "integration":
        return {"integration", "integrations", "integrate", "accounting", "webhook"}
    if operation.kind is Kind.CUSTOM and group == "auth":
        return {verb.replace("_", " ")}
    head, *rest = verb.split("_")
    forms = {head, *participles(head), noun(head), head.removesuffix("e") + "ing"} - {""}
    if head in ("read", "list", "update", "create", "delete", "add", "remove", "mark"):
        forms = {group} if head == "read" else {f"{head} {rest[0]}"} if rest else set()
    if head == "bulk":
        forms = {f"bulk {one}" for one in rest} | {"bulk action"}
    if head == "read" or group in ("analytics", "report"):
        forms |= {group, plural(group)}
    if group == "analytics":
        forms |= {"trend", "spending", "insight", "breakdown", "comparison"}
    if verb == "extract":
        forms |= {"ocr", "auto-extract"}
    return forms


def _operations(index: Index, text: str) -> Iterator[str]:
    """Yield the operations that the verbs of a text, on the things that it names, stand for."""
    signing = {o.verb: o.name for o in index.groups.get("auth", ())}
    for words_, verb in _AUTH:
        if verb in signing and re.search(words_, text):
            yield signing[verb]
    entities = _entities(index, text)
    acts = list(_acts(index, text, entities))
    yield from acts
    kinds = [
        kind for words_, found in _VERBS if re.search(rf"\b(?:{words_})\b", text) for kind in found
    ]
    wanted = kinds or ([] if acts else [Kind.LIST])
    for entity in entities[:2]:
        for one in index.groups.get(snake(entity.name), ()):
            if one.kind in wanted:
                yield one.name


def _acts(index: Index, text: str, entities: list[Entity]) -> Iterator[str]:
    """Yield the steps and open operations that a text names."""
    if entities:
        near = [act for e in entities for act in index.acts.get(snake(e.name), ())]
    else:
        heads = dict.fromkeys(head for word in _WORD.findall(text) for head in _heads(word))
        near = [act for head in heads for act in islice(index.heads.get(head, ()), 50)]
    for pattern, one in (*near, *index.acts.get("", ())):
        match = pattern.search(text)
        if match and not (one.group == "report" and _is_compound(index, text, match.start())):
            yield one.name


def _heads(word: str) -> Iterator[str]:
    """Yield a word without its endings."""
    for plain in (word, word.removeprefix("re")):
        yield plain
        yield from (plain.removesuffix(end) for end in _ENDINGS if plain.endswith(end))


def _is_compound(index: Index, text: str, start: int) -> bool:
    """Tell whether a word stands behind the name of a thing: `expense report` is no report."""
    before = _WORD.findall(text[:start])
    return "generate" not in before and any(
        " ".join(before[-length:]) in index.nouns for length in (1, 2, 3) if len(before) >= length
    )


def _entities(index: Index, text: str) -> list[Entity]:
    """Return the entities that a text names, the first named first."""
    account = account_of(index.spec)
    found = _WORD.findall(text)
    taken: set[int] = set()
    named: dict[str, tuple[int, Entity]] = {}
    for length in (4, 3, 2, 1):
        for at in range(len(found) - length + 1):
            span = set(range(at, at + length))
            entity = index.nouns.get(" ".join(found[at : at + length]))
            if entity is not None and not span & taken:
                taken |= span
                named.setdefault(entity.name, (at, entity))
    ordered = sorted(named.values(), key=lambda pair: (pair[1] is account, pair[0]))
    return [entity for _, entity in ordered]


def _settings(index: Index, text: str) -> Iterator[str]:
    for name, pattern in _SETTINGS:
        if name in index.settings and re.search(pattern, text, re.IGNORECASE):
            yield f"#{name}"


def _fields(index: Index, text: str) -> Iterator[str]:
    spoken = words(text)
    said = dict.fromkeys((*spoken, *(word.removesuffix("s") for word in spoken)))
    found = (
        name for word in said for parts, name in index.fields.get(word, ()) if parts <= said.keys()
    )
    yield from islice(found, 2)
