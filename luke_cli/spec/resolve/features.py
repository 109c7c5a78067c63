"""The slices of the plan that can be built one by one: by chapter of the stories, then by entity."""

import re
from collections.abc import Iterable
from typing import Final

from luke_cli.names import plural, snake, words
from luke_cli.spec.facts import RequirementFact
from luke_cli.spec.model import Basis, Entity, Feature, Kind, Requirement, Source, Spec
from luke_cli.spec.resolve.ownership import account_of, parent_of
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.verbs import JUDGES, noun

_EMPTY: Final = frozenset(
    "and or the of for a an to with in on user users story stories feature features requirement "
    "requirements functional acceptance criteria workflow workflows module core mvp epic phase "
    "section general overview us fr mobile web application applications dashboard api backend "
    "frontend flutter next js react native ios android app endpoint endpoints".split()
)
_GENERIC: Final = frozenset(
    "user stories|acceptance criteria|requirements|functional requirements|features|criteria|"
    "user stories and acceptance criteria|stories|epics|non functional requirements|"
    "user story".split("|")
)


def resolve_features(said: Said, spec: Spec) -> tuple[Feature, ...]:
    """Return features that together cover every operation."""
    found: dict[str, Feature] = {}
    for feature in (*_sign_in(spec), *_of_steps(spec), *_of_stories(said, spec), *_of_groups(spec)):
        before = found.get(feature.name)
        found[feature.name] = _joined(before, feature) if before else feature
    covered = {name for feature in found.values() for name in feature.operations}
    missing = [
        o.group for o in spec.operations if o.name not in covered and f"{o.group}.*" not in covered
    ]
    for group in dict.fromkeys(missing):
        name = group if group not in found else f"{group}_rest"
        found[name] = Feature(name, (group.replace("_", " "),), (f"{group}.*",), basis=("default",))
    return tuple(found.values())


def _joined(one: Feature, other: Feature) -> Feature:
    """Return one feature of two that have the same name."""
    sources = tuple(dict.fromkeys((*one.sources, *other.sources)))
    return Feature(
        one.name,
        tuple(dict.fromkeys((*one.words, *other.words))),
        tuple(dict.fromkeys((*one.operations, *other.operations))),
        sources,
        _basis(sources),
    )


def _sign_in(spec: Spec) -> Iterable[Feature]:
    if any(operation.group == "auth" for operation in spec.operations):
        said = ("sign in", "log in", "login", "authentication", "profile", "password")
        sources = _sources(spec, ("auth.login", "auth.register"))
        yield Feature("authentication", said, ("auth.*",), sources, _basis(sources))


def _of_steps(spec: Spec) -> Iterable[Feature]:
    """Yield `expense_submission` and `expense_approval`: the two halves of a workflow."""
    for entity in spec.entities:
        steps = [t for t in spec.transitions if t.entity == entity.name]
        if not steps:
            continue
        group = snake(entity.name)
        judged = [t.operation for t in steps if t.operation.partition(".")[2] in JUDGES]
        kinds = (Kind.LIST, Kind.READ, Kind.CREATE, Kind.UPDATE, Kind.DELETE)
        rows = [o.name for o in spec.operations if o.group == group and o.kind in kinds]
        open_ = {o.name for o in spec.operations if o.kind is Kind.CUSTOM}
        others = [
            t.operation for t in steps if t.operation not in judged and t.operation not in open_
        ]
        if judged:
            record = [
                f"{snake(e.writes_entity)}.*" for t in steps for e in t.effects if e.writes_entity
            ]
            seen = [o for o in rows if o.endswith((".list", ".read"))]
            yield _slice(spec, f"{group}_approval", judged, (*seen, *judged, *record))
        if others:
            name = f"{group}_submission" if f"{group}.submit" in others else f"{group}_workflow"
            yield _slice(spec, name, others, (*rows, *others))


def _slice(spec: Spec, name: str, steps: list[str], operations: Iterable[str]) -> Feature:
    said: dict[str, None] = {}
    for step in steps:
        verb = step.partition(".")[2]
        said |= dict.fromkeys(w.replace("_", " ") for w in (verb, noun(verb)) if w)
    sources = _sources(spec, steps)
    return Feature(name, tuple(said), tuple(dict.fromkeys(operations)), sources, _basis(sources))


