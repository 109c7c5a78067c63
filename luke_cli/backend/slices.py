"""Features: the part of a spec that a prompt asks for, and all that this part needs."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.errors import UsageError
from luke_cli.names import singular, snake, words
from luke_cli.spec.guards import part_of
from luke_cli.spec.inbox import CHANNEL as IN_APP
from luke_cli.spec.inbox import inbox_of
from luke_cli.spec.model import Entity, Feature, Operation, Spec
from luke_cli.spec.notifications import is_told
from luke_cli.spec.trail import trail_of

_STOP: Final = frozenset(
    "a an the and or of for to in on with please now my our implement build code develop create "
    "make write add feature features module backend api endpoints endpoint system management "
    "functionality flow support".split()
)


def features_of(spec: Spec, prompt: str) -> tuple[str, ...]:
    """Return the features that a prompt names; none for a prompt that names the whole plan.

    Raises: UsageError if it names no feature, with the features that there are.
    """
    asked = _content(prompt)
    if not asked or asked <= set(map(singular, words(spec.project))) | _whole():
        return ()
    if named := _named(spec, prompt):
        return named
    scored = {f.name: _score(spec, f, asked) for f in spec.features}
    best = max(scored.values(), default=0)
    found = tuple(name for name, score in scored.items() if score and score >= best)
    if not found or _misspelt(spec, asked, found):
        raise UsageError(f'no feature of the plan matches "{prompt}"', hint=_suggest(spec, prompt))
    return found


def unbuilt(spec: Spec, part: Spec) -> tuple[str, ...]:
    """Return the features of a spec of which a part of it lacks an operation."""
    there = {operation.name for operation in part.operations}
    lacking = [operation for operation in spec.operations if operation.name not in there]
    return tuple(f.name for f in spec.features if any(_holds(f, one.name) for one in lacking))


def restrict(spec: Spec, names: Iterable[str]) -> Spec:
    """Return the part of a spec that some features need.

    That is their operations, signing in, the entities that they touch, and what those refer to.
    """
    wanted = set(names)
    features = [feature for feature in spec.features if feature.name in wanted]
    operations = [
        o for o in spec.operations if o.group == "auth" or any(_holds(f, o.name) for f in features)
    ]
    timed = {s.operation for s in spec.timed if any(_holds(f, s.operation) for f in features)}
    kept = {operation.name for operation in operations}
    entities = _closure(spec, operations)
    enums = {f.type.enum for e in entities for f in e.fields}
    members = {m.type.enum for c in spec.contracts if c.operation in kept for m in c.takes.members}
    names_kept = {entity.name for entity in entities}
    return replace(
        spec,
        entities=tuple(entities),
        enums=tuple(e for e in spec.enums if e.name in enums | members),
        indexes=tuple(i for i in spec.indexes if i.entity in names_kept),
        operations=tuple(operations),
        parameters=tuple(p for p in spec.parameters if p.operation in kept),
        contracts=tuple(c for c in spec.contracts if c.operation in kept),
        transitions=tuple(t for t in spec.transitions if t.operation in kept | timed),
        preconditions=tuple(p for p in spec.preconditions if p.operation in kept),
        notifications=tuple(n for n in spec.notifications if n.operation in kept),
        features=tuple(features),
    )


def _named(spec: Spec, prompt: str) -> tuple[str, ...]:
    """Return the features whose whole names stand in a prompt, without shorter ones within."""
    said = {singular(word) for word in words(prompt)}
    names = {f.name: {singular(word) for word in words(f.name)} for f in spec.features}
    found = {name: parts for name, parts in names.items() if parts and parts <= said}
    return tuple(n for n, parts in found.items() if not any(parts < o for o in found.values()))


def _misspelt(spec: Spec, asked: set[str], found: Sequence[str]) -> bool:
    """Tell whether words that no feature has leave open which one is meant."""
    known = {word for feature in spec.features for word in _vocabulary(spec, feature)}
    strange = asked - known
    near = any(difflib.get_close_matches(word, known, n=1, cutoff=0.8) for word in strange)
    return bool(strange) and (near or len(found) > 1)


def _vocabulary(spec: Spec, feature: Feature) -> set[str]:
    phrases = [feature.name, *feature.words]
    phrases += [o.verb for o in spec.operations if _holds(feature, o.name)]
    return {singular(word) for phrase in phrases for word in words(phrase)}


def _whole() -> set[str]:
    return {"everything", "all", "plan", "whole", "complete", "entire", "design"}


def _content(text: str) -> set[str]:
    return {singular(word) for word in words(text) if word not in _STOP}


def _score(spec: Spec, feature: Feature, asked: set[str]) -> int:
    """Return how well a feature fits: its own name counts most, then its words."""
    name = {singular(word) for word in words(feature.name)}
    said = {singular(word) for phrase in feature.words for word in words(phrase)}
    verbs = {
        singular(word)
        for operation in spec.operations
        if _holds(feature, operation.name)
        for word in words(operation.verb)
    }
    return 4 * len(asked & name) + 2 * len(asked & said) + len(asked & verbs)


def _suggest(spec: Spec, prompt: str) -> str:
    labels = [feature.name.replace("_", " ") for feature in spec.features]
    asked = " ".join(word for word in words(prompt) if word not in _STOP)
    near = difflib.get_close_matches(asked, labels, n=1, cutoff=0.5)
    lines = [f"did you mean  {near[0]}"] if near else []
    return "\n".join([*lines, f"all features  {' · '.join(labels) or 'none'}"])


def _holds(feature: Feature, name: str) -> bool:
    """Tell whether a feature has an operation, or a step that time takes, of a name."""
    return name in feature.operations or f"{name.partition('.')[0]}.*" in feature.operations


def _closure(spec: Spec, operations: Sequence[Operation]) -> list[Entity]:
    """Return the entities of operations and all that these refer to, in the order of the spec."""
    named = {entity.name: entity for entity in spec.entities}
    groups = {snake(entity.name): entity.name for entity in spec.entities}
    open_ = [groups[o.group] for o in operations if o.group in groups]
    open_ += [e.name for e in spec.entities if e.trait("account")]
    open_ += [
        e.writes_entity
        for t in spec.transitions
        if t.operation in {o.name for o in operations}
        for e in t.effects
    ]
    open_ += [part for o in operations for g in spec.guards_of(o.name) if (part := part_of(g))]
    open_ += _in_paths(spec, operations)
    if trail := trail_of(spec):
        open_.append(trail.entity.name)
    if (inbox := inbox_of(spec)) and any(is_told(spec, o, IN_APP) for o in operations):
        open_.append(inbox.entity.name)
    seen: set[str] = set()
    while open_:
        entity = named.get(open_.pop())
        if entity is None or entity.name in seen:
            continue
        seen.add(entity.name)
        open_ += [f.type.target for f in entity.fields if f.type.target]
        open_ += [t.subject for t in entity.traits]
    joins = [e for e in spec.entities if e.trait("join")]
    seen |= {j.name for j in joins if all(f.type.target in seen | {""} for f in j.fields)}
    return [entity for entity in spec.entities if entity.name in seen]


def _in_paths(spec: Spec, operations: Sequence[Operation]) -> list[str]:
    parts = {snake(part) for o in operations for part in o.path.split("/") if "{" not in part}
    return [e.name for e in spec.entities if e.table in parts]
