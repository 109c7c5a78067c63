"""What of the plan serves a requirement, found by its words."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Final

from luke_cli.names import snake, words
from luke_cli.spec.model import Entity, Kind, Source
from luke_cli.spec.once import SETTING
from luke_cli.spec.resolve.once import says_once
from luke_cli.spec.resolve.ownership import account_of
from luke_cli.spec.resolve.served_index import WEAK, Index

_VERBS: Final[tuple[tuple[str, tuple[Kind, ...]], ...]] = (
    (r"manag\w*|administ\w*|maintain\w*|keep(?:ing|s)?|crud", (Kind.LIST, Kind.CREATE, Kind.UPDATE, Kind.DELETE)),
    (r"upload\w*|attach\w*|captur\w*|photo\w*|scan\w*", (Kind.UPLOAD,)),
    (r"download\w*", (Kind.DOWNLOAD,)),
    ((r"creat\w*|add(?:ing|s)?|new|record\w*|register\w*|save|enter\w*|book\w*|post(?:ing|s)?|"
     r"plac\w+|open(?:ing|s)?|rais\w+|log(?:ging)?(?! ?in)|writ\w+|submit\w*|request\w*|"
     r"reserv\w+|invit\w+|ask(?:ing|s)? for|appl(?:y|ying|ies) for"), (Kind.CREATE, Kind.UPLOAD)),
    ((r"edit\w*|updat\w*|chang\w*|modif\w*|configur\w*|set(?:ting)?s?|customi[sz]\w*|assign\w*|"
     r"categori[sz]\w*|adjust\w*|(?:de)?activat\w*|(?:en|dis)abl\w*|block\w*|rename\w*|mov(?:e|ing)"), (Kind.UPDATE,)),
    (r"delet\w*|remov\w*", (Kind.DELETE,)),
    ((r"see|view\w*|(?<!\ba )(?<!\bone )(?<!\bthe )list\w*|brows\w*|track\w*|check\w*|find\w*|search\w*|filter\w*|sort\w*|"
     r"read\w*|display\w*|show\w*|monitor\w*|review\w*|look|details?|history|queue|page|"
     r"paginat\w*"), (Kind.LIST, Kind.READ)),
)  # fmt: skip
_AUTH: Final = (
    (r"log(?:s|ged|ging)? ?-?in\b|sign(?:s|ed|ing)? ?-?in\b|authenticat\w*|credentials", "login"),
    (r"log(?:s|ged|ging)? ?-?out\b|sign(?:s|ed|ing)? ?-?out\b", "logout"),
    (
        (
            r"\bregist(?:er|ration)\b(?! (?:(?:an?|the|my|each|every|all|new|its|their) )+(?!account|"
            r"user|member|profile)[a-z])|sign(?:s|ing)? ?-?up\b|create (?:an|my|their) account"
        ),
        "register",
    ),
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
    ("api_keys", r"\bAPI keys?\b|personal access tokens?"),
    ("idempotency_ttl", r"\boffline\b.*\bsync|\bsync\w*\b.*\boffline\b"),
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
_COUNTED: Final = re.compile(
    r"\b(?:at (?:most|least)|(?:no|not) (?:more|fewer|less) than|up to|maximum(?: of)?|minimum(?: of)?)\s+"
    r"(?:an?\b|\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|twelve\b)",
    re.IGNORECASE,
)
"""A limit, which an operation does not keep because it is about the same thing."""
_SENTENCES: Final = re.compile(r"(?<=[.;!?])\s+")
_GIVEN: Final = re.compile(r".{0,200}\bgiven\b.*\bwhen\b", re.DOTALL)
_OFFERS: Final = re.compile(r"\W*(?:support|manage|offer|provide|display|overview|list)\b")
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


_READING: Final = (Kind.LIST, Kind.READ)
_PAIRING: Final = {
    Kind.ATTACH: re.compile(r"\b(?:add|put|attach|assign|link|tag|label|enrol|join)\w*\b"),
    Kind.DETACH: re.compile(r"\b(?:remove|detach|unassign|unlink|untag|leave)\w*\b"),
}
_LISTED: Final = re.compile(r"(?:\s|,|/|&|\band\b|\bor\b|\btheir\b|\bits\b|\bthe\b)*")
_ON: Final = re.compile(r"\s+(?:on|about|for)\b")
_ANY_LIST: Final = re.compile(r"\b(?:lists?|filter\w*|sort\w*|search\w*)\b")

_Named = tuple[range, Entity]
"""Where a text names an entity."""


def served_by(index: Index, kind: str, text: str, sources: Iterable[Source]) -> tuple[str, ...]:
    """Return what serves a requirement: operations, settings, fields, `client`, `operations` or `open`."""
    lower = text.lower()
    found = index.stated(sources)
    if _HANDS.search(text) and not found:
        return ("client",)
    done = lower if kind == "story" or _GIVEN.match(lower) else _without_limits(lower)
    if kind != "target":
        found |= dict.fromkeys(_operations(index, done))
    if not found:
        found |= dict.fromkeys(_settings(index, text))
    if kind != "target":
        found |= dict.fromkeys(_fields(index, lower))
    if kind == "story" or _OFFERS.match(lower):
        found = found or dict.fromkeys(_shown(index, lower))
    if found:
        return tuple(found)[:6]
    if _CLIENT.search(text):
        return ("client",)
    return ("operations",) if _OPERATIONS.search(text) else ("open",)


def _without_limits(text: str) -> str:
    """Return the sentences of a text that set no limit."""
    return " ".join(one for one in _SENTENCES.split(text) if not _COUNTED.search(one))


def _operations(index: Index, text: str) -> Iterator[str]:
    """Yield the operations that the verbs of a text, on the things that it names, stand for."""
    signing = {o.verb: o.name for o in index.groups.get("auth", ())}
    for words_, verb in _AUTH:
        if verb in signing and re.search(words_, text):
            yield signing[verb]
    named = _entities(index, text)
    entities = [entity for _, entity in named]
    acts = [*_acts(index, text, entities), *_links(index, text, entities)]
    yield from acts
    steps = [name.partition(".")[2].removesuffix("e") for name in acts]
    found = list(_kinds(text, named, steps))
    if acts:
        found = [(kind, entity) for kind, entity in found if kind not in _READING]
    for kind, entity in found:
        for one in index.groups.get(snake(entity.name), ()):
            if one.kind is kind:
                yield one.name
    if not named:
        yield from _lists(index, text)


def _shown(index: Index, text: str) -> Iterator[str]:
    """Yield the lists of the things that a text names and says nothing else about."""
    for _, entity in _entities(index, text)[:2]:
        for one in index.groups.get(snake(entity.name), ()):
            if one.kind is Kind.LIST:
                yield one.name


def _kinds(text: str, named: list[_Named], steps: list[str]) -> Iterator[tuple[Kind, Entity]]:
    """Yield what is done to which thing: a verb is about what follows it, else what precedes it.

    A verb that names a step of a workflow already is no other one as well.
    """
    for spelled, kinds in _VERBS:
        for match in re.finditer(rf"\b(?:{spelled})\b", text):
            if any(match[0].startswith(step) for step in steps):
                continue
            for entity in _objects(text, match, named):
                yield from ((kind, entity) for kind in kinds)
    for place, entity in named:
        # `comment on a task`: the name of the thing is the verb.
        if place.start == 0 and _ON.match(text, place.stop):
            yield Kind.CREATE, entity
            yield Kind.UPLOAD, entity


def _objects(text: str, verb: re.Match[str], named: list[_Named]) -> list[Entity]:
    """Return the things that a verb is about: the next one, with what is listed beside it."""
    later = [one for one in named if one[0].start >= verb.end()]
    if not later:
        before = [one for one in named if one[0].stop <= verb.start()]
        return [before[-1][1]] if before else []
    found = [later[0][1]]
    for (one, _), (other, entity) in pairwise(later):
        if not _LISTED.fullmatch(text, one.stop, other.start):
            break
        found.append(entity)
    return found


def _links(index: Index, text: str, entities: list[Entity]) -> Iterator[str]:
    """Yield the operations that make or end a pair of the things that a text names."""
    pairs = {snake(one.name) for one in entities}
    for kind, spelled in _PAIRING.items():
        if len(pairs) < 2 or not spelled.search(text):
            continue
        for group in sorted(pairs):
            for one in index.groups.get(group, ()):
                other = one.verb.partition("_")[2]
                if one.kind is kind and other in pairs:
                    yield one.name


def _lists(index: Index, text: str) -> Iterator[str]:
    """Yield the list that has the parameters which a text about *the list* names."""
    if not _ANY_LIST.search(text):
        return
    said = {snake(word) for word in words(text)}
    counts: dict[str, int] = {}
    for parameter in index.spec.parameters:
        parts = {part for field in parameter.fields for part in snake(field).split("_")}
        if parameter.means in ("filter", "search") and parts - WEAK & said:
            counts[parameter.operation] = counts.get(parameter.operation, 0) + bool(parts & said)
    best = max(counts.values(), default=0)
    if best > 1:
        yield from (name for name, count in counts.items() if count == best)


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


def _entities(index: Index, text: str) -> list[_Named]:
    """Return the entities that a text names and where, the first named first, the account last."""
    account = account_of(index.spec)
    found = list(_WORD.finditer(text))
    taken: set[int] = set()
    named: dict[str, _Named] = {}
    for length in (4, 3, 2, 1):
        for at in range(len(found) - length + 1):
            span = set(range(at, at + length))
            entity = index.nouns.get(" ".join(word[0] for word in found[at : at + length]))
            if entity is not None and not span & taken:
                taken |= span
                place = range(found[at].start(), found[at + length - 1].end())
                named.setdefault(entity.name, (place, entity))
    return sorted(named.values(), key=lambda pair: (pair[1] is account, pair[0].start))


def _settings(index: Index, text: str) -> Iterator[str]:
    for name, pattern in _SETTINGS:
        if name in index.settings and re.search(pattern, text, re.IGNORECASE):
            yield f"#{name}"
    if SETTING in index.settings and says_once(text):
        yield f"#{SETTING}"


def _fields(index: Index, text: str) -> Iterator[str]:
    spoken = words(text)
    said = dict.fromkeys((*spoken, *(word.removesuffix("s") for word in spoken)))
    found = (
        name for word in said for parts, name in index.fields.get(word, ()) if parts <= said.keys()
    )
    yield from islice(found, 2)
