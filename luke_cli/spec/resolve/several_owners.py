"""Rows that belong to several people by different ways, where the documents name a further owner.

    POST /loans/{id}/approve   owner of the tool        `tool_id.owner_id`
    POST /loans/{id}/pickup    borrower                 `borrower_id`, where `borrower` is no role
    requested -> approved (tool owner)
    Members see their own loans and the loans of their tools.

Whoever changes a row is the first owner, unless these words name another one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import kebab, plural, singular, snake
from luke_cli.spec.facts import (
    ANY_USER,
    EndpointFact,
    EnumFact,
    Fact,
    FieldFact,
    PermissionFact,
    RoleFact,
    WorkflowFact,
)
from luke_cli.spec.guards import CHANGES
from luke_cli.spec.model import (
    OWNER,
    Entity,
    Field,
    Guard,
    Operation,
    Precondition,
    Spec,
    Trait,
    TypeName,
)
from luke_cli.spec.resolve.actors import act_beside
from luke_cli.spec.resolve.entity_names import EntityNames, entity_names
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.resolve.verbs import verb_of

_LEAD: Final = re.compile(r"^(?:(?:the|an?|only|its|by)\s+)+", re.IGNORECASE)
_OF: Final = re.compile(r"(?P<who>\w+) of (?:the |its |their |an? )?(?P<of>\w+(?: \w+)?)")
_POSSESSED: Final = re.compile(r"(?P<of>\w+(?: \w+)?)['\u2019]s? (?P<who>\w+)")
_BEFORE: Final = re.compile(r"(?P<of>\w+(?: \w+)?) (?P<who>\w+)")
_SEVERAL: Final = re.compile(r"\s*(?:[,;/|&]|\b(?:or|and)\b)\s*", re.IGNORECASE)
_PARAMETER: Final = re.compile(r"\{[^{}]*\}")
_NARROW: Final = ("own", "team")
_ROLE_FIELDS: Final = ("role", "roles", "user_role")


@dataclass(frozen=True, slots=True)
class Told:
    """Words that name an owner of the rows of an entity."""

    entity: str
    path: str
    said: Fact | Line


def with_owners_told(said: Said, data: Spec) -> tuple[Said, tuple[Told, ...]]:
    """Return what names owners of rows with several of them, and the claims without these words.

    Who is an owner of a row is no role: everybody may be one. Of a row with one owner, an endpoint
    that names him is for everybody's own.
    """
    reader = _Reader(said, data)
    told = [*reader.of_facts(), *reader.of_sentences()]
    first = {entity.name: entity.owners[0] for entity in data.entities if entity.owners}
    several = {one.entity for one in told if one.path != first.get(one.entity)}
    kept = tuple(one for one in told if one.entity in several and one.entity in first)
    kept = (*kept, *reader.of_steps(kept))
    named = {id(one.said) for one in kept}
    alone = {id(one.said) for one in told if one.entity in first.keys() - several}
    if not named | alone:
        return said, ()
    endpoints = tuple(
        reader.without_owners(fact)
        if id(fact) in named or (id(fact) in alone and "{" in fact.path)
        else fact
        for fact in said.of(EndpointFact)
    )
    steps = tuple(
        replace(fact, action=_beside(fact.action), roles=()) if id(fact) in named else fact
        for fact in said.of(WorkflowFact)
    )
    rights = (*said.of(PermissionFact), *_of_steps_alone(said, kept))
    changed = {
        **said.by_kind,
        EndpointFact: endpoints,
        WorkflowFact: steps,
        PermissionFact: rights,
    }
    return replace(said, by_kind=changed), kept


def _of_steps_alone(said: Said, told: Iterable[Told]) -> Iterator[PermissionFact]:
    """Yield the rights to steps that no endpoint takes, each with who takes it."""
    ends = {snake(fact.path.rpartition("/")[2]) for fact in said.of(EndpointFact)}
    for one in told:
        step = one.said
        if not isinstance(step, WorkflowFact) or act_beside(step.action, ends):
            continue
        if (verb := verb_of(snake(step.target))) not in ends:
            yield PermissionFact(
                place=step.place,
                authority=step.authority,
                section=step.section,
                role=ANY_USER,
                resource=one.entity,
                action=verb,
                scope="own",
            )


def _beside(label: str) -> str:
    """Return what the label of a step says after the word for who takes it: `, when picked up`."""
    who, comma, when = label.partition(",")
    return f"{comma}{when}" if who else label


def _stem(path: str) -> str:
    return path.rpartition(".")[2].removesuffix("_id")


class _Reader:
    """What the words of the documents mean, for the rows of an entity."""

    def __init__(self, said: Said, data: Spec) -> None:
        self.said = said
        self.names: EntityNames = entity_names(said, data)
        self.data = data
        self.account = data.account
        self.roles = {singular(snake(fact.name)) for fact in said.of(RoleFact)}
        listed = [(fact.name, fact.values) for fact in said.of(FieldFact)]
        listed += [(fact.name, fact.values) for fact in said.of(EnumFact)]
        for name, values in listed:
            if snake(name).endswith(_ROLE_FIELDS):
                self.roles |= {singular(snake(value)) for value in values}

    def of_facts(self) -> Iterator[Told]:
        """Yield whom the endpoints and the steps name."""
        if not self.roles:
            return
        for fact in self.said.of(EndpointFact):
            entity = self._of_path(fact.path)
            for word in self._words(fact) if entity else ():
                if entity and (path := self.path(entity, word)):
                    yield Told(entity.name, path, fact)
        for step in self.said.of(WorkflowFact):
            entity = self.names.find(step.entity) if step.entity else None
            words = (*step.roles, step.action.partition(",")[0])
            paths = [path for word in words if entity and (path := self.path(entity, word))]
            if entity and paths:
                yield Told(entity.name, paths[0], step)

    def of_steps(self, told: Iterable[Told]) -> Iterator[Told]:
        """Yield the steps that name an owner by one word whom others name in full: `owner`."""
        known = {(one.entity, one.path) for one in told}
        named = {id(one.said) for one in told}
        for step in self.said.of(WorkflowFact):
            entity = self.names.find(step.entity) if step.entity and id(step) not in named else None
            words = {snake(word) for word in (*step.roles, step.action.partition(",")[0])}
            paths = [
                path
                for name, path in sorted(known)
                if entity and name == entity.name and _stem(path) in words - self.roles
            ]
            if entity and len(paths) == 1:
                yield Told(entity.name, paths[0], step)

    def of_sentences(self) -> Iterator[Told]:
        """Yield the owners of other things whose rows a sentence speaks of: `loans of their tools`."""
        for entity in self.data.entities:
            for field, target in self._owned_by(entity):
                things = plural(snake(entity.name)).replace("_", " ")
                theirs = plural(snake(target.name)).replace("_", " ")
                pattern = re.compile(
                    rf"\b{things} (?:of|for|on) (?:their|his|her|my|your) (?:own )?{theirs}\b"
                    rf"|\b(?:their|his|her|my|your|own) {theirs}['\u2019] {things}\b",
                    re.IGNORECASE,
                )
                path = f"{field.name}.{target.owners[0]}"
                for line, sentence in self.said.sentences([things.split()[-1]]):
                    if pattern.search(sentence):
                        yield Told(entity.name, path, line)

    def _owned_by(self, entity: Entity) -> Iterator[tuple[Field, Entity]]:
        """Yield the references of somebody's rows to what others own, where there is one only."""
        targets = [f.type.target for f in entity.fields if f.type.target]
        for field in entity.fields if entity.owners else ():
            target = self.data.entity(field.type.target)
            other = target is not None and target not in (self.account, entity)
            if target and other and target.owners and targets.count(target.name) == 1:
                yield field, target

    def path(self, entity: Entity, words: str) -> str:
        """Return the path to the owner that words mean; "" if they are a role, or mean none."""
        text = _LEAD.sub("", words.strip().lower())
        if not text or singular(snake(text)) in self.roles:
            return ""
        for form in (_OF, _POSSESSED, _BEFORE):
            found = form.fullmatch(text)
            target = self.names.find(found["of"]) if found else None
            if found and target:
                return self._through(entity, target, found["who"])
        return self._named(entity, text)

    def _through(self, entity: Entity, target: Entity, who: str) -> str:
        last = self._named(target, who)
        if not last and who == OWNER and target.owners:
            last = target.owners[0]
        if target.name == entity.name or not last:
            return last
        fields = [f.name for f in entity.fields if f.type.target == target.name and not f.computed]
        return f"{fields[0]}.{last}" if len(fields) == 1 else ""

    def _named(self, entity: Entity, who: str) -> str:
        """Return the reference to the account whose name is that of who it is."""
        word = singular(snake(who))
        return next(
            (
                f.name
                for f in entity.fields
                if self.account
                and f.type.name is TypeName.REF
                and f.type.target == self.account.name
                and _stem(f.name) == word
            ),
            "",
        )

    def without_owners(self, fact: EndpointFact) -> EndpointFact:
        """Return an endpoint that everybody may call for what is theirs, beside its roles."""
        entity = self._of_path(fact.path)
        others = tuple(w for w in self._words(fact) if entity and not self.path(entity, w))
        scopes = tuple((role, scope) for role, scope in fact.scopes if role in others)
        return replace(
            fact,
            roles=(*others, ANY_USER),
            scopes=(*scopes, (ANY_USER, "own")),
            public=False,
        )

    def _words(self, fact: EndpointFact) -> tuple[str, ...]:
        """Return the words that may name who calls an endpoint; none if some of them are unknown."""
        if fact.roles or not fact.access:
            return fact.roles
        parts = tuple(filter(None, _SEVERAL.split(fact.access)))
        entity = self._of_path(fact.path)
        sure = entity and all(
            singular(snake(p)) in self.roles or self.path(entity, p) for p in parts
        )
        return parts if sure else ()

    def _of_path(self, path: str) -> Entity | None:
        words = [word for word in path.split("/") if word and "{" not in word]
        return next((found for w in reversed(words) if (found := self.names.find(w))), None)


