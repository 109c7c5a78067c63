"""What is stored where only sentences say so: every entity, field and relation an assumption.

A noun is a thing to be kept if somebody makes one, if a sentence says what it has, if it has a
workflow, or if many sentences act on it. What has a value of its own (a weight, a date) is a field
of something else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab, pascal, snake
from luke_cli.spec.facts import (
    Authority,
    EntityFact,
    Fact,
    FieldFact,
    MentionFact,
    PermissionFact,
    RelationFact,
    RequirementFact,
    RuleFact,
    WorkflowFact,
)
from luke_cli.spec.model import Assumption, Entity, Question
from luke_cli.spec.resolve.mentioned_facts import facts_of, states_of
from luke_cli.spec.resolve.mentioned_nouns import with_nouns
from luke_cli.spec.resolve.mentioned_proof import Known, stored
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.things import key_of

_MAKING: Final = frozenset(
    "create add register record schedule submit book upload write post plan log enter file".split()
)
"""Rights to make one."""


def with_mentions(said: Said) -> Said:
    """Add the entities, fields and relations that sentences speak of, if nothing else does."""
    related = (*_related(said), *_granted(said))
    told = {mention.place for mention in related if mention.action == "manage"}
    mentions = (*(m for m in said.of(MentionFact) if m.place not in told), *related)
    mentions = with_nouns(mentions, _living(said))
    if not mentions:
        return said
    kept = _kept(said, mentions)
    kinds = (EntityFact, FieldFact, RelationFact, PermissionFact)
    facts: dict[type[Fact], list[Fact]] = {kind: list(said.of(kind)) for kind in kinds}
    people = _people(said)
    for key, found in kept.items():
        named = {key_of(field) for mention in found if not mention.weak for field in mention.fields}
        stated = () if named & {"status", "state"} else tuple(states_of(said, key))
        spoken = [_without_status(one) for one in found] if stated else found
        for fact in (*facts_of(key, spoken, kept, people), *stated):
            facts[type(fact)].append(fact)
    if not said.of(PermissionFact):
        facts[PermissionFact] += _rights(said, kept)
    by_kind = {**said.by_kind, **{kind: tuple(found) for kind, found in facts.items()}}
    return replace(said, by_kind={**by_kind, MentionFact: mentions})


def _without_status(mention: MentionFact) -> MentionFact:
    """Leave the states to the sentences that list them best."""
    return replace(mention, fields=tuple(one for one in mention.fields if one != "status"))


def _is_formal(fact: EntityFact) -> bool:
    return not fact.partial and fact.authority is not Authority.PROSE


def _related(said: Said) -> Iterator[MentionFact]:
    """Mention the ends of each relation where nobody says what either of them has.

    A diagram of bare names, or a table of who belongs to whom, is all that some designs hold.
    """
    if any(map(_is_formal, said.of(EntityFact))):
        return
    for fact in said.of(RelationFact):
        for end in (fact.entity, fact.target):
            yield MentionFact(
                place=fact.place,
                authority=Authority.PROSE,
                section=fact.section,
                name=end,
                action="manage",
            )


def _granted(said: Said) -> Iterator[MentionFact]:
    """Mention what somebody may make, where sentences are all there is.

    A line that grants rights to several things is a list of rights; a single one may be a remark.
    """
    if not said.of(MentionFact) or any(map(_is_formal, said.of(EntityFact))):
        return
    rights = [right for right in said.of(PermissionFact) if right.allowed]
    lines = {((r.place.file, r.place.line), key_of(r.resource)) for r in rights}
    many = Counter(line for line, _ in lines)
    told = {key_of(mention.name) for mention in said.of(MentionFact)}
    for right in rights:
        key = key_of(right.resource)
        is_other = key.removesuffix("s") in told
        if (
            right.action in _MAKING
            and right.resource.count(" ") <= 1
            and (key in told or not is_other)
        ):
            yield MentionFact(
                place=right.place,
                authority=Authority.PROSE,
                section=right.section,
                name=right.resource,
                action="create",
                weak=many[(right.place.file, right.place.line)] == 1,
            )


def assumed(
    said: Said, entities: Iterable[Entity]
) -> tuple[tuple[Entity, ...], tuple[Assumption, ...], tuple[Question, ...]]:
    """Mark the entities that only sentences speak of, each with the sentence, as assumptions."""
    told = {key_of(m.name) for m in said.of(MentionFact)}
    stated = {key_of(fact.name) for fact in said.of(EntityFact) if _is_formal(fact)}
    marked: list[Entity] = []
    assumptions: list[Assumption] = []
    questions: list[Question] = []
    for entity in entities:
        key = key_of(entity.name)
        if key not in told or key in stated or entity.basis:
            marked.append(entity)
            continue
        name = f"A-{kebab(entity.name)}"
        marked.append(_marked(entity, name))
        assumptions.append(_assumption(said, entity, name))
        if not _described(said, key):
            questions.append(_question(entity))
    return tuple(marked), tuple(assumptions), tuple(questions)


def _rights(said: Said, kept: Mapping[str, list[MentionFact]]) -> Iterator[PermissionFact]:
    """Let those who want something do it: `As a gardener, I want to record a harvest`.

    Who makes a thing may see it.
    """
    who = {(s.place.file, s.place.line): s.role for s in said.of(RequirementFact) if s.role}
    for key, found in kept.items():
        for mention in found:
            role = who.get((mention.place.file, mention.place.line))
            for action in dict.fromkeys((mention.action, "read")) if mention.action else ():
                if role:
                    yield PermissionFact(
                        place=mention.place,
                        authority=Authority.PROSE,
                        section=mention.section,
                        role=role,
                        resource=pascal(key),
                        action=action,
                        scope=mention.scope,
                    )


def _kept(said: Said, mentions: Iterable[MentionFact]) -> dict[str, list[MentionFact]]:
    """Return the mentions of what is stored, by its key."""
    groups: dict[str, list[MentionFact]] = {}
    for mention in mentions:
        groups.setdefault(key_of(mention.name), []).append(mention)
        if mention.within:
            above = replace(mention, name=mention.within, action="", fields=(), within="", scope="")
            groups.setdefault(key_of(mention.within), []).append(above)
    people = _people(said)
    values = {key_of(name) for mention in mentions for name in mention.fields}
    values |= _state_words(said, mentions)
    return stored(groups, Known(people, values, _living(said)))


def _living(said: Said) -> set[str]:
    """Return what the documents give states, or say how it goes from one to another."""
    steps = {key_of(step.entity) for step in said.of(WorkflowFact) if step.entity}
    listed = (rule for rule in said.of(RuleFact) if rule.values and rule.entity)
    return steps | {key_of(rule.entity) for rule in listed if rule.field in ("status", "state")}


def _state_words(said: Said, mentions: Iterable[MentionFact]) -> set[str]:
    """Return the states and values that the documents list: `the cook publishes the draft`."""
    words = [value for rule in said.of(RuleFact) for value in rule.values]
    words += [value for one in mentions for _, values in one.values for value in values]
    steps = said.of(WorkflowFact)
    words += [state for step in steps for state in (step.source, step.target) if state]
    return {key_of(word) for word in words}


def _people(said: Said) -> set[str]:
    """Return who the stories are told by and who may do something."""
    told = (story.role for story in said.of(RequirementFact) if story.role)
    may = (right.role for right in said.of(PermissionFact))
    return {key_of(name) for name in (*told, *may)}


def _described(said: Said, key: str) -> bool:
    return any(m.fields for m in said.of(MentionFact) if key_of(m.name) == key)


def _marked(entity: Entity, name: str) -> Entity:
    fields = tuple(f if f.implied else replace(f, basis=(name,)) for f in entity.fields)
    return replace(entity, fields=fields, basis=(name,))


def _assumption(said: Said, entity: Entity, name: str) -> Assumption:
    key = key_of(entity.name)
    mentions = [m for m in said.of(MentionFact) if key_of(m.name) == key]
    fields = ", ".join(f"`{field.name}`" for field in entity.fields if not field.implied)
    proposal = f"entity {entity.name} with {fields}" if fields else f"entity {entity.name}"
    places = {(m.place.file, m.place.line) for m in mentions}
    quoted = next(
        (line.text for line in said.lines if (line.place.file, line.place.line) in places), ""
    )
    plain = " ".join(quoted.split()).strip("#*- ")
    return Assumption(
        name,
        entity.name,
        proposal,
        f"only sentences speak of it: “{plain[:120]}”",
        sources=said.sources(mentions)[:4],
    )


def _question(entity: Entity) -> Question:
    words = snake(entity.name).replace("_", " ")
    return Question(
        f"Q-{kebab(entity.name)}-fields",
        entity.name,
        f"What is kept of each {words}? Only what stands in section 6.",
        "product owner",
        sources=entity.sources[:1],
    )
