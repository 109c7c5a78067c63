"""The slices of the plan that can be built one by one: by chapter of the stories, then by entity."""

import re
from collections.abc import Iterable
from typing import Final

from luke_cli.names import plural, snake, words
from luke_cli.spec.facts import RequirementFact
from luke_cli.spec.model import (
    Basis,
    Entity,
    Feature,
    Kind,
    Operation,
    Requirement,
    Source,
    Spec,
    Transition,
)
from luke_cli.spec.resolve.ownership import account_of, children_of, parent_of
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


class _Plan:
    """The operations of a spec by name and group, and the steps by entity."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.by_name = {operation.name: operation for operation in spec.operations}
        self.by_group: dict[str, list[Operation]] = {}
        self.steps: dict[str, list[Transition]] = {}
        for operation in spec.operations:
            self.by_group.setdefault(operation.group, []).append(operation)
        for step in spec.transitions:
            self.steps.setdefault(step.entity, []).append(step)

    def sources(self, names: Iterable[str]) -> tuple[Source, ...]:
        """Return where some operations are named."""
        found = (s for name in names if (o := self.by_name.get(name)) for s in o.sources[:1])
        return tuple(dict.fromkeys(found))[:4]


def resolve_features(said: Said, spec: Spec) -> tuple[Feature, ...]:
    """Return features that together cover every operation."""
    found: dict[str, Feature] = {}
    plan = _Plan(spec)
    made = (*_sign_in(plan), *_of_steps(plan), *_of_stories(said, spec), *_of_groups(plan))
    for feature in made:
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


def _sign_in(plan: _Plan) -> Iterable[Feature]:
    if "auth" in plan.by_group:
        said = ("sign in", "log in", "login", "authentication", "profile", "password")
        sources = plan.sources(("auth.login", "auth.register"))
        yield Feature("authentication", said, ("auth.*",), sources, _basis(sources))


def _of_steps(plan: _Plan) -> Iterable[Feature]:
    """Yield `expense_submission` and `expense_approval`: the two halves of a workflow."""
    for entity in plan.spec.entities:
        steps = plan.steps.get(entity.name)
        if not steps:
            continue
        group = snake(entity.name)
        judged = [t.operation for t in steps if t.operation.partition(".")[2] in JUDGES]
        kinds = (Kind.LIST, Kind.READ, Kind.CREATE, Kind.UPDATE, Kind.DELETE)
        own = plan.by_group.get(group, [])
        rows = [o.name for o in own if o.kind in kinds]
        open_ = {o.name for o in own if o.kind is Kind.CUSTOM}
        others = [
            t.operation for t in steps if t.operation not in judged and t.operation not in open_
        ]
        if judged:
            record = [
                f"{snake(e.writes_entity)}.*" for t in steps for e in t.effects if e.writes_entity
            ]
            seen = [o for o in rows if o.endswith((".list", ".read"))]
            yield _slice(plan, f"{group}_approval", judged, (*seen, *judged, *record))
        if others:
            name = f"{group}_submission" if f"{group}.submit" in others else f"{group}_workflow"
            yield _slice(plan, name, others, (*rows, *others))


def _slice(plan: _Plan, name: str, steps: list[str], operations: Iterable[str]) -> Feature:
    said: dict[str, None] = {}
    for step in steps:
        verb = step.partition(".")[2]
        said |= dict.fromkeys(w.replace("_", " ") for w in (verb, noun(verb)) if w)
    sources = plan.sources(steps)
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


def _of_groups(plan: _Plan) -> Iterable[Feature]:
    """Yield a feature for each entity that stands on its own, with its parts, and for the rest."""
    spec, groups = plan.spec, plan.by_group
    account = account_of(spec)
    for entity in spec.entities:
        group = snake(entity.name)
        if group not in groups or parent_of(spec, entity) is not None:
            continue
        parts = [snake(part.name) for part in _below(spec, entity)]
        name = "user_management" if entity is account else f"{group}_management"
        said = dict.fromkeys(w.replace("_", " ") for w in (group, plural(group), *parts))
        operations = tuple(f"{one}.*" for one in (group, *parts) if one in groups)
        yield Feature(name, tuple(said), operations, entity.sources[:1], _basis(entity.sources))
    yield from _of_files(plan)
    entities = {snake(entity.name) for entity in spec.entities}
    for group, operations_ in groups.items():
        if group != "auth" and group not in entities:
            sources = plan.sources(o.name for o in operations_)
            words_ = (group.replace("_", " "), plural(group).replace("_", " "))
            found = tuple(dict.fromkeys(words_))
            yield Feature(group, found, (f"{group}.*",), sources, _basis(sources))


def _of_files(plan: _Plan) -> Iterable[Feature]:
    for entity in plan.spec.entities:
        group = snake(entity.name)
        names = [o.name for o in plan.by_group.get(group, ())]
        if entity.trait("file of") and names:
            said = (group.replace("_", " "), "upload", "attachment", "file")
            sources = plan.sources(names)
            yield Feature(f"{group}_upload", said, (f"{group}.*",), sources, _basis(sources))


def _below(spec: Spec, entity: Entity) -> Iterable[Entity]:
    """Yield the parts of an entity, and the parts of its parts."""
    seen = {entity.name}
    todo = list(children_of(spec, entity))
    while todo:
        part = todo.pop(0)
        if part.name not in seen:
            seen.add(part.name)
            yield part
            todo += children_of(spec, part)


def _basis(sources: tuple[Source, ...]) -> Basis:
    return () if sources else ("default",)