def with_several_owners(said: Said, spec: Spec, told: Iterable[Told]) -> Spec:
    """Return a spec whose rows have their further owners; each changes what is said to be his."""
    by_entity: dict[str, list[Told]] = {}
    for one in told:
        by_entity.setdefault(one.entity, []).append(one)
    if not by_entity:
        return spec
    entities = tuple(_shared(one, by_entity.get(one.name, ())) for one in spec.entities)
    spec = replace(spec, entities=entities)
    narrow = {one.name for one in spec.permissions if {*_NARROW} & {*dict(one.scopes).values()}}
    rows = {one.operation: one for one in spec.preconditions}
    rows |= {
        operation.name: row
        for entity in entities
        if entity.owners[1:]
        for operation in spec.operations_of(snake(entity.name))
        if operation.kind in CHANGES and narrow.intersection(operation.permissions)
        if (row := _asked(said, spec, entity, operation, by_entity.get(entity.name, ()), rows))
    }
    own = {f"Q-{kebab(name)}-own" for name in by_entity}
    return replace(
        spec,
        preconditions=tuple(rows[o.name] for o in spec.operations if o.name in rows),
        questions=tuple(one for one in spec.questions if one.name not in own),
    )


def _shared(entity: Entity, told: Iterable[Told]) -> Entity:
    paths = [one.path for one in told if one.path not in entity.owners]
    further = tuple(Trait(OWNER, path) for path in dict.fromkeys(paths))
    return replace(entity, traits=(*entity.traits, *further))


