"""The plan by what requirements may say."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from luke_cli.names import last_word, plural, snake
from luke_cli.spec.model import Entity, Kind, Operation, Source, Sources, Spec
from luke_cli.spec.resolve.ownership import is_tenant
from luke_cli.spec.resolve.verbs import noun, participles

_CALLED: Final = {"return": ("send back", "sent back"), "reject": ("turn down", "turned down")}
"""What people call an act beside its verb."""
_ACTS: Final = (
    Kind.RESTORE,
    Kind.TRANSITION,
    Kind.BULK,
    Kind.EXPORT,
    Kind.SUMMARY,
    Kind.CUSTOM,
)
WEAK: Final = frozenset(("id", "at", "on", "is", "by", "name", "code"))


class Act(NamedTuple):
    """An operation that is known by what it does, and the words for that."""

    pattern: re.Pattern[str]
    operation: Operation


@dataclass(slots=True)
class Index:
    """The plan by what requirements may say."""

    spec: Spec
    by_line: dict[tuple[str, int], list[str]]
    """Settings, fields and steps by the lines that state them."""
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
    needing: frozenset[str]
    """The operations that need something, or ask something of the row."""

    def stated(self, sources: Iterable[Source]) -> dict[str, None]:
        """Return the settings, fields and steps that lines state, each once, in their order."""
        places = ((source.file, source.line) for source in sources)
        return dict.fromkeys(name for place in places for name in self.by_line.get(place, ()))


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
        needing=frozenset(
            (
                *(step.operation for step in spec.transitions if step.needs or step.due),
                *(one.operation for one in spec.preconditions),
            )
        ),
    )
    for entity in spec.entities:
        if not entity.trait("join"):
            _index_entity(index, entity)
    narrowed = {one.operation for one in spec.parameters if one.means == "only"}
    for operation in spec.operations:
        index.groups.setdefault(operation.group, []).append(operation)
        if operation.kind in _ACTS or operation.name in narrowed:
            _index_act(index, operation)
    return index


def _by_line(spec: Spec) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for name, sources in _stated(spec):
        for source in sources:
            found.setdefault((source.file, source.line), []).append(name)
    return found


def _stated(spec: Spec) -> Iterator[tuple[str, Sources]]:
    """Yield the items of the plan with the lines that state them, also those that were overruled."""
    for setting in spec.settings:
        yield f"#{setting.name}", setting.sources
    for entity in spec.entities:
        yield from ((f"{entity.name}.{field.name}", field.sources) for field in entity.fields)
    yield from (
        (step.operation, step.sources) for step in spec.transitions if step.due or not step.basis
    )
    yield from ((one.operation, one.sources) for one in spec.preconditions)
    for decision in spec.decisions:
        name, _, field = decision.about.partition(".")
        named = spec.entity(name)
        if decision.about.startswith("#") or (named and named.field(field)):
            yield from ((decision.about, side.sources) for side in decision.aside)


def _index_entity(index: Index, entity: Entity) -> None:
    whole = snake(entity.name).replace("_", " ")
    index.nouns[whole] = index.nouns[plural(snake(entity.name)).replace("_", " ")] = entity
    for phrase in _phrases(index.spec, entity):
        index.nouns.setdefault(phrase, entity)
    for field in entity.fields:
        parts = [p for p in field.name.split("_") if p not in WEAK]
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


def _phrases(spec: Spec, entity: Entity) -> Iterator[str]:
    """Yield what else an entity is called in sentences."""
    if entity.trait("append-only"):
        yield from ("audit trail", "audit trails", "audit log", "audit logs", "activity log")
    if is_tenant(spec, entity):
        owners = ("company", "organization", "workspace", "company wide")
        yield from (f"{owner} settings" for owner in owners)
    if entity.trait("account"):
        yield from ("account", "accounts")
    if entity.trait("file of"):
        for word in ("file", "document", "photo", "picture", "image"):
            yield from (word, plural(word))
    short = last_word(entity.name)
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
    called = _CALLED.get(head, ())
    forms = {head, *called, *participles(head), noun(head), head.removesuffix("e") + "ing"} - {""}
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
