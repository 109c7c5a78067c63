"""What the mentions of a thing say together: an entity, its fields, what it belongs to."""

from collections.abc import Container, Iterator, Mapping
from typing import Final

from luke_cli.names import pascal, singular, snake
from luke_cli.spec.facts import (
    Authority,
    EntityFact,
    Fact,
    FieldFact,
    MentionFact,
    RelationFact,
    RuleFact,
    WorkflowFact,
)
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.things import key_of

_SPELLINGS: Final = {"e_mail": "email", "e_mail_address": "email", "email_address": "email"}
_FEWEST: Final = 2
"""Steps that make a workflow."""
_MOST: Final = 12
"""Fields of a thing; a longer list is a sentence that was misread."""


def states_of(said: Said, key: str) -> Iterator[FieldFact]:
    """Give a thing the states that a sentence lists: `A problem is open, in progress or closed`."""
    listed = said.trusted(rule for rule in said.of(RuleFact) if rule.values and _about(rule) == key)
    told: list[tuple[Fact, tuple[str, ...]]] = [(rule, rule.values) for rule in listed]
    steps = steps_of(said, key)
    ends = [state for step in steps for state in (step.source, step.target)]
    told += [(steps[0], tuple(dict.fromkeys(map(snake, ends))))] if steps else []
    for fact, values in told[:1]:
        yield FieldFact(
            place=fact.place,
            authority=fact.authority,
            section=fact.section,
            entity=pascal(key),
            name="status",
            values=values,
        )


def steps_of(said: Said, key: str) -> list[WorkflowFact]:
    """Return the steps of a thing if they make a workflow."""
    steps = [
        step
        for step in said.of(WorkflowFact)
        if step.source and step.target and key_of(step.entity) == key
    ]
    return steps if len({(snake(s.source), snake(s.target)) for s in steps}) >= _FEWEST else []


def _about(rule: RuleFact) -> str:
    """Return the key of the thing whose states a rule may list."""
    if not rule.entity:
        return key_of(rule.field)
    return key_of(rule.entity) if rule.field.lower() in ("status", "state") else ""


def facts_of(
    key: str,
    found: list[MentionFact],
    kept: Mapping[str, list[MentionFact]],
    people: Container[str],
) -> Iterator[Fact]:
    """Yield the entity of some mentions, with its fields and relations."""
    name = pascal(key)
    first = found[0]
    yield EntityFact(place=first.place, authority=Authority.PROSE, section=first.section, name=name)
    sure = {field for mention in found if mention.defined for field in mention.fields}
    for field, mention in list(_fields(found))[:_MOST]:
        other = key_of(field.rpartition(" ")[2])
        if other in kept and other != key:
            if " " not in field and singular(snake(field)) == snake(field):
                must = other in people or field in sure
                yield _relation(mention, name, pascal(other), required=must)
        elif key_of(field) in people:
            yield _field(mention, name, f"{snake(field)}_id", target="user")
        else:
            values = dict(mention.values).get(field, ())
            plain = snake(field)
            yield _field(mention, name, _SPELLINGS.get(plain, plain), values=values)
    if key in people and not {"user", "account"} & {key_of(one) for one, _ in _fields(found)}:
        # Who does something signs in: what is kept of one goes with an account.
        yield _field(first, name, "user_id", target="user", required=True)
    yield from _as_file(name, found)
    if not any(mention.fields or mention.action == "upload" for mention in found):
        yield _field(first, name, "name", required=True)
    owned = next((mention for mention in found if mention.scope == "own"), None)
    if owned:
        yield _field(owned, name, "owner_id", target="user", required=True)
    for mention in found:
        above = key_of(mention.within) if mention.within else ""
        if above in kept and above != key:
            must = mention.made or mention.defined
            yield _relation(mention, name, pascal(above), required=must)


def _as_file(name: str, found: list[MentionFact]) -> Iterator[FieldFact]:
    """Describe what is uploaded: its name, its type and its size."""
    uploaded = next((mention for mention in found if mention.action == "upload"), None)
    if uploaded:
        for field in ("file_name", "mime_type", "file_size"):
            yield _field(uploaded, name, field, required=True)


def _field(
    mention: MentionFact,
    entity: str,
    name: str,
    *,
    target: str = "",
    required: bool | None = None,
    values: tuple[str, ...] = (),
) -> FieldFact:
    return FieldFact(
        place=mention.place,
        authority=Authority.PROSE,
        section=mention.section,
        entity=entity,
        name=name,
        target=target,
        required=required,
        values=values,
    )


def _fields(found: list[MentionFact]) -> Iterator[tuple[str, MentionFact]]:
    seen: set[str] = set()
    for mention in found:
        for field in mention.fields:
            name = _SPELLINGS.get(snake(field), snake(field))
            if name and name not in seen and name not in ("id", "etc"):
                seen.add(name)
                yield field, mention


def _relation(
    mention: MentionFact, entity: str, target: str, *, required: bool = False
) -> RelationFact:
    return RelationFact(
        place=mention.place,
        authority=Authority.PROSE,
        section=mention.section,
        entity=entity,
        target=target,
        kind="many-to-one",
        required=required or None,
    )