def _asked(
    said: Said,
    spec: Spec,
    entity: Entity,
    operation: Operation,
    told: Iterable[Told],
    rows: Mapping[str, Precondition],
) -> Precondition | None:
    """Return the owner that an operation asks for beside its other conditions; None if any will do."""
    about = [one for one in told if _is_about(spec, operation, one.said)]
    paths = list(dict.fromkeys(one.path for one in about)) or [entity.owners[0]]
    if {*paths} >= {*entity.owners}:
        return None
    before = rows.get(operation.name)
    row = before or Precondition(operation.name, (), basis=() if about else ("default",))
    sources = said.sources(one.said for one in about)
    return replace(
        row,
        guards=(*row.guards, Guard(paths[0], OWNER)),
        sources=tuple(dict.fromkeys((*row.sources, *sources))),
    )


def _is_about(spec: Spec, operation: Operation, said: Fact | Line) -> bool:
    """Tell whether words about who may do something are about an operation."""
    if isinstance(said, EndpointFact):
        named, own = (_PARAMETER.sub("{}", path) for path in (said.path, operation.path))
        return said.method == operation.method and named.endswith(own)
    step = spec.transition(operation.name)
    if step is None or not isinstance(said, WorkflowFact):
        return False
    return step.target == snake(said.target) and snake(said.source) in step.origins
