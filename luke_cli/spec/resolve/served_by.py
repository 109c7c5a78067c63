"""What of the plan serves a requirement, found by its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Index:
    """The plan by what requirements may say."""

    spec: Spec
    by_line: dict[tuple[str, int], list[str]]
    """Settings by the lines that state them."""
    nouns: tuple[tuple[re.Pattern[str], Entity], ...]
    """Words for each entity, the longest name first."""
    acts: tuple[tuple[re.Pattern[str], Operation], ...]
    """Words for each transition and open operation."""
    fields: tuple[tuple[frozenset[str], str], ...]


def index_of(spec: Spec) -> Index:
    """Index a plan by its words."""
    by_line: dict[tuple[str, int], list[str]] = {}
    for setting in spec.settings:
        for source in setting.sources:
            by_line.setdefault((source.file, source.line), []).append(f"#{setting.name}")
    for decision in spec.decisions:
        if decision.about.startswith("#"):
            for source in (s for side in decision.aside for s in side.sources):
                by_line.setdefault((source.file, source.line), []).append(decision.about)
    named = sorted(spec.entities, key=lambda entity: -len(entity.name))
    return Index(
        spec=spec,
        by_line=by_line,
        nouns=tuple(
            (_noun(entity, is_tenant(spec, entity)), entity)
            for entity in named
            if not entity.trait("join")
        ),
        acts=tuple(
            (pattern, one)
            for one in spec.operations
            if one.kind in (Kind.TRANSITION, Kind.CUSTOM) and (pattern := _act(one))
        ),
        fields=tuple(_telling_fields(spec)),
    )


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
        found |= dict.fromkeys(_settings(index.spec, text))
    if kind != "target":
        found |= dict.fromkeys(_fields(index, lower))
    if found:
        return tuple(found)[:6]
    if _CLIENT.search(text):
        return ("client",)
    return ("operations",) if _OPERATIONS.search(text) else ("open",)


def _noun(entity: Entity, tenant: bool) -> re.Pattern[str]:
    name = snake(entity.name)
    forms = {name, plural(name)}
    if entity.trait("append-only"):
        forms |= {"audit trail", "audit trails", "audit log", "audit logs", "activity log"}
    if tenant:
        forms |= {
            "company settings",
            "organization settings",
            "workspace settings",
            "company-wide settings",
        }
    short = name.rpartition("_")[2]
    if short != name and len(short) > 3:
        forms |= {short, plural(short)}
    spelled = "|".join(
        sorted((re.escape(f).replace("_", r"[ _-]") for f in forms), key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{spelled})\b")


def _act(operation: Operation) -> re.Pattern[str] | None:
    verb = operation.verb
    if operation.group == "integration":
        return re.compile(r"\b(?<!camera )integrat(?:ions?|es?|ing)\b|accounting|webhooks?")
    if operation.kind is Kind.CUSTOM and operation.group == "auth":
        return re.compile(rf"\b{re.escape(verb.replace('_', ' '))}\b")
    head, *rest = verb.split("_")
    forms = {head, *participles(head), noun(head), head.removesuffix("e") + "ing"} - {""}
    if head in ("read", "list", "update", "create", "delete", "add", "remove", "mark", "it", "all"):
        forms = {operation.group} if head == "read" else {f"{head} {rest[0]}"} if rest else set()
    if head == "bulk":
        forms = {f"bulk {one}" for one in rest} | {"bulk action"}
    if head == "read" or operation.group in ("analytics", "integration", "report"):
        forms |= {operation.group, plural(operation.group)}
    if operation.group == "analytics":
        forms |= {"trend", "spending", "insight", "breakdown", "comparison"}
    if verb == "extract":
        forms |= {"ocr", "auto-extract"}
    if not forms:
        return None
    spelled = "|".join(sorted(map(re.escape, forms)))
    return re.compile(rf"\b(?:re-?)?(?:{spelled})(?:s|es|ing|able)?\b")


def _operations(index: Index, text: str) -> Iterator[str]:
    """Yield the operations that the verbs of a text, on the things that it names, stand for."""
    spec = index.spec
    signing = {o.verb: o.name for o in spec.operations if o.group == "auth"}
    for words_, verb in _AUTH:
        if re.search(words_, text) and verb in signing:
            yield signing[verb]
    entities = _entities(index, text)
    acted = False
    for pattern, one in index.acts:
        about = next((e for e in entities if snake(e.name) == one.group), None)
        free = spec.entity(_entity_name(spec, one)) is None
        match = pattern.search(text)
        if match is None or (one.group == "report" and _is_compound(index, text, match.start())):
            continue
        if about or free or not entities:
            acted = True
            yield one.name
    kinds = [
        kind for words_, found in _VERBS if re.search(rf"\b(?:{words_})\b", text) for kind in found
    ]
    for entity in entities[:2]:
        for one in spec.operations:
            if one.group == snake(entity.name) and one.kind in (
                kinds or ([] if acted else [Kind.LIST])
            ):
                yield one.name


def _is_compound(index: Index, text: str, start: int) -> bool:
    """Tell whether a word stands behind the name of a thing: `expense report` is no report."""
    before = text[:start].rstrip()
    if "generat" in before:
        return False
    return any(before.endswith(snake(entity.name).replace("_", " ")) for _, entity in index.nouns)


def _entity_name(spec: Spec, operation: Operation) -> str:
    return next((e.name for e in spec.entities if snake(e.name) == operation.group), "")


def _entities(index: Index, text: str) -> list[Entity]:
    """Return the entities that a text names, the first named first."""
    account = account_of(index.spec)
    found: dict[str, tuple[int, Entity]] = {}
    taken: list[tuple[int, int]] = []
    for pattern, entity in index.nouns:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(a <= start and end <= b for a, b in taken):
                continue
            taken.append((start, end))
            found.setdefault(entity.name, (start, entity))
            break
    ordered = sorted(found.values(), key=lambda pair: (pair[1] is account, pair[0]))
    return [entity for _, entity in ordered]


def _settings(spec: Spec, text: str) -> Iterator[str]:
    there = {setting.name for setting in spec.settings}
    for name, pattern in _SETTINGS:
        if name in there and re.search(pattern, text, re.IGNORECASE):
            yield f"#{name}"


def _telling_fields(spec: Spec) -> Iterator[tuple[frozenset[str], str]]:
    for entity in spec.entities:
        for field in entity.fields:
            parts = [
                p
                for p in field.name.split("_")
                if p not in ("id", "at", "on", "is", "by", "name", "code")
            ]
            if len(parts) > 1 and not field.implied:
                yield frozenset(parts), f"{entity.name}.{field.name}"


def _fields(index: Index, text: str) -> Iterator[str]:
    said = set(words(text))
    said |= {word.removesuffix("s") for word in said}
    found = (name for parts, name in index.fields if parts <= said)
    for count, name in enumerate(found):
        if count < 2:
            yield name