def _of_stories(said: Said, spec: Spec) -> Iterable[Feature]:
    """Yield a feature for each chapter that holds stories."""
    chapters: dict[str, list[RequirementFact]] = {}
    for fact in said.of(RequirementFact):
        if fact.kind in ("story", "criterion") and (title := _title(fact)):
            chapters.setdefault(title, []).append(fact)
    by_place = _by_place(spec.requirements)
    known = {operation.name for operation in spec.operations}
    for title, facts in chapters.items():
        if not any(fact.kind == "story" for fact in facts):
            continue
        served = (
            name
            for fact in facts
            for requirement in by_place.get((fact.place.file, fact.place.line), ())
            for name in requirement.served_by
        )
        operations = tuple(dict.fromkeys(name for name in served if name in known))
        label = [word for word in words(title) if word not in _EMPTY]
        if operations and label and label[0][0].isalpha():
            yield Feature("_".join(label[:4]), tuple(label), operations, said.sources(facts[:1]))


def _title(fact: RequirementFact) -> str:
    """Return the nearest heading that says more than `User Stories`."""
    for heading in reversed(fact.section[1:] or fact.section):
        plain = re.sub(
            r"^[\d.)\s]+|\([^)]*\)|^(?:epic|feature|us|story)\s*[-\d.:]+\s*",
            "",
            heading,
            flags=re.IGNORECASE,
        )
        if " ".join(words(plain)) not in _GENERIC and words(plain):
            return plain
    return ""


def _by_place(requirements: Iterable[Requirement]) -> dict[tuple[str, int], list[Requirement]]:
    found: dict[tuple[str, int], list[Requirement]] = {}
    for requirement in requirements:
        for source in requirement.sources:
            found.setdefault((source.file, source.line), []).append(requirement)
    return found


def _of_groups(spec: Spec) -> Iterable[Feature]:
    """Yield a feature for each entity that stands on its own, with its parts."""
    account = account_of(spec)
    groups = dict.fromkeys(operation.group for operation in spec.operations)
    for entity in spec.entities:
        group = snake(entity.name)
        if group not in groups or parent_of(spec, entity) is not None:
            continue
        parts = [snake(e.name) for e in spec.entities if _is_below(spec, e, entity)]
        name = "user_management" if entity is account else f"{group}_management"
        said = dict.fromkeys(w.replace("_", " ") for w in (group, plural(group), *parts))
        operations = tuple(f"{one}.*" for one in (group, *parts) if one in groups)
        yield Feature(name, tuple(said), operations, entity.sources[:1], _basis(entity.sources))
    yield from _of_files(spec)
    for group in groups:
        if group != "auth" and not any(snake(e.name) == group for e in spec.entities):
            names = [o.name for o in spec.operations if o.group == group]
            sources = _sources(spec, names)
            said_ = (group.replace("_", " "), plural(group).replace("_", " "))
            yield Feature(
                group, tuple(dict.fromkeys(said_)), (f"{group}.*",), sources, _basis(sources)
            )


def _of_files(spec: Spec) -> Iterable[Feature]:
    for entity in spec.entities:
        group = snake(entity.name)
        names = [o.name for o in spec.operations if o.group == group]
        if entity.trait("file of") and names:
            said = (group.replace("_", " "), "upload", "attachment", "file")
            sources = _sources(spec, names)
            yield Feature(f"{group}_upload", said, (f"{group}.*",), sources, _basis(sources))


def _is_below(spec: Spec, entity: Entity, above: Entity) -> bool:
    """Tell whether an entity is a part of another, or a part of its parts."""
    seen: set[str] = set()
    parent = parent_of(spec, entity)
    while parent is not None and parent.name not in seen:
        if parent is above:
            return entity is not above
        seen.add(parent.name)
        parent = parent_of(spec, parent)
    return False


def _sources(spec: Spec, names: Iterable[str]) -> tuple[Source, ...]:
    wanted = set(names)
    found = (s for o in spec.operations if o.name in wanted for s in o.sources[:1])
    return tuple(dict.fromkeys(found))[:4]


def _basis(sources: tuple[Source, ...]) -> Basis:
    return () if sources else ("default",)
